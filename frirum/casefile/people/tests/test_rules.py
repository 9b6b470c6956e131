from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from frirum.casefile.matters.models import Case, Side, Status, Track
from frirum.casefile.people.banner import SafeContactNote, hours
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import Channel, PersonRole, WayKind, role_word
from frirum.casefile.people.rules import (
    is_protected_by_default,
    may_contact,
    may_have_role,
    may_keep_people,
    may_keep_way,
    may_mark,
    may_relate,
    stance_of,
)
from frirum.casefile.people.safe import WEEKDAYS, Agreement
from frirum.foundation.wall.rulings import ALLOWED

TODAY = date(2026, 11, 23)  # a Monday
UNTIL = date(2027, 2, 1)
MORNINGS = Agreement(
    expires_on=UNTIL,
    channels=frozenset({Channel.PHONE}),
    days=WEEKDAYS,
    from_time=time(9),
    to_time=time(12),
)


def stance(track, role, side=Side.EXPOSED):
    return stance_of(side=side, track=track, role=role)


def test_a_client_stands_where_their_track_says():
    assert stance(Track.VICTIM, PersonRole.CLIENT) == Side.EXPOSED
    assert stance(Track.PERPETRATOR, PersonRole.CLIENT, Side.EXERCISING) == Side.EXERCISING
    assert stance(Track.NETWORK, PersonRole.CLIENT) == Side.NEUTRAL


def test_the_other_party_stands_opposite_and_who_is_supported_with_the_case():
    assert stance(Track.VICTIM, PersonRole.OTHER_PARTY) == Side.EXERCISING
    assert stance(Track.PERPETRATOR, PersonRole.OTHER_PARTY, Side.EXERCISING) == Side.EXPOSED
    assert stance(Track.CHILD, PersonRole.SUPPORTED) == Side.EXPOSED
    assert stance(Track.VICTIM, PersonRole.WITNESS) == Side.NEUTRAL


def test_nobody_is_named_by_a_label():
    for side in Side:
        for role in PersonRole:
            assert "stalker" not in str(role_word(side=side, role=role)).lower()


def test_addresses_are_protected_but_for_who_stalks():
    assert is_protected_by_default(side=Side.EXPOSED, stance=Side.EXPOSED)
    assert is_protected_by_default(side=Side.EXPOSED, stance=Side.NEUTRAL)
    assert is_protected_by_default(side=Side.EXERCISING, stance=Side.EXPOSED)
    assert not is_protected_by_default(side=Side.EXPOSED, stance=Side.EXERCISING)
    assert not is_protected_by_default(side=Side.EXERCISING, stance=Side.EXERCISING)


@pytest.mark.parametrize("kind", [WayKind.ADDRESS, WayKind.WORKPLACE, WayKind.SCHOOL])
def test_where_the_exposed_person_is_found_is_not_kept_on_the_other_side(kind):
    assert not may_keep_way(side=Side.EXERCISING, stance=Side.EXPOSED, kind=kind).allowed
    assert may_keep_way(side=Side.EXERCISING, stance=Side.EXERCISING, kind=kind).allowed
    assert may_keep_way(side=Side.EXPOSED, stance=Side.EXPOSED, kind=kind).allowed


def test_a_case_has_one_client():
    assert may_have_role(PersonRole.CLIENT, ["child"]).allowed
    assert not may_have_role(PersonRole.CLIENT, ["client"]).allowed
    assert may_have_role(PersonRole.CHILD, ["client", "child"]).allowed


def test_a_closed_case_keeps_its_people_as_they_are():
    assert not may_keep_people(Case(status=Status.CLOSED)).allowed
    assert may_keep_people(Case(status=Status.OPEN)).allowed


def test_only_the_clients_own_ways_are_marked_as_safe():
    assert may_mark(PersonRole.CLIENT, is_current=True).allowed
    assert not may_mark(PersonRole.CLIENT, is_current=False).allowed
    assert not may_mark(PersonRole.OTHER_PARTY, is_current=True).allowed


def test_two_people_of_one_case_are_related():
    assert may_relate("alma", "cilie", "case", "case").allowed
    assert not may_relate("alma", "alma", "case", "case").allowed
    assert not may_relate("alma", "bo", "case", "another").allowed


def test_without_an_agreement_there_is_no_contact():
    for channel in Channel:
        assert not may_contact(None, channel, on=TODAY).allowed
        assert not may_contact(Agreement(expires_on=UNTIL), channel, on=TODAY).allowed


def test_an_agreement_holds_to_the_end_of_its_last_day():
    assert may_contact(MORNINGS, Channel.PHONE, on=UNTIL).allowed
    assert not may_contact(MORNINGS, Channel.PHONE, on=date(2027, 2, 2)).allowed


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 11, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 10, 0, tzinfo=UTC), False),
    ],
)
def test_calls_keep_to_their_days_and_hours(at, allowed):
    assert may_contact(MORNINGS, Channel.PHONE, on=TODAY, at=at).allowed is allowed
    assert not may_contact(MORNINGS, Channel.SMS, on=TODAY, at=at).allowed


def test_an_agreement_survives_being_sealed():
    assert Agreement.from_json(MORNINGS.to_json(), expires_on=UNTIL) == MORNINGS
    assert Agreement.from_json(Agreement(UNTIL).to_json(), expires_on=UNTIL) == Agreement(UNTIL)


def test_hours_are_said_as_danes_say_them():
    with override("da"):
        assert hours(MORNINGS) == "hverdage kl. 9–12"
        assert hours(Agreement(UNTIL)) == "på alle tider"
        weekend = Agreement(UNTIL, days=frozenset({5, 6}), from_time=time(9, 30))
        assert hours(weekend) == "lørdag, søndag efter kl. 9.30"


def test_age_counts_whole_years_or_what_was_said():
    born = Identity(birth_date=date(1992, 11, 24))
    assert (born.age_on(TODAY), born.age_on(date(2026, 11, 24))) == (33, 34)
    assert Identity(age=30, age_year=2024).age_on(TODAY) == 32
    assert Identity().age_on(TODAY) is None


def test_an_identity_survives_being_sealed():
    alma = Identity("Alma", "Berg", ("Alma Bech",), "Anna", date(1992, 3, 4), cpr="0403921234")
    infant = Identity("Cilie", age=0, age_year=2026)
    for person in (alma, infant, Identity()):
        assert Identity.from_json(person.to_json()) == person


def entries(agreement):
    note = SafeContactNote(agreement, TODAY, None, "", ALLOWED, "/")
    return [text for _, text in note.entries]


def test_the_banner_forbids_before_it_allows():
    with override("da"):
        assert entries(None) == ["Kontakt ikke klienten: intet er aftalt endnu"]
        silent = Agreement(UNTIL, seen_by="Bo læser hendes mail")
        assert entries(silent) == [
            "Kontakt ikke klienten: klienten henvender sig selv",
            "Bo læser hendes mail",
        ]


def test_an_expired_agreement_says_nothing_of_what_was_once_allowed():
    old = Agreement(date(2026, 9, 3), channels=frozenset({Channel.PHONE}), code_word="Mosegris")
    with override("da"):
        first, *more = entries(old)
    assert first == "Kontakt ikke klienten: aftalen udløb 3. sep. 2026"
    assert not any("Ring" in text for text in more)


def test_the_code_word_itself_never_stands_in_the_banner():
    spoken = Agreement(UNTIL, channels=frozenset(Channel), code_word="Mosegris")
    assert not any("Mosegris" in text for text in entries(spoken))


def test_whoever_may_be_called_at_any_hour_is_called_whenever_it_is():
    always = Agreement(UNTIL, channels=frozenset({Channel.PHONE}))
    with override("da"):
        assert entries(always)[0] == "Ring gerne, uanset tidspunkt"
