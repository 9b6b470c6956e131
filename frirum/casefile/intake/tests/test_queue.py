"""The conflict desk's queue: what is on top, what is marked, and that nothing old drops out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.intake.actions import change_party
from frirum.casefile.intake.choices import CallerRole, SafeNow
from frirum.casefile.intake.models import Party
from frirum.casefile.intake.queue import desk_queue
from frirum.casefile.intake.rules import is_hold_late
from frirum.casefile.matching.models import Check, Verdict
from frirum.foundation.ui.turning import PAGE_ROWS, Turn
from frirum.foundation.wall.actors import Actor

PHONE = "51525354"
SYSTEM = Actor.system("a test")


@pytest.fixture
def hold(call, dorte, emil, run_jobs):
    """`hold(...)`: a call from the exercising side whose number the other side has on file."""
    call(dorte, phone=PHONE, other={"given_name": "Bo", "phone": PHONE})
    run_jobs()

    def held(**told):
        enquiry = call(emil, role=CallerRole.EXERCISING, phone=PHONE, **told)
        run_jobs()
        return enquiry

    return held


def queue(vera, turn=1, now=None):
    return desk_queue(actor=vera, now=now or timezone.now(), turn=Turn(turn))


def test_acute_danger_is_on_top_then_what_has_waited_longest(hold, vera):
    first, second, acute = hold(), hold(), hold(safe_now=SafeNow.NO)
    order = [row.hold.check.subject for row in queue(vera)]
    assert order == [acute.pk, first.pk, second.pk]


def test_what_is_told_meanwhile_starts_no_new_wait(hold, emil, vera, run_jobs):
    enquiry, later = hold(), hold()
    since = queue(vera)[0].since
    caller = Party.objects.visible_to(emil).get(enquiry=enquiry)
    facts = replace(caller.facts, town="Odense")
    change_party(by=emil, party=caller, facts=facts, version=caller.version, now=timezone.now())
    run_jobs()
    rows = queue(vera)
    assert [row.hold.check.subject for row in rows] == [enquiry.pk, later.pk]
    assert rows[0].since == since


def test_acute_danger_waits_hours_and_the_rest_two_days(now):
    def late(is_acute, **waited):
        return is_hold_late(now - timedelta(**waited), now, is_acute=is_acute)

    assert late(is_acute=True, hours=5)
    assert not late(is_acute=True, hours=3)
    assert not late(is_acute=False, hours=47)
    assert late(is_acute=False, hours=49)


def test_sixty_holds_take_two_pages_and_the_oldest_is_the_first(hold, vera, client_of):
    oldest = hold()
    found = queue(vera)[0].hold
    copies = [_copy(found, minutes) for minutes in range(1, 60)]
    first, second = queue(vera, 1), queue(vera, 2)
    assert first[0].hold.check.subject == oldest.pk
    assert (len(first), len(second)) == (PAGE_ROWS + 1, 60 - PAGE_ROWS)
    shown = {row.hold.check.pk for row in first[:PAGE_ROWS]} | {row.hold.check.pk for row in second}
    assert shown == {found.check.pk, *copies}
    client = client_of(vera)
    page = client.get(reverse("intake:holds")).content.decode()
    assert 'href="?side=2"' in page
    assert "Next page" in page
    last = client.get(reverse("intake:holds") + "?side=2").content.decode()
    assert 'href="?side=1"' in last
    assert "Next page" not in last
    assert client.get(reverse("intake:holds") + "?side=x9").status_code == 200


def _copy(hold, minutes):
    """Another hold just like this one, so much younger."""
    check = Check.objects.visible_to(SYSTEM).get(pk=hold.check.pk)
    finding = hold.pairs[0].finding
    for row in (check, finding):
        row._state.adding = True
        row.pk = None
    check.pk = check._meta.pk.get_default()
    check.subject = check._meta.pk.get_default()
    check.held_since += timedelta(minutes=minutes)
    check.verdict = Verdict.WITH_DESK
    check.save(force_insert=True)
    finding.pk = check._meta.pk.get_default()
    finding.check_id = check.pk
    finding.save(force_insert=True)
    return check.pk


def test_how_long_each_has_waited_stands_in_words(hold, vera, client_of):
    hold(safe_now=SafeNow.NO)
    since = timezone.now() - timedelta(hours=5)
    Check.objects.visible_to(SYSTEM).filter(verdict=Verdict.WITH_DESK).update(held_since=since)
    page = client_of(vera).get(reverse("intake:holds")).content.decode()
    assert "waits too long: 5 hours" in " ".join(page.split())
    assert "Acute danger" in page
