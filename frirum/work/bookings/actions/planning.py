"""A proposal for a week: asked for, kept, edited, accepted."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.tasks.actions import ask_in_case
from frirum.foundation.jobs.queue import order
from frirum.foundation.ui.dates import moment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import Wanted
from ..gathering import Week
from ..looking import PLAN
from ..models import ON_SITE, Kind, PlanState, Proposal, Room, Suggested, WhyNot, Wish
from ..planning.problem import Plan
from ..queries.busy import rooms_of
from ..queries.judging import judge
from ..rules import may_plan
from ..separation import rows_behind
from ._keeping import _holders, _keep, _take_turns
from .booking import NOTHING_SAID


@action(Permission.RUN_CALENDAR)
def ask_for_plan(*, by: Actor, monday: date, now: datetime) -> Proposal:
    """It is made apart, as it takes some seconds. One asked for already is the answer."""
    may_plan(monday, timezone.localdate(now)).enforce()
    held = Proposal.objects.filter(monday=monday, state=PlanState.MAKING).first()
    if held:
        return held
    made = Proposal.objects.create(monday=monday, asked_by=by.worker_id, asked_at=now)
    order(PLAN, by=by, proposal=made.pk)
    return made


@action(Permission.RUN_CALENDAR)
def keep_plan(
    *, by: Actor, proposal: Proposal, week: Week, plan: Plan, plain: Plan, now: datetime
) -> int:
    """Write down what came of it. Says how many wishes have a place."""
    proposal.lines.all().delete()
    Suggested.objects.bulk_create(
        _line(proposal, week, plan, number) for number in range(len(week.wishes))
    )
    proposal.state, proposal.ready_at = PlanState.READY, now
    proposal.is_solved, proposal.plain_placed = plan.bound is not None, len(plain.placed)
    proposal.save()
    return len(plan.placed)


def _line(proposal: Proposal, week: Week, plan: Plan, number: int) -> Suggested:
    wish, seat = week.wishes[number], plan.placed.get(number)
    in_house = seat is not None and seat.room is not None
    return Suggested(
        proposal=proposal,
        wish=wish.pk,
        worker=wish.worker,
        kind=wish.kind,
        minutes=wish.minutes,
        starts_at=week.moment(seat) if seat else None,
        site=week.sites.get(wish.worker) if in_house else None,
        room=week.rooms[seat.room] if seat and seat.room is not None else None,
        why_not="" if seat else WhyNot(week.problem.wishes[number].why_not.value),
    )


@action(Permission.RUN_CALENDAR)
def change_line(
    *, by: Actor, line: Suggested, starts_at: datetime | None, room: Room | None
) -> Suggested:
    """The coordinator knows better: another time or room, or not this week."""
    line.starts_at, line.room = starts_at, room
    line.site = room.site if room else line.site
    line.why_not = "" if starts_at else WhyNot.CROWDED
    line.save()
    return line


@action(Permission.RUN_CALENDAR)
def accept_plan(*, by: Actor, proposal: Proposal, now: datetime) -> int:
    """Book what has a place. Each is asked about once more; what is not free any more stays a wish,
    with a word of why. Whoever stands with the case is asked to tell the client."""
    booked = 0
    open_lines = proposal.lines.filter(booked_at=None, starts_at__isnull=False)
    for line in open_lines.order_by("starts_at", "pk"):
        booked += _accepted(by, line, now)
    proposal.state = PlanState.ACCEPTED
    proposal.save(update_fields=["state"])
    return booked


def _accepted(by: Actor, line: Suggested, now: datetime) -> bool:
    wish = rows_behind(Wish, pk=line.wish, done_at=None).select_related("case").first()
    if wish is None or line.starts_at is None:
        return False
    wanted = _wanted(line, line.starts_at)
    rooms = [line.room] if line.room else rooms_of(wanted.site)
    _take_turns(_holders(wanted, rooms))
    judged = judge(cases=[wish.case], wanted=wanted, now=now)
    if not judged.ruling.allowed:
        line.why_not, line.starts_at = WhyNot.TAKEN, None
        line.save(update_fields=["why_not", "starts_at"])
        return False
    _keep(
        by, [wish.case], wanted, judged.room, told=NOTHING_SAID, once=line.pk, series=None, now=now
    )
    rows_behind(Wish, pk=wish.pk).update(done_at=now)
    Suggested.objects.filter(pk=line.pk).update(booked_at=now)
    ask_in_case(
        by=by,
        root=wish.case_id,
        title=_("Tell the client: an appointment %(when)s") % {"when": moment(wanted.starts_at)},
        text=_("It was planned from the waiting list. Tell them only as is agreed."),
        due_on=timezone.localdate(now),
        once=line.pk,
        now=now,
    )
    return True


def _wanted(line: Suggested, starts_at: datetime) -> Wanted:
    ends_at = starts_at + timedelta(minutes=line.minutes)
    return Wanted(
        kind=Kind(line.kind),
        starts_at=starts_at,
        ends_at=ends_at,
        workers=(line.worker,),
        site=line.site if line.kind in ON_SITE else None,
        room=line.room,
    )
