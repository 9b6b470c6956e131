"""A case that only those named see: nobody opens it for an hour, and nothing tells of it."""

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.matters.actions import break_glass, shield_case, unshield_case
from frirum.casefile.matters.models import Case, GlassReason, Shield
from frirum.casefile.matters.queries import overseen_shields, shields_of
from frirum.foundation.wall.rulings import Refused
from frirum.foundation.wall.sight import reaches

WHY = "Klienten er en kollegas søster."


def opened_by(actor, number, now):
    why = "en grund, der er lang nok"
    return break_glass(by=actor, number=number, reason_code=GlassReason.ACUTE, reason=why, now=now)


def refused(actor, number, now):
    with pytest.raises(Refused) as error:
        opened_by(actor, number, now)
    return str(error.value.sentence)


def test_s16_glass_refuses_as_if_the_case_were_not_there(almas_case, freja, dorte, ida, now):
    shield_case(by=freja, case=almas_case, reason=WHY, now=now)
    assert refused(ida, almas_case.number, now) == refused(ida, "AAA-AAA", now)
    assert not reaches(ida, Case, almas_case.pk)
    for named in (freja, dorte):
        assert reaches(named, Case, almas_case.pk)


def test_whoever_has_it_open_sees_it_no_more(almas_case, freja, ida, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    opened_by(ida, almas_case.number, now)
    assert reaches(ida, Case, almas_case.pk)
    shield_case(by=freja, case=almas_case, reason=WHY, now=now)
    assert not reaches(ida, Case, almas_case.pk)


def test_lifted_it_opens_again_and_both_reasons_are_kept(almas_case, freja, ida, now, ledger):
    shield_case(by=freja, case=almas_case, reason=WHY, now=now)
    unshield_case(by=freja, case=almas_case, reason="Kollegaen er rejst.", now=now)
    (row,) = shields_of(actor=freja, case=almas_case)
    assert (row.reason, row.lifted_reason, row.is_standing) == (WHY, "Kollegaen er rejst.", False)
    assert opened_by(ida, almas_case.number, now)
    deeds = [deed for _who, deed, _how in ledger()]
    assert {"shield_case", "unshield_case"} <= set(deeds)


def test_only_the_leader_and_only_once(almas_case, freja, dorte, folmer, now):
    for other in (dorte, folmer):
        with pytest.raises(Http404):
            shield_case(by=other, case=almas_case, reason=WHY, now=now)
    shield_case(by=freja, case=almas_case, reason=WHY, now=now)
    with pytest.raises(Refused):
        shield_case(by=freja, case=almas_case, reason=WHY, now=now)
    assert Shield.objects.visible_to(folmer).count() == 0


def test_the_data_protection_officer_sees_when_and_by_whom(client_of, almas_case, freja, hans, now):
    assert overseen_shields(actor=hans) == []
    shield_case(by=freja, case=almas_case, reason=WHY, now=now)
    (row,) = overseen_shields(actor=hans)
    assert (row.raised_by, row.lifted_at) == (freja.name, None)
    page = client_of(hans).get(reverse("matters:oversight")).content.decode()
    assert "Sager kun for de nævnte" in page
    assert WHY not in page
    assert almas_case.number not in page


def test_one_page_raises_and_lifts_it(client_of, almas_case, freja, dorte):
    client, at = client_of(freja), reverse("matters:shield", args=[almas_case.pk])
    access = client.get(reverse("matters:access", args=[almas_case.pk])).content.decode()
    assert at in access
    assert client.post(at, {"wants": "raise", "reason": ""}).status_code == 422
    assert client.post(at, {"wants": "raise", "reason": WHY}).url == at
    page = client.get(at).content.decode()
    assert WHY in page
    client.post(at, {"wants": "raise", "reason": "to gange"})
    assert "to gange" not in [row.lifted_reason for row in shields_of(actor=freja, case=almas_case)]
    client.post(at, {"wants": "lift", "reason": "Ikke længere."})
    (row,) = shields_of(actor=freja, case=almas_case)
    assert not row.is_standing
    assert client_of(dorte).get(at).status_code == 404
