"""What waits until more is known, what is asked again, and what a name alone says."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.intake.actions import change_party, refer_elsewhere, wait_for_more
from frirum.casefile.intake.choices import CallerRole, DeskOutcome
from frirum.casefile.intake.models import Party
from frirum.casefile.intake.queries import waiting_for_more
from frirum.casefile.matching.models import Answer, Verdict
from frirum.casefile.matching.queries import open_holds, verdict_of
from frirum.foundation.wall.rulings import Refused

from .at_desk import decide


def test_what_cannot_be_decided_waits_until_more_is_known(bos_call, emil, vera, now, run_jobs):
    [hold] = open_holds(actor=vera)
    wait_for_more(by=vera, check=hold.check, reason="Only a phone agrees.", now=timezone.now())
    [still] = open_holds(actor=vera)
    assert waiting_for_more(actor=vera, checks=[still.check])
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.WITH_DESK
    caller = Party.objects.visible_to(emil).get(enquiry=bos_call)
    facts = replace(caller.facts, town="Odense")
    change_party(by=emil, party=caller, facts=facts, version=caller.version, now=timezone.now())
    run_jobs()
    [again] = open_holds(actor=vera)
    assert not waiting_for_more(actor=vera, checks=[again.check])


def test_nothing_waits_twice_and_nothing_that_is_decided(bos_call, vera, now):
    [hold] = open_holds(actor=vera)
    wait_for_more(by=vera, check=hold.check, reason="Too little.", now=timezone.now())
    with pytest.raises(Refused):
        wait_for_more(by=vera, check=hold.check, reason="Too little.", now=timezone.now())
    decide(vera, bos_call, DeskOutcome.DIFFERENT, now, answer=Answer.DIFFERENT)
    hold.check.refresh_from_db()
    with pytest.raises(Refused):
        wait_for_more(by=vera, check=hold.check, reason="Too little.", now=timezone.now())


def told_more(by, enquiry, run_jobs, **facts):
    caller = Party.objects.visible_to(by).get(enquiry=enquiry, role="caller")
    facts = replace(caller.facts, **facts)
    change_party(by=by, party=caller, facts=facts, version=caller.version, now=timezone.now())
    run_jobs()


def test_a_decided_pair_is_asked_again_only_when_more_agrees(bos_call, emil, vera, now, run_jobs):
    """A town that the other file does not have says nothing of the pair; his name does."""
    decide(vera, bos_call, DeskOutcome.DIFFERENT, now, answer=Answer.DIFFERENT)
    told_more(emil, bos_call, run_jobs, town="Odense")
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.READY
    told_more(emil, bos_call, run_jobs, given_name="Bo", family_name="Berg")
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.WITH_DESK


def test_who_was_found_to_be_the_same_is_never_asked_again(bos_call, emil, vera, now, run_jobs):
    decide(vera, bos_call, DeskOutcome.JOIN, now)
    told_more(emil, bos_call, run_jobs, given_name="Bo", family_name="Berg", town="Odense")
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.READY
    assert not open_holds(actor=vera)


def test_the_desk_reads_how_many_a_name_alone_fits_and_nobody_else(
    alma, call, emil, vera, client_of, run_jobs
):
    """Whoever wrote it down reads the same sentence whether the name is known or not."""
    known = call(emil, role=CallerRole.EXERCISING, phone="", given="Bo", family="Berg")
    unknown = call(emil, role=CallerRole.EXERCISING, phone="", given="Ulf", family="Kvist")
    run_jobs()
    hold = next(h for h in open_holds(actor=vera) if h.check.subject == known.pk)
    shown = client_of(vera).get(reverse("intake:hold", args=[hold.check.pk])).content.decode()
    assert "The name alone fits 1 person: ask for age, town or street." in shown
    for enquiry in (known, unknown):
        page = client_of(emil).get(reverse("intake:parties", args=[enquiry.pk])).content.decode()
        assert "A name alone fits many. Town, age or street helps." in page
        assert "alone fits 1" not in page


def test_the_words_for_whoever_is_referred_are_the_same_whoever_refers(
    bos_call, call, emil, vera, now, client_of
):
    """The desk's decision, or a worker's own: to read aloud, to copy, and nothing told."""
    own = call(emil, role=CallerRole.EXERCISING, phone="61626364")
    refer_elsewhere(by=emil, enquiry=own, refer_to="Own doctor", reasons="-", now=now)
    decide(vera, bos_call, DeskOutcome.REFER, now)
    client = client_of(emil)
    for enquiry in (own, bos_call):
        page = client.get(reverse("intake:enquiry", args=[enquiry.pk])).content.decode()
        assert "Thank you for getting in touch. We can’t offer you a course here." in page
        assert "We say the same to everybody" in page


def test_while_it_is_held_the_page_says_what_to_do_and_how_to_ask(bos_call, emil, client_of):
    page = client_of(emil).get(reverse("intake:enquiry", args=[bos_call.pk])).content.decode()
    assert "In danger: 112, and stay with them" in page
    assert "We ask everybody" in page
    assert "Bo" not in page.partition("While it is being checked")[2].partition("</section>")[0]
