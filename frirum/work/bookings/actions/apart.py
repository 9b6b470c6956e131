"""What the coordinator does about what came too close, and what the conflict desk says must not."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.casefile.matters.parts import had_part, matters_of
from frirum.casefile.tasks.actions import ask_in_case
from frirum.foundation.ui.dates import moment
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..looking import order_looking
from ..models import Appointment, Bond, KeptApart, Stay, TooClose
from ..separation import Found, bonds_behind, coming_stays, presence_of, rows_behind, too_close
from ._keeping import _stay


@action(Permission.RUN_HOUSEKEEPING)
def look_for_too_close(*, by: Actor, now: datetime) -> int:
    """Compare all stays that are to come. Says how many pairs are too close now.

    Tokens and minutes are taken anew first: matters may have been joined, a side or a buffer
    changed. What is no longer too close is cleared; what is, waits for the coordinator.
    """
    _take_anew(coming_stays(now))
    found = too_close(coming_stays(now))
    standing = {(row.appointment, row.other): row for row in rows_behind(TooClose, cleared_at=None)}
    gone = [row.pk for pair, row in standing.items() if pair not in found]
    rows_behind(TooClose, pk__in=gone).update(cleared_at=now)
    TooClose.objects.bulk_create(
        _row(one, now) for pair, one in found.items() if pair not in standing
    )
    return len(found) // 2


def _row(one: Found, now: datetime) -> TooClose:
    return TooClose(
        subject=one.case,
        across=one.across,
        appointment=one.appointment,
        other=one.other,
        found_at=now,
        begins_at=one.begins_at,
    )


def _take_anew(stays: Sequence[Stay]) -> None:
    """Each stay as it would be written now; only those that differ are written."""
    tokens = bonds_behind({stay.case_id for stay in stays})
    by_place: dict[tuple[UUID, UUID], list[Stay]] = {}
    for stay in stays:
        by_place.setdefault((stay.appointment_id, stay.case_id), []).append(stay)
    for (_appointment, case), held in by_place.items():
        appointment = held[0].appointment
        room = appointment.room
        if room is None:
            continue
        there = presence_of(appointment, room.site, room.entrance)
        own = {bytes(apart.own) for apart in tokens.get(case, [])}
        is_same = {bytes(stay.token) for stay in held} == own and all(
            there.is_that_of(stay) for stay in held
        )
        if not is_same:
            _stay(appointment, [case])


@action(Permission.KEEP_APART)
def ask_for_another_time(*, by: Actor, pair: TooClose, now: datetime) -> TooClose:
    """The case is left a task that says nothing of why: a room is needed, somebody is away, or
    this; they read alike."""
    appointment = Appointment.objects.get(pk=pair.appointment)
    if pair.asked_at is None:
        ask_in_case(
            by=by,
            root=pair.subject,
            title=_("Find another time for the appointment %(when)s")
            % {"when": moment(appointment.starts_at)},
            text=_("The house can't keep this time. Agree on another with the client, as is safe."),
            due_on=timezone.localdate(now),
            once=pair.pk,
            now=now,
        )
        pair.asked_at = now
        pair.save(update_fields=["asked_at"])
    return pair


@action(Permission.RESOLVE_HOLDS)
def keep_apart(*, by: Actor, numbers: tuple[str, str], reason: str, now: datetime) -> KeptApart:
    """The clients of these two cases must not meet, such as for an order between them.

    Nobody who ever stood in one of the matters decides it: to them there are no such cases.
    """
    cases = [rows_behind(Case, number=number).first() for number in numbers]
    if None in cases or cases[0] == cases[1]:
        raise Http404
    one, other = (case.pk for case in cases)
    if had_part(by, matters_of([one, other])):
        raise Http404
    made = KeptApart(one=one, other=other, reason=reason, made_by=by.worker_id, made_at=now)
    keys.issue(made.pk, Compartment.NEUTRAL)
    made.save(force_insert=True)
    Bond.objects.bulk_create(
        [
            Bond(case_id=one, pair=made.pk, is_one=True),
            Bond(case_id=other, pair=made.pk, is_one=False),
        ]
    )
    order_looking(by=by)
    return made


@action(Permission.RESOLVE_HOLDS)
def let_meet(*, by: Actor, pair: KeptApart, now: datetime) -> KeptApart:
    """They may meet again."""
    if pair.lifted_at is None:
        pair.lifted_at, pair.lifted_by = now, by.id
        pair.save(update_fields=["lifted_at", "lifted_by"])
        rows_behind(Bond, pair=pair.pk).delete()
        order_looking(by=by)
    return pair
