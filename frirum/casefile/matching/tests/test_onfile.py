"""Keys, words and profiles in the database: what is found and kept, and what a thief learns."""

import random
from collections import Counter, defaultdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frirum.casefile.matching import onfile
from frirum.casefile.matching.actions import (
    answer_check,
    decide_pair,
    drop_facts,
    join_words,
    move_facts,
    order_check,
    put_facts,
    release_hold,
)
from frirum.casefile.matching.comparing import asked_of
from frirum.casefile.matching.facts import Fact, FactKind, Party, profile_of
from frirum.casefile.matching.likeness.keys import RARE, Key
from frirum.casefile.matching.models import (
    MOST_SHOWN,
    WORTH_A_LOOK,
    Answer,
    Bearer,
    Check,
    Finding,
    MatchKey,
    Verdict,
    WordCount,
)
from frirum.casefile.matching.onfile import OnFile
from frirum.casefile.matching.training.trial import centre
from frirum.casefile.matters.models import Side
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.vault.sealing import Unreadable
from frirum.foundation.wall.actors import Actor

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check

FRIRUM = Actor.system("a test")
THIS_SIDE, OTHER_SIDE = Side.EXPOSED, Side.EXERCISING


@pytest.fixture(autouse=True)
def no_waiting_and_no_drawing(settings):
    settings.CHECK_DELAY_SECONDS = settings.CHECK_SAMPLE_ONE_IN = 0


@pytest.fixture
def file_of(db):
    """A new file: the id of a case or enquiry with a key of its own."""

    def opened():
        root = uuid4()
        keys.issue(root, Compartment.NEUTRAL)
        return root

    return opened


def named(given, family="", **more):
    facts = [Fact(FactKind.NAME, given, family)] if given or family else []
    return (*facts, *(Fact(FactKind[kind.upper()], value) for kind, value in more.items()))


def told_in(root, *facts, side=THIS_SIDE, holder=None):
    party = Party(holder or uuid4(), root, side, Side.EXERCISING, facts)
    put_facts(by=FRIRUM, parties=[party])
    return party


def checked(root, now):
    check = order_check(by=FRIRUM, subject=root, now=now)
    return answer_check(by=FRIRUM, check=check, now=now)


def found_in(root):
    return [each for each in Finding.objects.opened().filter(our_root=root) if each.is_pair]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (named("Alexander", "Kierkegård", birth_year="1984"),
         named("Sander", "Kirkegaard", birth="1985-03-02")),
        (named("Hansen", "Bo", address="Rosenvej 9, 2730 Herlev"),
         named("Bo", "Hansen", address="Rosenv. 9, 2730 Herlev")),
        (named("Anne-Marie", "Holm", birth="1990-03-02"),
         named("Annemarie", "Holm", birth="1990-02-03")),
        (named("Mohamed", "Al-Hassan", phone="22334456"),
         named("Muhammad", "Hassan", phone="+45 22 33 44 55")),
        (named("S\u00c3\u00b8ren", "Vad", birth_year="1970"),
         named("Søren", "Vad", birth_year="1971")),
        (named("", "", handle="@wolf_king88"), named("Bo", "Vad", handle="instagram:wolfking8")),
    ],
    ids=range(6),
)  # fmt: skip
def test_the_same_person_is_found_however_they_were_written(here, there, file_of, now):
    ours, theirs = file_of(), file_of()
    told_in(theirs, *there, side=OTHER_SIDE)
    told_in(ours, *here)
    assert checked(ours, now).verdict == Verdict.WITH_DESK
    (pair,) = found_in(ours)
    assert pair.belief >= WORTH_A_LOOK
    assert pair.other_root == theirs


def test_two_strangers_are_nothing_to_each_other(file_of, now):
    ours, theirs = file_of(), file_of()
    told_in(theirs, *named("Gry", "Lund", birth="1961-07-30", phone="51525354"), side=OTHER_SIDE)
    told_in(ours, *named("Ulrik", "Vad", birth="1984-03-12", phone="22334455"))
    assert checked(ours, now).verdict == Verdict.READY
    assert found_in(ours) == []


def test_a_false_name_hides_no_phone(file_of, now):
    """Another name at the same number is shown, as somebody of the household."""
    ours, theirs = file_of(), file_of()
    told_in(theirs, *named("Gry", "Lund", birth="1961-07-30", phone="22334455"), side=OTHER_SIDE)
    told_in(ours, *named("Ulrik", "Vad", birth="1984-03-12", phone="22334455"))
    checked(ours, now)
    (pair,) = found_in(ours)
    assert pair.agree == ["phone"]
    assert pair.differ == ["birth", "name"]
    assert not pair.is_certain


def test_a_number_that_many_have_joins_nobody(file_of, now):
    """The centre's own number stands in many files."""
    crowd = centre(random.Random(3), 30)
    for who, row in zip(crowd.humans, crowd.rows, strict=True):
        facts = named(who.given, row["family"], phone="70204080", birth=who.born.isoformat())
        told_in(file_of(), *facts, side=OTHER_SIDE)
    ours = file_of()
    told_in(ours, *named("Xerxes", "Quist", phone="70204080", birth="1951-05-17"))
    assert checked(ours, now).verdict == Verdict.READY


def test_so_many_are_shown_and_no_more(file_of, now):
    for _ in range(MOST_SHOWN + 8):
        told_in(file_of(), *named("Bo", "Berg"), side=OTHER_SIDE)
    ours = file_of()
    told_in(ours, *named("Bo", "Berg"))
    checked(ours, now)
    assert len(found_in(ours)) <= MOST_SHOWN


def test_whoever_did_not_fit_in_is_shown_once_the_others_are_decided(file_of, house, vera, now):
    """Decided pairs take nobody's place in the next comparison."""
    bo = named("Bo", "Vadgaard", birth="1980-04-05", phone="22334455")
    for _ in range(MOST_SHOWN + 2):
        told_in(file_of(), *bo, side=OTHER_SIDE)
    ours = file_of()
    told_in(ours, *bo)
    check = checked(ours, now)
    for finding in found_in(ours):
        decide_pair(by=vera, finding=finding, answer=Answer.SAME, now=now)
    assert release_hold(by=vera, check=check, now=now).verdict == Verdict.BEING_CHECKED
    assert checked(ours, now + timedelta(days=1)).verdict == Verdict.WITH_DESK
    assert len([pair for pair in found_in(ours) if not pair.answer]) == 2


def test_who_stands_in_many_files_is_as_certain_as_in_one(file_of, now):
    bo = named("Bo", "Vadgaard", birth="1980-04-05", phone="22334455")
    for _ in range(4):
        told_in(file_of(), *bo, side=OTHER_SIDE)
    ours = file_of()
    told_in(ours, *bo)
    checked(ours, now)
    assert [pair.is_certain for pair in found_in(ours)] == [True] * 4


def statements(check, now):
    keys.forget()
    with CaptureQueriesContext(connection) as asked:
        answer_check(by=FRIRUM, check=check, now=now)
    return [query["sql"].split(" ")[0] for query in asked]


def test_s13_a_check_makes_the_same_reads_for_somebody_and_for_nobody(file_of, now):
    """Also when no key is in memory: one more read would tell that there is somebody."""
    ours, theirs, nobodys = file_of(), file_of(), file_of()
    told_in(theirs, *named("Bo", "Berg", phone="22334455"), side=OTHER_SIDE)
    told_in(ours, *named("Bo", "Berg", phone="22334455"))
    told_in(nobodys, *named("Ulrik", "Vad", phone="61626364"))
    one, other = (order_check(by=FRIRUM, subject=root, now=now) for root in (ours, nobodys))
    OnFile(reason=FRIRUM.reason).vocabulary()
    assert statements(one, now) == statements(other, now)
    assert found_in(ours)
    assert not found_in(nobodys)


def test_what_no_longer_holds_still_tells_who_somebody_is(file_of, now):
    ours, theirs = file_of(), file_of()
    before = told_in(theirs, *named("Bo", "Berg", phone="22334455"), side=OTHER_SIDE)
    told_in(theirs, *named("Bo", "Lund", phone="51525354"), side=OTHER_SIDE, holder=before.holder)
    told_in(ours, *named("Bo", "Berg", phone="22334455"))
    assert checked(ours, now).verdict == Verdict.WITH_DESK


def test_profiles_are_sealed_with_the_key_of_their_file(file_of):
    root = file_of()
    party = told_in(root, *named("Kanarie", "Fugl", phone="22334455"))
    row = Bearer.objects.opened().get(pk=party.holder)
    assert row.profile.given == ("kanarie",)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_profile FROM matching_bearer")
        assert b"kanarie" not in bytes(cursor.fetchone()[0])
    keys.shred(root)
    with pytest.raises(Unreadable):
        Bearer.objects.opened().get(pk=party.holder).profile  # noqa: B018


def test_an_enquirys_people_are_sealed_anew_for_the_case(file_of, now):
    enquiry, case = file_of(), file_of()
    party = told_in(enquiry, *named("Bo", "Berg"))
    move_facts(by=FRIRUM, root=enquiry, to=case, side=THIS_SIDE)
    keys.shred(enquiry)
    assert Bearer.objects.opened().get(pk=party.holder).profile.family == ("berg",)
    keys.shred(case)
    with pytest.raises(Unreadable):
        Bearer.objects.opened().get(pk=party.holder).profile  # noqa: B018


def rare(word):
    return OnFile(reason=FRIRUM.reason).keys_within(Key(RARE, word)).count()


def test_a_single_word_is_a_key_only_while_five_or_fewer_bear_it(file_of):
    for number in range(5):
        told_in(file_of(), *named(f"Navn{number}x", "Sjældenborg"))
        assert rare("sjaldenborg") == number + 1
    told_in(file_of(), *named("Navn6x", "Sjældenborg"))
    assert rare("sjaldenborg") == 0
    told_in(file_of(), *named("Navn7x", "Sjældenborg"))
    assert rare("sjaldenborg") == 0


def test_a_rare_surname_alone_finds_who_bears_it(file_of):
    party = told_in(file_of(), *named("Bo", "Sjældenborg"))
    about = profile_of(named("", "Sjeldenborg"))
    (found,) = asked_of(OnFile(reason=FRIRUM.reason), [about])
    assert [match.known.holder for match in found] == [party.holder]


@pytest.fixture
def process(monkeypatch):
    """Another process: its memory of the vocabulary is its own."""

    def starts():
        memory = onfile._Memory()
        return lambda: monkeypatch.setattr(onfile, "_memory", memory)

    return starts


def words():
    return dict(OnFile(reason=FRIRUM.reason).vocabulary().bearers)


def test_every_process_knows_the_words_that_another_wrote(file_of, process):
    one, other = process(), process()
    one()
    told_in(file_of(), *named("Bo", "Berg"))
    other()
    assert words() == {"bo": 1, "berg": 1, "*": 1}
    gone = file_of()
    told_in(gone, *named("Bo", "Lund"))
    one()
    assert (words()["bo"], words()["lund"]) == (2, 1)
    other()
    drop_facts(by=FRIRUM, root=gone)
    one()
    assert words()["bo"] == 1
    assert "lund" not in words()


def test_joined_words_are_the_same_words(file_of, process):
    for number in range(6):
        told_in(file_of(), *named("Bo", f"Berg{'abcdef'[number]}x"))
    before = words()
    assert join_words(by=FRIRUM, most=5) == 6
    assert WordCount.objects.opened().count() == 1
    process()()
    assert words() == before
    assert join_words(by=FRIRUM, most=5) == 0


def test_what_is_known_twice_counts_once(file_of):
    root = file_of()
    party = told_in(root, *named("Bo", "Berg"))
    told_in(root, *named("Bo", "Berg"), holder=party.holder)
    assert (words()["bo"], words()["*"]) == (1, 1)


def test_s21_an_erased_file_leaves_no_key_and_no_word(file_of):
    root, other = file_of(), file_of()
    told_in(other, *named("Bo", "Berg", phone="51525354"))
    held = set(MatchKey.objects.opened().values_list("pk", flat=True))
    party = told_in(root, *named("Bo", "Lund", phone="22334455", handle="wolfking88"))
    told_in(root, *named("Bo", "Vad", email="bo@post.dk"), holder=party.holder)
    drop_facts(by=FRIRUM, root=root)
    assert set(MatchKey.objects.opened().values_list("pk", flat=True)) == held
    (part,) = WordCount.objects.opened()
    assert not {"lund", "vad"} & set(part.sealed_counts)


def test_no_key_is_read_without_bound(file_of, monkeypatch):
    monkeypatch.setattr(onfile, "MOST_BEARERS", 3)
    for _ in range(6):
        told_in(file_of(), *named("", "", phone="22334455"))
    found = OnFile(reason=FRIRUM.reason).bearers([Key("ph", "22334455"), Key("ph", "51525354")])
    assert [len(some) for some in found] == [3, 0]


def test_a_settled_pair_is_asked_again_only_when_more_agrees(file_of, now):
    """The belief of a pair moves with whoever else is on file; that alone settles nothing anew."""
    ours, theirs = file_of(), file_of()
    told_in(theirs, *named("Bo", "Berg", birth="1980-04-05"), side=OTHER_SIDE)
    told_in(ours, *named("Bo", "Berg", birth="1980-04-05"))
    checked(ours, now)
    (before,) = found_in(ours)
    for _ in range(7):
        told_in(file_of(), *named("Bo", "Berg"), side=THIS_SIDE)
    checked(ours, now + timedelta(days=1))
    (after,) = found_in(ours)
    assert after.agreement == before.agreement


def test_nothing_of_a_check_is_left_when_nobody_is_named(file_of, now):
    root = file_of()
    assert checked(root, now).verdict == Verdict.READY
    assert Check.objects.opened().get(subject=root).verdict == Verdict.READY


# Whoever has the tables and no key, and knows how many people bear each name, pair or word.
NAMED_AT_MOST = 0.03


def named_by_counts(bearers, people):
    """The share of people who bear a key that is the only one of its kind with so many bearers."""
    sizes = Counter(len(some) for some in bearers.values())
    betrayed = {who for some in bearers.values() if sizes[len(some)] == 1 for who in some}
    return len(betrayed) / people


def test_a_thief_who_knows_every_count_names_hardly_anybody():
    people = 10_000
    shelf = centre(random.Random(11), people).shelf()
    kinds = defaultdict(dict)
    for key, some in shelf.keys.items():
        kinds[key.kind][key.parts] = some
    named_by = {kind: named_by_counts(some, people) for kind, some in kinds.items()}
    assert len(named_by) >= 12
    assert {kind: share for kind, share in named_by.items() if share >= NAMED_AT_MOST} == {}


def test_the_thief_would_name_many_by_single_names():
    """That the test above would see an index of names."""
    people = 10_000
    shelf = centre(random.Random(11), people).shelf()
    single = defaultdict(list)
    for number, one in shelf.profiles.items():
        for word in one.family:
            single[word].append(number)
    assert named_by_counts(single, people) > 0.15
