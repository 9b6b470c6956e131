"""A warning in the case that it warns: first today, confirmed, acted on, looked through."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.http import Http404

from frirum.casefile.matters.actions import (
    act_on_warning,
    assign_worker,
    break_glass,
    confirm_warning,
    end_assignment,
    lay_warning,
    review_warning,
)
from frirum.casefile.matters.models import (
    Assignment,
    Basis,
    ForWhom,
    GlassReason,
    HouseWarning,
)
from frirum.casefile.matters.queries import (
    desk_row,
    waiting_for,
    warnings_of,
)
from frirum.casefile.matters.rules import is_its_task
from frirum.foundation.wall.rulings import Refused

from .across import DONE, FRIRUM, WHY, WORDS, refused

pytestmark = pytest.mark.usefixtures("still")


def test_whoever_stands_with_the_case_now_finds_it_first_today(
    warning, almas_case, dorte, freja, ida, victim_team, now
):
    """It follows the case, not a person: with the worker it goes to whoever takes over."""
    here = [(almas_case.pk, almas_case.number)]
    for actor in (dorte, freja):
        assert waiting_for(actor=actor, moment=now).unread == here
    assert waiting_for(actor=ida, moment=now).unread == []
    assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)
    row = Assignment.objects.visible_to(freja).get(case=almas_case, worker=dorte.id)
    end_assignment(by=freja, assignment=row, now=now)
    assert waiting_for(actor=ida, moment=now).unread == here
    assert waiting_for(actor=dorte, moment=now).unread == []


def test_a_warning_for_the_leader_is_read_by_the_worker_and_confirmed_by_the_leader(
    almas_case, dorte, freja, now
):
    made = lay_warning(
        by=FRIRUM, root=almas_case.pk, basis=Basis.VITAL, for_whom=ForWhom.LEADER, words=WORDS,
        now=now,
    )  # fmt: skip
    assert waiting_for(actor=dorte, moment=now).unread == []
    assert [row.warning.words for row in warnings_of(actor=dorte, case=almas_case)] == [WORDS]
    assert "leder" in refused(confirm_warning, by=dorte, warning=made, now=now)
    assert confirm_warning(by=freja, warning=made, now=now).confirmed_by == freja.id


def test_who_opened_the_case_for_an_hour_confirms_nothing(warning, almas_case, ida, now):
    break_glass(
        by=ida, number=almas_case.number, reason_code=GlassReason.ACUTE, reason=WHY, now=now
    )
    assert refused(confirm_warning, by=ida, warning=warning, now=now)


@pytest.mark.parametrize(
    ("for_whom", "works", "leads", "is_theirs"),
    [("worker", True, False, True), ("worker", False, True, True), ("worker", False, False, False),
     ("leader", True, False, False), ("leader", False, True, True)],
)  # fmt: skip
def test_whose_task_a_warning_is(for_whom, works, leads, is_theirs):
    assert is_its_task(for_whom, works=works, leads=leads) is is_theirs


def test_confirmed_then_acted_on_then_looked_through_by_another(
    warning, almas_case, dorte, freja, now, ledger
):
    given = {"by": dorte, "warning": warning, "deed": DONE, "now": now}
    with pytest.raises(Refused, match="Bekræft først"):
        act_on_warning(**given)
    confirm_warning(by=dorte, warning=warning, now=now)
    confirm_warning(by=freja, warning=warning, now=now + timedelta(minutes=9))
    assert (warning.confirmed_by, warning.confirmed_at) == (dorte.id, now)
    assert waiting_for(actor=dorte, moment=now).unanswered == [(almas_case.pk, almas_case.number)]
    act_on_warning(**given)
    assert waiting_for(actor=freja, moment=now).to_review == [(almas_case.pk, almas_case.number)]
    assert waiting_for(actor=dorte, moment=now).to_review == []
    with pytest.raises(Http404):
        review_warning(by=dorte, warning=warning, was_enough=True, now=now)
    review_warning(by=freja, warning=warning, was_enough=True, now=now)
    assert waiting_for(actor=freja, moment=now).to_review == []
    assert [deed for _, deed, outcome in ledger() if outcome == "done"][-4:] == [
        "confirm_warning", "confirm_warning", "act_on_warning", "review_warning",
    ]  # fmt: skip


def test_a_leader_who_acted_does_not_look_it_through(warning, freja, now):
    confirm_warning(by=freja, warning=warning, now=now)
    act_on_warning(by=freja, warning=warning, deed=DONE, now=now)
    given = {"by": freja, "warning": warning, "was_enough": True, "now": now}
    assert "En anden" in refused(review_warning, **given)
    with pytest.raises(IntegrityError):
        HouseWarning.objects.visible_to(freja).update(reviewed_by=freja.id, reviewed_at=now)


def test_the_desk_sees_that_it_is_read_and_that_it_is_not(warning, crossing, vera, dorte, now):
    (laid,) = desk_row(actor=vera, crossing=crossing, moment=now).laid
    assert (laid.is_nobody, laid.is_open, laid.is_late) == (False, True, False)
    later = now + timedelta(hours=4, minutes=1)
    (laid,) = desk_row(actor=vera, crossing=crossing, moment=later).laid
    assert laid.is_late
    confirm_warning(by=dorte, warning=warning, now=now)
    (laid,) = desk_row(actor=vera, crossing=crossing, moment=later).laid
    assert (laid.is_open, laid.is_late) == (False, False)


def test_the_desk_is_late_after_four_hours(crossing, vera, now):
    for hours, is_late in ((4, False), (4.1, True)):
        moment = now + timedelta(hours=hours)
        assert desk_row(actor=vera, crossing=crossing, moment=moment).is_late is is_late
