"""The other party's number in an export: written down when asked for, and checked as any number."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from frirum.casefile.intake.actions import record_enquiry
from frirum.casefile.intake.choices import CallerRole
from frirum.casefile.intake.facts import PartyFacts, Told
from frirum.casefile.matching import chance
from frirum.casefile.matching.models import Verdict
from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.identity import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.models import ContactWay
from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.models import PhoneImport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_draw(monkeypatch):
    monkeypatch.setattr(chance, "is_drawn", lambda: False)
    monkeypatch.setattr(chance, "delay", lambda: timedelta(0))


@pytest.fixture
def bo_is_known(almas_case, dorte, now, run_jobs):
    people = [
        Newcomer(role=PersonRole.CLIENT, identity=Identity("Alma", "Birk")),
        Newcomer(role=PersonRole.OTHER_PARTY, identity=Identity("Bo", "Krogh")),
    ]
    take_people(by=dorte, case=almas_case, newcomers=people, now=now)
    run_jobs()


@pytest.fixture
def choose(almas_case, client_of, dorte, run_jobs):
    """Takes an export in and chooses the first number; answers the form as it stood."""

    def chosen(**given):
        client = client_of(dorte)
        sent = {"once": uuid4(), "file": SimpleUploadedFile("sms.xml", synthetic.sms_backup(20))}
        client.post(reverse("incidents:import", args=[almas_case.pk]), sent)
        run_jobs()
        [found] = PhoneImport.objects.visible_to(dorte).filter(state="choosing")
        at = [almas_case.pk, found.pk]
        form = client.get(reverse("incidents:import_one", args=at)).context["form"]
        answer = client.post(reverse("incidents:import_choose", args=at), {"parties": "0", **given})
        assert answer.status_code == 302
        run_jobs()
        return form

    return chosen


def numbers(actor):
    return [way.value for way in ContactWay.objects.visible_to(actor)]


def test_a_new_number_is_written_down_once_and_reaches_the_conflict_check(
    bo_is_known, almas_case, choose, dorte, emil, now, run_jobs
):
    caller = PartyFacts(role="caller", given_name="B", phone=synthetic.BO)
    told = Told(caller_role=CallerRole.EXERCISING)
    record_enquiry(by=emil, told=told, parties=[caller], once=uuid4(), received_at=now, now=now)
    run_jobs()
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.READY
    form = choose(keep_numbers="on")
    assert form.fields["keep_numbers"].initial
    assert numbers(dorte) == [synthetic.BO]
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.WITH_DESK
    again = choose(keep_numbers="on")
    assert "keep_numbers" not in again.fields, "the case knows the number now"
    assert numbers(dorte) == [synthetic.BO]


def test_without_the_tick_nothing_is_written_down(bo_is_known, choose, dorte):
    choose()
    assert numbers(dorte) == []


def test_without_one_known_other_party_it_is_not_asked(choose, dorte):
    assert "keep_numbers" not in choose(keep_numbers="on").fields
    assert numbers(dorte) == []
