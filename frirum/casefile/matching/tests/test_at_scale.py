"""What holds of a hundred thousand people: how little a thief learns, how little a check reads."""

import random
from collections import Counter, defaultdict
from uuid import uuid4

import pytest

from frirum.casefile.matching.comparing import asked_of
from frirum.casefile.matching.facts import Fact, FactKind, profile_of
from frirum.casefile.matching.likeness import widening
from frirum.casefile.matching.likeness.keys import keys_of
from frirum.casefile.matching.models import MatchKey
from frirum.casefile.matching.onfile import MOST_BEARERS, OnFile, alias_of, id_of
from frirum.casefile.matching.training.trial import centre

pytestmark = pytest.mark.slow

PEOPLE, NAMED_AT_MOST = 100_000, 0.06


@pytest.fixture(scope="module")
def shelf():
    return centre(random.Random(31), PEOPLE).shelf()


def test_s17_a_thief_who_knows_every_count_names_few_of_a_hundred_thousand(shelf):
    """Who bears a key that is the only one of its kind with so many bearers is named by it."""
    kinds = defaultdict(dict)
    for key, some in shelf.keys.items():
        kinds[key.kind][key.parts] = some
    named_by = {}
    for kind, some in kinds.items():
        sizes = Counter(map(len, some.values()))
        betrayed = {who for bearers in some.values() if sizes[len(bearers)] == 1 for who in bearers}
        named_by[kind] = len(betrayed) / PEOPLE
    assert len(named_by) >= 12
    assert {kind: share for kind, share in named_by.items() if share >= NAMED_AT_MOST} == {}


def test_the_commonest_name_is_asked_for_within_bounds(shelf):
    """With an age and a town as common: the widest question that anybody asks."""
    names = Counter((one.given[:1], one.family) for one in shelf.profiles.values() if one.family)
    (given,), (family, *_) = names.most_common(1)[0][0]
    facts = [Fact(FactKind.NAME, given, family), Fact(FactKind.BIRTH_YEAR, "1990"),
             Fact(FactKind.ADDRESS, "", "2100 København Ø")]  # fmt: skip
    asked = widening.questions(profile_of(facts), shelf.known)
    read = [len(some) for some in shelf.read(asked)]
    assert len(asked) <= widening.MOST_KEYS
    assert max(read) <= MOST_BEARERS
    assert sum(read) < 20_000


def test_of_a_key_that_everybody_bears_so_many_rows_are_read_and_no_more(db):
    one = profile_of([Fact(FactKind.NAME, "Jens", "Hansen")])
    keys = keys_of(one)
    rows = [MatchKey(pk=id_of(key, alias_of(uuid4()))) for key in keys for _ in range(PEOPLE)]
    MatchKey.objects.bulk_create(rows, batch_size=900)
    on_file = OnFile(reason="a test")
    assert [len(some) for some in on_file.bearers(keys)] == [MOST_BEARERS] * len(keys)
    assert asked_of(on_file, [one]) == [[]]
