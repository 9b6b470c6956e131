from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from frirum.casefile.matching.models import MatchKey, Verdict
from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.casefile.people.actions import (
    add_person,
    add_relation,
    add_way,
    agree_safe_contact,
    change_person,
    confirm_safe_contact,
    retire_way,
    take_people,
)
from frirum.casefile.people.identity import Identity, Newcomer
from frirum.casefile.people.kinds import Channel, PersonRole, RelationKind, WayKind
from frirum.casefile.people.models import ContactWay, Person, Relation, SafeContact
from frirum.casefile.people.queries import (
    client_names,
    find_people,
    known_words,
    people_of,
    safe_contact_of,
)
from frirum.casefile.people.safe import Agreement
from frirum.foundation.wall.models import WallClosed
from frirum.foundation.wall.rulings import Refused

ALMA = Identity("Alma", "Sørensen", ("Bech",), birth_date=date(1992, 3, 4))
TODAY = date(2026, 11, 26)
BO = Identity("Bo", "Bøgh", birth_date=date(1988, 5, 6))


@pytest.fixture(autouse=True)
def no_waiting_and_no_drawing(settings):
    settings.CHECK_DELAY_SECONDS = 0
    settings.CHECK_SAMPLE_ONE_IN = 0


@pytest.fixture
def alma(almas_case, dorte, now):
    return add_person(by=dorte, case=almas_case, role=PersonRole.CLIENT, identity=ALMA, now=now)


@pytest.fixture
def bo_in_almas_case(almas_case, dorte, now):
    role = PersonRole.OTHER_PARTY
    return add_person(by=dorte, case=almas_case, role=role, identity=BO, now=now)


def test_who_is_added_can_be_read_by_their_worker_and_nobody_else(
    almas_case, bos_case, alma, dorte, emil, ida
):
    assert people_of(actor=dorte, case=almas_case)[0].full_name == "Alma Sørensen"
    assert people_of(actor=emil, case=almas_case) == people_of(actor=ida, case=almas_case) == []
    with pytest.raises(WallClosed):
        Person.objects.count()


def test_adding_stands_in_the_ledger(alma, dorte, ledger):
    assert (dorte.id, "add_person", "done") in ledger()


def test_the_other_side_cannot_add_to_a_case_nor_change_who_is_in_it(
    almas_case, bos_case, alma, emil, now
):
    with pytest.raises(Http404):
        add_person(by=emil, case=almas_case, role=PersonRole.CHILD, identity=BO, now=now)
    with pytest.raises(Http404):
        add_way(by=emil, person=alma, kind=WayKind.PHONE, value="22334455", now=now)


def test_a_refused_person_leaves_nothing_but_its_entry(almas_case, alma, dorte, now, ledger):
    with pytest.raises(Refused):
        add_person(by=dorte, case=almas_case, role=PersonRole.CLIENT, identity=BO, now=now)
    assert Person.objects.visible_to(dorte).count() == 1
    assert ledger()[-1] == (dorte.id, "add_person", "refused")


def test_a_closed_case_takes_no_new_people(almas_case, dorte, freja, now):
    move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)
    with pytest.raises(Refused):
        add_person(by=dorte, case=almas_case, role=PersonRole.CHILD, identity=ALMA, now=now)


def test_names_are_sealed_in_the_database(alma):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        stored = b"|".join(
            str(value).encode() + bytes(value) if isinstance(value, bytes) else str(value).encode()
            for value in cursor.fetchone()
        )
    assert "Sørensen".encode() not in stored
    assert b"Alma" not in stored


def test_an_address_of_the_exposed_side_is_protected_from_the_start(
    alma, bo_in_almas_case, almas_case
):
    assert alma.is_protected
    assert not bo_in_almas_case.is_protected


def test_the_second_of_two_writers_is_refused(alma, dorte, freja, now):
    answers = {"role": PersonRole.CLIENT, "is_protected": True, "is_household": False, "now": now}
    change_person(by=freja, person=alma, version=1, identity=ALMA, **answers)
    with pytest.raises(Refused):
        change_person(by=dorte, person=alma, version=1, identity=BO, **answers)
    assert Person.objects.visible_to(dorte).get().full_name == "Alma Sørensen"


def test_the_same_form_sent_twice_makes_one_way(alma, dorte, now):
    once = uuid4()
    for _ in range(2):
        add_way(by=dorte, person=alma, kind=WayKind.PHONE, value="22334455", once=once, now=now)
    assert ContactWay.objects.visible_to(dorte).count() == 1


def test_where_alma_lives_is_not_kept_in_bos_case(bos_case, emil, now):
    role = PersonRole.OTHER_PARTY
    alma = add_person(by=emil, case=bos_case, role=role, identity=ALMA, now=now)
    with pytest.raises(Refused):
        add_way(by=emil, person=alma, kind=WayKind.ADDRESS, value="Vestergade 1", now=now)
    assert not ContactWay.objects.visible_to(emil).exists()


def test_bos_own_file_meets_what_alma_told_of_him(
    almas_case, bos_case, bo_in_almas_case, emil, now, run_jobs
):
    role = PersonRole.CLIENT
    add_person(by=emil, case=bos_case, role=role, identity=BO, now=now)
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.BEING_CHECKED
    run_jobs()
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK


def test_a_former_phone_still_tells_who_somebody_is(
    almas_case, bos_case, bo_in_almas_case, dorte, emil, now, run_jobs
):
    phone = add_way(
        by=dorte, person=bo_in_almas_case, kind=WayKind.PHONE, value="+45 22 33 44 55", now=now
    )
    retire_way(by=dorte, way=phone, known_to=date(2026, 11, 1), now=now)
    somebody = Identity("B.")
    bo = add_person(by=emil, case=bos_case, role=PersonRole.CLIENT, identity=somebody, now=now)
    add_way(by=emil, person=bo, kind=WayKind.PHONE, value="22334455", now=now)
    run_jobs()
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK


def test_a_crash_keeps_neither_person_nor_keys(almas_case, dorte, now, monkeypatch):
    def stop(**given):
        raise RuntimeError

    monkeypatch.setattr("frirum.casefile.people.keys.order_check", stop)
    with pytest.raises(RuntimeError):
        add_person(by=dorte, case=almas_case, role=PersonRole.CLIENT, identity=ALMA, now=now)
    assert not Person.objects.visible_to(dorte).exists()
    assert not MatchKey.objects.opened().exists()


def test_an_enquirys_people_come_in_at_once_and_keep_their_ids(almas_case, dorte, now, ledger):
    holder = uuid4()
    newcomers = [
        Newcomer(
            PersonRole.CLIENT,
            ALMA,
            ways=((WayKind.PHONE, "22 33 44 55"), (WayKind.ADDRESS, "Vestergade 1")),
            safe=frozenset({"22 33 44 55"}),
            holder=holder,
        ),
        Newcomer(PersonRole.OTHER_PARTY, BO, ways=((WayKind.HANDLE, "@bo.88"),)),
    ]
    assert take_people(by=dorte, case=almas_case, newcomers=newcomers, now=now) == 2
    assert client_names(actor=dorte, cases=[almas_case.pk]) == {almas_case.pk: "Alma Sørensen"}
    assert Person.objects.visible_to(dorte).filter(pk=holder).exists()
    safe = ContactWay.objects.visible_to(dorte).filter(is_safe=True)
    assert [way.value for way in safe] == ["22 33 44 55"]
    assert [deed for _, deed, _ in ledger()].count("take_people") == 1


def test_names_of_many_clients_cost_one_read(
    house, dorte, now, almas_case, alma, django_assert_num_queries
):
    from frirum.demo.cast import open_almas_case

    cases = [almas_case]
    for number in range(5):
        case = open_almas_case(house, now=now)
        identity = Identity(f"Klient {number}")
        role = PersonRole.CLIENT
        add_person(by=dorte, case=case, role=role, identity=identity, now=now)
        cases.append(case)
    with django_assert_num_queries(1):
        names = client_names(actor=dorte, cases=[case.pk for case in cases])
    assert len(names) == 6


@pytest.mark.parametrize(
    "words", ["alma", "Soerensen", "sørens", "BECH", "alma søren", "22 33 44 55", "334455"]
)
def test_a_person_is_found_by_parts_of_a_name_or_a_number(almas_case, alma, dorte, now, words):
    add_way(by=dorte, person=alma, kind=WayKind.PHONE, value="+4522334455", now=now)
    (found,) = find_people(actor=dorte, words=words, today=TODAY)
    assert (found.name, found.case_id) == ("Alma Sørensen", almas_case.pk)


@pytest.mark.parametrize("words", ["4-3-92", "04.03.1992", "4. marts 1992", "1992-03-04"])
def test_a_person_is_found_by_birth_date(alma, dorte, emil, words):
    (found,) = find_people(actor=dorte, words=words, today=TODAY)
    assert found.name == "Alma Sørensen"
    assert find_people(actor=dorte, words="5-3-92", today=TODAY) == []
    assert find_people(actor=emil, words=words, today=TODAY) == []


@pytest.mark.parametrize("words", ["", "a", "  ", "bo", "almax", "99887766", "22"])
def test_what_does_not_match_finds_nobody(alma, dorte, words):
    assert find_people(actor=dorte, words=words, today=TODAY) == []


def test_a_search_never_reaches_across_the_wall(almas_case, bos_case, alma, emil, dorte, ida):
    assert find_people(actor=dorte, words="alma", today=TODAY)
    for stranger in (emil, ida):
        assert find_people(actor=stranger, words="alma", today=TODAY) == []


def test_a_search_costs_the_same_for_one_hit_and_for_many(
    almas_case, alma, dorte, now, django_assert_num_queries
):
    for number in range(70):
        identity = Identity(f"Alma {number}")
        role = PersonRole.WITNESS
        add_person(by=dorte, case=almas_case, role=role, identity=identity, now=now)
    with django_assert_num_queries(1):
        assert len(find_people(actor=dorte, words="alma", today=TODAY)) == 50


def test_everything_that_must_not_leave_is_known(almas_case, alma, dorte, now):
    school = add_way(by=dorte, person=alma, kind=WayKind.SCHOOL, value="Møllevangskolen", now=now)
    retire_way(by=dorte, way=school, known_to=date(2026, 1, 1), now=now)
    words = {
        (word.kind, word.value, word.is_current)
        for word in known_words(actor=dorte, case=almas_case)
    }
    assert ("name", "Alma Sørensen", True) in words
    assert ("name", "Bech", False) in words
    assert ("school", "Møllevangskolen", False) in words


@pytest.fixture
def agreed(almas_case, alma, dorte, now):
    mornings = Agreement(date(2027, 1, 1), channels=frozenset({Channel.PHONE}))
    return agree_safe_contact(by=dorte, case=almas_case, agreement=mornings, now=now)


def test_nothing_agreed_means_no_contact(almas_case, dorte):
    note = safe_contact_of(actor=dorte, case=almas_case, on=date(2026, 11, 22))
    assert note.is_missing
    assert not any(note.may_use(channel).allowed for channel in Channel)


def test_what_is_agreed_may_be_used_until_it_expires(almas_case, agreed, dorte):
    note = safe_contact_of(actor=dorte, case=almas_case, on=date(2026, 12, 1))
    assert note.may_use(Channel.PHONE).allowed
    assert not note.may_use(Channel.SMS).allowed
    late = safe_contact_of(actor=dorte, case=almas_case, on=date(2027, 1, 2))
    assert late.is_expired
    assert not late.may_use(Channel.PHONE).allowed


def test_an_agreement_that_was_overtaken_is_not_written_over(almas_case, agreed, dorte, now):
    silence = Agreement(date(2027, 1, 1))
    agree_safe_contact(by=dorte, case=almas_case, agreement=silence, seen=agreed.pk, now=now)
    for seen in (agreed.pk, None):
        with pytest.raises(Refused):
            agree_safe_contact(
                by=dorte, case=almas_case, agreement=agreed.agreement, seen=seen, now=now
            )
    assert SafeContact.objects.visible_to(dorte).filter(is_current=True).get().agreement == silence


def test_confirming_holds_for_ninety_days_more(almas_case, agreed, dorte, now):
    fresh = confirm_safe_contact(by=dorte, safe_contact=agreed, now=now + timedelta(days=10))
    assert fresh.expires_on == date(2026, 12, 2) + timedelta(days=90)
    assert fresh.agreement.channels == {Channel.PHONE}
    assert SafeContact.objects.visible_to(dorte).count() == 2


def test_the_other_side_learns_nothing_of_safe_contact(almas_case, bos_case, agreed, emil):
    assert safe_contact_of(actor=emil, case=almas_case, on=date(2026, 12, 1)).is_missing
    with pytest.raises(Http404):
        confirm_safe_contact(by=emil, safe_contact=agreed, now=agreed.verified_at)


def test_people_of_two_cases_are_never_joined(house, almas_case, alma, freja, dorte, now):
    from frirum.demo.cast import open_almas_case

    other = open_almas_case(house, now=now)
    stranger = add_person(
        by=dorte, case=other, role=PersonRole.CLIENT, identity=Identity("Anna"), now=now
    )
    with pytest.raises(Refused):
        add_relation(by=dorte, person=alma, other=stranger, kind=RelationKind.KNOWS, now=now)
    assert not Relation.objects.visible_to(dorte).exists()
