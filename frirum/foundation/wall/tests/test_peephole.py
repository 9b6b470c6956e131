"""Codes from behind the wall are never a text, never a row, never a way to another table."""

import pytest

from frirum.casefile.matters.models import Case, Crossing, GlassBreak
from frirum.foundation.wall.peephole import codes_behind_the_wall


@pytest.mark.parametrize(
    ("model", "column"),
    [(Crossing, "words"), (Crossing, "reason"), (GlassBreak, "reason"), (GlassBreak, "case_id"),
     (GlassBreak, "case"), (Case, "matter_id"), (Case, "matter__id"), (Case, "no_such")],
)  # fmt: skip
def test_a_sealed_column_or_a_way_on_is_no_code(model, column):
    with pytest.raises(ValueError, match="are no codes"):
        codes_behind_the_wall(model, "id", column)


def test_codes_come_as_plain_values(almas_case, bos_case):
    found = codes_behind_the_wall(Case, "id", "side")
    assert set(found) == {(almas_case.pk, "exposed"), (bos_case.pk, "exercising")}
