"""A warning is approved, and on the other side there is an enquiry that is no case yet."""

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.intake.actions import close_enquiry, look_for_enquiries
from frirum.casefile.intake.actions.desk import _join
from frirum.casefile.intake.choices import CallerRole
from frirum.casefile.intake.models import Enquiry
from frirum.casefile.matters.actions import approve_crossing, write_crossing
from frirum.casefile.matters.models import Basis, Danger, ForWhom
from frirum.casefile.matters.queries import waits_for_desk

WORDS = "Gå ikke alene hjem i dag."


@pytest.fixture
def warning(almas_case, dorte, vera, now):
    """Written in Alma's case; on the other side nobody has a case."""
    made = write_crossing(
        by=dorte, case=almas_case, danger=Danger.PLAN, basis=Basis.CRIME, for_whom=ForWhom.WORKER,
        reason="Hun sagde i dag, hvad hendes bror vil gøre.", words=WORDS, now=now,
    )  # fmt: skip
    return approve_crossing(by=vera, crossing=made, now=now)


@pytest.fixture
def joined(call, emil, almas_case):
    """The desk joined an enquiry of Bo's to Alma's matter."""
    enquiry = call(emil, role=CallerRole.EXERCISING, phone="51525354")
    Enquiry.objects.opened().filter(pk=enquiry.pk).update(matter=almas_case.matter)
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.opened())
    return enquiry


def shown(client, warning):
    return client.post(reverse("intake:across", args=[warning.pk])).content.decode()


def test_the_desk_learns_whom_to_call_and_nothing_of_the_enquiry(
    warning, joined, vera, client_of, ledger
):
    client = client_of(vera)
    assert reverse("intake:across", args=[warning.pk]) in (
        client.get(reverse("matters:crossing", args=[warning.pk])).content.decode()
    )
    page = shown(client, warning)
    assert "Folmer" in page
    assert WORDS in page
    for told in ("Maja", "Holm", "51525354", str(joined.pk), joined.summary):
        assert told not in page
    assert (vera.id, "look_for_enquiries", "done") in ledger()


def test_the_desk_is_asked_when_an_enquiry_is_joined_to_the_matter_later(
    warning, joined, vera, run_jobs, client_of, now
):
    before = waits_for_desk(actor=vera)[1]
    _join(vera, [joined.pk])
    run_jobs()
    assert waits_for_desk(actor=vera)[1] == before + 1
    client = client_of(vera)
    page = client.get(reverse("matters:crossing", args=[warning.pk])).content.decode()
    assert "Somebody has come since to the other side" in page
    assert str(joined.pk) not in page
    _join(vera, [joined.pk])
    run_jobs()
    assert waits_for_desk(actor=vera)[1] == before + 1


def test_one_of_the_same_side_of_another_matter_or_closed_is_nobody_to_call(
    warning, call, joined, emil, dorte, vera, now, client_of
):
    close_enquiry(by=emil, enquiry=joined, reasons="Han fortrød.", now=now)
    call(emil, role=CallerRole.EXERCISING, phone="51525355")
    hers = call(dorte, phone="51525356")
    Enquiry.objects.opened().filter(pk=hers.pk).update(matter=joined.matter)
    assert "No enquiry waits on the other side" in shown(client_of(vera), warning)


def test_whoever_wrote_it_or_works_on_either_side_does_not_look(warning, joined, dorte, emil):
    for by in (dorte, emil):
        with pytest.raises(Http404):
            look_for_enquiries(by=by, crossing=warning)
