"""From a call to a case, and who sees it on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from frirum.casefile.intake.actions import (
    add_party,
    agree_contact,
    assess_enquiry,
    change_party,
    decide_offer,
    open_enquiry,
    record_enquiry,
    record_safety_call,
    refer_elsewhere,
    submit_enquiry,
)
from frirum.casefile.intake.choices import CallerRole, Offer, Reached, State
from frirum.casefile.intake.facts import ContactWish, PartyFacts, Told
from frirum.casefile.intake.models import Enquiry, Party
from frirum.casefile.matching.models import Verdict
from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.matters.models import Case, Track
from frirum.casefile.people.kinds import Channel
from frirum.casefile.people.queries import (
    client_of,
    current_safe_contact,
    people_of,
    safe_contact_of,
    ways_of,
)
from frirum.demo.cast import user_id
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Refused
from frirum.foundation.wall.sight import reaches


def sees(actor, enquiry):
    listed = Enquiry.objects.visible_to(actor).filter(pk=enquiry.pk).exists()
    assert reaches(actor, Enquiry, enquiry.pk) == listed
    return listed


def test_a_call_is_seen_by_its_team_and_by_nobody_else(
    call, dorte, freja, ida, emil, folmer, vera, asta, hans, gry
):
    enquiry = call(dorte)
    assert all(sees(actor, enquiry) for actor in (dorte, freja, ida))
    assert not any(sees(actor, enquiry) for actor in (emil, folmer, vera, asta, hans, gry))
    assert not sees(Actor.public(), enquiry)


def test_a_call_from_somebody_who_stalks_lies_with_the_other_team(call, dorte, emil):
    enquiry = call(dorte, role=CallerRole.EXERCISING)
    assert sees(emil, enquiry)
    assert not sees(dorte, enquiry)


def test_recording_stands_in_the_ledger_and_is_checked(call, dorte, ledger, run_jobs):
    enquiry = call(dorte)
    assert (dorte.id, "record_enquiry", "done") in ledger()
    assert verdict_of(actor=dorte, subject=enquiry.pk) == Verdict.BEING_CHECKED
    run_jobs()
    assert verdict_of(actor=dorte, subject=enquiry.pk) == Verdict.READY


def test_the_same_form_makes_one_enquiry(dorte, now):
    once, told = uuid4(), Told(caller_role=CallerRole.EXPOSED)
    sent = {"by": dorte, "told": told, "parties": [], "once": once, "received_at": now, "now": now}
    assert record_enquiry(**sent)
    assert record_enquiry(**sent) is None
    assert Enquiry.objects.visible_to(dorte).count() == 1


def test_an_administrator_records_nothing(asta, now, ledger):
    with pytest.raises(Http404):
        record_enquiry(
            by=asta,
            told=Told(caller_role=CallerRole.EXPOSED),
            parties=[],
            once=uuid4(),
            received_at=now,
            now=now,
        )
    assert ledger()[-1] == (asta.id, "record_enquiry", "refused")


def test_the_public_form_reaches_the_team_and_its_sender_learns_nothing(house, dorte, now):
    submit_enquiry(
        by=Actor.public(),
        told=Told(caller_role=CallerRole.EXPOSED, summary="Help"),
        parties=[PartyFacts(given_name="Maja")],
        once=uuid4(),
        network=b"n" * 12,
        now=now,
    )
    assert Enquiry.objects.visible_to(dorte).get().summary == "Help"
    assert not Enquiry.objects.visible_to(Actor.public()).exists()


def test_the_other_team_can_do_nothing_with_it(call, dorte, emil, now):
    enquiry = call(dorte)
    facts = PartyFacts(role="child", given_name="Cilie")
    with pytest.raises(Http404):
        add_party(by=emil, enquiry=enquiry, facts=facts, once=uuid4(), now=now)
    with pytest.raises(Http404):
        assess_enquiry(by=emil, enquiry=enquiry, answers={}, version=0, now=now)
    assert Party.objects.visible_to(dorte).filter(role="child").count() == 0


def test_one_more_name_is_checked_again(call, dorte, now, run_jobs):
    enquiry = call(dorte)
    run_jobs()
    facts = PartyFacts(role="other_party", given_name="Bo", family_name="Berg", phone="51525354")
    add_party(by=dorte, enquiry=enquiry, facts=facts, once=uuid4(), now=now)
    assert verdict_of(actor=dorte, subject=enquiry.pk) == Verdict.BEING_CHECKED


def test_a_person_is_added_once_however_often_it_is_sent(call, dorte, now):
    enquiry, once = call(dorte), uuid4()
    facts = PartyFacts(role="child", given_name="Cilie")
    first = add_party(by=dorte, enquiry=enquiry, facts=facts, once=once, now=now)
    assert add_party(by=dorte, enquiry=enquiry, facts=facts, once=once, now=now).pk == first.pk


def test_the_second_to_change_a_person_is_refused(call, dorte, ida, now):
    party = Party.objects.visible_to(dorte).get(enquiry=call(dorte))
    facts = PartyFacts(role="caller", given_name="Maja", town="Aarhus")
    change_party(by=dorte, party=party, facts=facts, version=1, now=now)
    party = Party.objects.visible_to(ida).get(pk=party.pk)
    with pytest.raises(Refused, match="meanwhile"):
        change_party(by=ida, party=party, facts=facts, version=1, now=now)


def test_an_offer_waits_for_the_check(call, assessed, dorte, now, run_jobs, ledger):
    enquiry = assessed(dorte, call(dorte))
    wanted = {
        "by": dorte,
        "enquiry": enquiry,
        "offer": Offer.INDIVIDUAL,
        "reasons": "Afraid every day.",
        "gate": [],
        "is_waiting": True,
        "now": now,
    }
    with pytest.raises(Refused):
        decide_offer(**wanted)
    assert ledger()[-1] == (dorte.id, "decide_offer", "refused")
    assert not enquiry.visitations.visible_to(dorte).exists()
    run_jobs()
    decide_offer(**wanted)
    enquiry.refresh_from_db()
    assert enquiry.state == State.WAITING
    assert enquiry.call_due_on.isoformat() == "2026-12-06"


def test_help_elsewhere_waits_for_no_check(call, dorte, now):
    enquiry = call(dorte)
    refer_elsewhere(by=dorte, enquiry=enquiry, refer_to="1888", reasons="Shelter", now=now)
    enquiry.refresh_from_db()
    assert enquiry.state == State.REFERRED


def test_a_safety_call_that_went_badly_is_followed_soon(call, assessed, dorte, now, run_jobs):
    enquiry = assessed(dorte, call(dorte))
    run_jobs()
    offer = {"offer": Offer.GROUP, "reasons": "-", "gate": [], "is_waiting": True, "now": now}
    decide_offer(by=dorte, enquiry=enquiry, **offer)
    record_safety_call(
        by=dorte, enquiry=enquiry, reached=Reached.WORSE, note="", once=uuid4(), now=now
    )
    enquiry.refresh_from_db()
    assert enquiry.call_due_on.isoformat() == "2026-11-25"


@pytest.fixture
def offered(call, assessed, dorte, now, run_jobs):
    wish = ContactWish(channels=("sms",), phone="22334455", code_word="blue")
    enquiry = assessed(
        dorte, call(dorte, contact=wish, other={"given_name": "Bo", "phone": "51525354"})
    )
    run_jobs()
    decide_offer(
        by=dorte,
        enquiry=enquiry,
        offer=Offer.INDIVIDUAL,
        reasons="-",
        gate=[],
        is_waiting=False,
        now=now,
    )
    return enquiry


def open_for(by, enquiry, worker, now):
    client = Party.objects.visible_to(by).get(enquiry=enquiry, role="caller")
    return open_enquiry(
        by=by, enquiry=enquiry, client=client, track=Track.VICTIM, worker=worker, now=now
    )


def test_opening_takes_people_and_safe_contact_along(offered, dorte, now):
    case = open_for(dorte, offered, dorte.id, now)
    assert client_of(actor=dorte, case=case).full_name == "Maja Holm"
    assert len(people_of(actor=dorte, case=case)) == 2
    note = safe_contact_of(actor=dorte, case=case, on=now.date())
    assert note.may_use(Channel.SMS).allowed
    assert not note.may_use(Channel.EMAIL).allowed
    assert current_safe_contact(actor=dorte, case=case).agreement.code_word == "blue"


def test_after_opening_it_is_seen_as_its_case_is(offered, dorte, freja, ida, now):
    assert sees(ida, offered)
    open_for(freja, offered, user_id("dorte"), now)
    assert sees(dorte, offered)
    assert sees(freja, offered)
    assert not sees(ida, offered)


def test_an_enquiry_opens_one_case(offered, dorte, now):
    open_for(dorte, offered, dorte.id, now)
    offered.refresh_from_db()
    with pytest.raises(Refused, match="has become a case"):
        open_for(dorte, offered, dorte.id, now)
    assert Case.objects.visible_to(dorte).count() == 1


def test_two_who_open_at_the_same_moment_open_one_case(offered, dorte, freja, now):
    """Both had the page open; the second still holds the enquiry as it was."""
    stale = Enquiry.objects.visible_to(freja).get(pk=offered.pk)
    open_for(dorte, offered, dorte.id, now)
    with pytest.raises(Refused, match="has become a case"):
        open_for(freja, stale, user_id("ida"), now)
    assert Case.objects.visible_to(freja).count() == 1


def test_a_decision_sent_twice_is_one(offered, dorte, now):
    same = {"offer": Offer.GROUP, "reasons": "Afraid.", "gate": [], "is_waiting": True}
    before = offered.visitations.visible_to(dorte).count()
    later = now + timedelta(seconds=1)
    first = decide_offer(by=dorte, enquiry=offered, now=later, **same)
    later += timedelta(seconds=1)
    assert decide_offer(by=dorte, enquiry=offered, now=later, **same) == first
    refer = {"refer_to": "1888", "reasons": "Shelter"}
    refer_elsewhere(by=dorte, enquiry=offered, now=later, **refer)
    refer_elsewhere(by=dorte, enquiry=offered, now=later, **refer)
    assert offered.visitations.visible_to(dorte).count() == before + 2


def test_the_number_agreed_as_safe_is_safe_in_the_case(offered, dorte, now, run_jobs):
    """Also one that was agreed later than the call."""
    wish = ContactWish(channels=("phone",), phone="44 55 66 77", email="m@post.dk")
    agree_contact(by=dorte, enquiry=offered, contact=wish, version=1, now=now)
    run_jobs()
    case = open_for(dorte, offered, dorte.id, now)
    ways = ways_of(actor=dorte, case=case)[client_of(actor=dorte, case=case).pk]
    assert {(way.value, way.is_safe) for way in ways} == {
        ("22334455", False),
        ("44 55 66 77", True),
        ("m@post.dk", False),
    }


@pytest.fixture
def waiting(call, assessed, dorte, now, run_jobs):
    enquiry = assessed(dorte, call(dorte))
    run_jobs()
    offer = {"offer": Offer.GROUP, "reasons": "-", "gate": [], "is_waiting": True}
    decide_offer(by=dorte, enquiry=enquiry, now=now, **offer)
    return enquiry


def called(by, enquiry, reached, now, **more):
    record_safety_call(
        by=by, enquiry=enquiry, reached=reached, note="", once=uuid4(), now=now, **more
    )
    enquiry.refresh_from_db()
    return enquiry.contact_wish.agreed_on


def test_a_safety_call_renews_the_agreement_only_when_they_were_asked(waiting, dorte, now):
    assert waiting.contact_wish.agreed_on == now.date()
    later = now + timedelta(days=14)
    assert called(dorte, waiting, Reached.SAFE, later) == now.date()
    missed = {"is_still_safe": True}
    assert called(dorte, waiting, Reached.NOT_REACHED, later, **missed) == now.date()
    assert called(dorte, waiting, Reached.SAFE, later, is_still_safe=True) == later.date()


def test_opening_makes_no_agreement_younger_than_it_is(waiting, dorte, now):
    late = now + timedelta(days=100)
    case = open_for(dorte, waiting, dorte.id, late)
    note = safe_contact_of(actor=dorte, case=case, on=late.date())
    assert note.is_expired
    assert not note.may_use(Channel.PHONE).allowed
