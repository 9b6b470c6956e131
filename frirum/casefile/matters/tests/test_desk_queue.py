"""What waits at the conflict desk never falls off the end of its list."""

from datetime import timedelta

import pytest

from frirum.casefile.matters.actions import approve_crossing, confirm_warning, send_crossing_back
from frirum.casefile.matters.models import HouseWarning
from frirum.casefile.matters.queries import desk_rows

from .across import written

pytestmark = pytest.mark.usefixtures("still")


def test_the_longest_waiting_stands_on_top_however_many_came_since(
    almas_case, bos_case, emil, vera, dorte, now
):
    first = written(emil, bos_case, now)
    unread = approve_crossing(by=vera, crossing=written(emil, bos_case, now), now=now)
    later = now + timedelta(minutes=1)
    for _one in range(60):
        sent = written(emil, bos_case, later)
        send_crossing_back(by=vera, crossing=sent, answer="Tag stedet ud.", now=later)
    rows = desk_rows(actor=vera, moment=later)
    assert {row.crossing.pk for row in rows[:2]} == {first.pk, unread.pk}
    assert len(rows) == 52
    warning = HouseWarning.objects.visible_to(dorte).get()
    confirm_warning(by=dorte, warning=warning, now=later)
    rows = desk_rows(actor=vera, moment=later)
    assert rows[0].crossing.pk == first.pk
    assert not any(row.is_to_be_done for row in rows[1:])
