"""The demo centre: it stands in seconds, each sees what they should, and it is built once."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.intake.models import Enquiry
from frirum.casefile.intake.queries import staff_hits
from frirum.casefile.matching.models import Verdict
from frirum.casefile.matching.queries import open_holds, verdict_of
from frirum.casefile.matters.models import Case, Matter
from frirum.casefile.matters.queries import (
    crossings_of,
    overseen_crossings,
    overseen_glass,
    waits_for_desk,
    warnings_of,
)
from frirum.casefile.people.queries import client_names, find_people, people_of, safe_contact_of
from frirum.demo import phone
from frirum.demo.centre import build
from frirum.foundation.accounts.models import User
from frirum.foundation.wall.rulings import Refused
from frirum.work.incidents.imports.reading import look_into
from frirum.work.incidents.models import Exhibit, Incident
from frirum.work.incidents.queries import pattern_of

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, keys_and_folders):
    """One centre for all who look at it; what a test changes is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(now=NOW, small=True)
        transaction.set_rollback(True)


@pytest.fixture
def centre(built, db):
    return built


def test_a_database_with_real_users_is_refused_and_left_alone(db, now):
    User.objects.create(username="karen", name="Karen Rigtig")
    with pytest.raises(CommandError):
        call_command("seed_demo", small=True, stdout=io.StringIO())
    assert User.objects.count() == 1


@pytest.mark.slow
def test_the_same_centre_is_built_each_time(db, now):
    def names():
        with transaction.atomic():
            built = build(now=now, small=True)
            told = [one.plan.circle.client.full_name for one in built.others]
            transaction.set_rollback(True)
            return told

    first = names()
    assert names() == first


@pytest.mark.slow
@pytest.mark.parametrize("hour", [0, 23])
def test_the_centre_can_be_built_at_any_hour(db, now, hour):
    build(now=now.replace(hour=hour, minute=5), small=True)


def test_two_of_the_house_wait_for_the_desk_and_one_is_kept_apart(centre):
    staff = centre.house.staff
    hits = staff_hits(actor=staff["vera"])
    waiting = {hit.worker for hit in hits if not hit.answer}
    assert staff["gry"].id in waiting
    assert any(hit.works_there for hit in hits)
    assert [hit.worker for hit in hits if hit.answer == "same"][:1] == [staff["karla"].id]


def cases_of(actor):
    return set(Case.objects.visible_to(actor).values_list("pk", flat=True))


def test_the_small_centre_has_both_sides_and_all_tracks(centre):
    cases = [centre.almas_case, centre.bos_case, *(one.case for one in centre.others)]
    assert {case.side for case in cases} == {"exposed", "exercising", "neutral"}
    tracks = {"victim", "child", "perpetrator", "network", "professional"}
    assert {case.track for case in cases} == tracks
    assert len(cases) >= 12


def test_each_of_the_cast_sees_their_own_and_no_more(centre):
    staff, alma, bo = centre.house.staff, centre.almas_case.pk, centre.bos_case.pk
    seen = {name: cases_of(actor) & {alma, bo} for name, actor in staff.items()}
    assert {name for name, found in seen.items() if alma in found} == {"dorte", "freja"}
    assert {name for name, found in seen.items() if bo in found} == {"emil", "folmer"}
    for name in ("gry", "hans", "vera", "villads", "asta", "sofus", "karen", "rosa"):
        assert cases_of(staff[name]) == set()


def test_to_dorte_bo_is_a_name_in_almas_case_alone(centre):
    dorte = centre.house.staff["dorte"]
    found = find_people(actor=dorte, words="Bo Brandt", today=timezone.localdate())
    assert {one.case_id for one in found} == {centre.almas_case.pk}


def test_almas_case_tells_its_story(centre, now):
    dorte, case = centre.house.staff["dorte"], centre.almas_case
    assert client_names(actor=dorte, cases=[case.pk])[case.pk] == "Alma Birk"
    assert {one.full_name for one in people_of(actor=dorte, case=case)} >= {
        "Cilie Birk",
        "Bo Brandt",
    }
    assert not safe_contact_of(actor=dorte, case=case, on=now.date()).is_missing
    pattern = pattern_of(actor=dorte, case=case)
    assert 50 <= pattern.entries <= 60
    assert pattern.closest[0] == "home"
    log = Incident.objects.visible_to(dorte).filter(case=case)
    assert log.filter(is_breach=True).count() > 20
    assert 3 <= log.filter(is_starred=True).count() <= 5
    assert log.filter(reported="yes").count() > 5


def test_almas_exhibits_and_bundle_are_made_by_the_jobs(centre, run_jobs):
    run_jobs()
    dorte, case = centre.house.staff["dorte"], centre.almas_case
    exhibits = Exhibit.objects.visible_to(dorte).filter(case=case)
    assert {one.preview_state for one in exhibits} == {"ready"}
    assert exhibits.count() == 4
    assert [one.state for one in case.bundles.visible_to(dorte)] == ["ready"]


def test_bos_own_log_is_nearly_empty(centre):
    emil = centre.house.staff["emil"]
    assert Incident.objects.visible_to(emil).filter(case=centre.bos_case).count() <= 3


def test_bo_writes_again_and_only_the_desk_learns_why_it_waits(centre):
    (asked,) = [one for one in centre.enquiries if one.line["end"] == "bo"]
    staff = centre.house.staff
    assert not Enquiry.objects.visible_to(staff["dorte"]).filter(pk=asked.enquiry.pk).exists()
    verdict = verdict_of(actor=staff["folmer"], subject=asked.enquiry.pk)
    assert verdict == Verdict.WITH_DESK
    holds = open_holds(actor=staff["vera"])
    assert asked.enquiry.pk in {hold.check.subject for hold in holds if hold.pairs}


def test_an_enquiry_is_in_each_state(centre):
    staff = centre.house.staff
    states = set()
    for name in ("freja", "folmer", "birte"):
        states |= set(Enquiry.objects.visible_to(staff[name]).values_list("state", flat=True))
    assert states == {"new", "assessed", "offered", "waiting", "opened", "referred", "closed"}


def test_opponents_known_to_the_house_stand_in_one_matter(centre):
    assert centre.almas_case.matter_id == centre.bos_case.matter_id
    assert Matter.objects.count() < len(centre.others) + 2


def test_a_second_build_is_refused(centre, now):
    with pytest.raises(Refused):
        build(now=now, small=True)


def test_the_phone_exports_can_be_read(now):
    texts = look_into(io.BytesIO(phone.sms_export(now)))
    assert {party.name for party in texts.parties} >= {"Bo"}
    assert 450 <= texts.total <= 800
    assert look_into(io.BytesIO(phone.calls_export(now))).total > 30
    assert look_into(io.BytesIO(phone.chat_export(now))).total > 50


def test_the_first_page_offers_the_exports(db, client, settings, tmp_path, now):
    settings.DATA_DIR = tmp_path
    phone.write_samples(tmp_path / phone.FOLDER, now=now)
    shown = client.get(reverse("demo:cards")).content.decode()
    for name in phone.FILES:
        assert name in shown
        assert b"".join(client.get(reverse("demo:sample", args=[name])).streaming_content)
    assert client.get(reverse("demo:sample", args=["keys.json"])).status_code == 404


def test_one_warning_was_acted_on_and_one_waits_for_the_desk(centre):
    staff, alma, bo = centre.house.staff, centre.almas_case, centre.bos_case
    done, waits = sorted(
        crossings_of(actor=staff["emil"], case=bo, moment=NOW), key=lambda row: row.is_waiting
    )
    assert (done.state, waits.state) == ("approved", "with_desk")
    (told,) = warnings_of(actor=staff["dorte"], case=alma)
    assert told.warning.words == done.crossing.words
    assert (told.acted_by, told.reviewed_by) == ("Dorte Dahl", "Freja Friis")
    assert waits_for_desk(actor=staff["villads"]) == (1, 0)
    assert [row.is_late for row in overseen_crossings(actor=staff["hans"], moment=NOW)] == [
        False, False,
    ]  # fmt: skip
    assert [row.who for row in overseen_glass(actor=staff["hans"], moment=NOW)] == [
        "Fatima El-Amrani"
    ]
