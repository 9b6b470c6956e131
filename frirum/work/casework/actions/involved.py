"""Who has a part in the case, who coordinates, and what was said."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import ToldContact, With
from ..models import AgencyContact, Coordination, Involvement
from ..rules import may_end_part, may_log
from ._working import _work_in


@action(Permission.DO_CASEWORK)
def involve(
    *,
    by: Actor,
    case: Case,
    whom: With,
    purpose: str,
    since: date,
    now: datetime,
    journal_number: str = "",
    once: UUID | None = None,
) -> Involvement:
    """An agency, perhaps one person there, works with the case from this day on."""
    _work_in(by, case, now)
    rows = Involvement.objects.visible_to(by).filter(case=case)
    made, _is_new = rows.get_or_create(
        case=case,
        once=once or uuid4(),
        defaults={
            "agency": whom.agency,
            "agent": whom.agent,
            "purpose": purpose,
            "journal_number": journal_number or None,
            "since": since,
            "added_at": now,
            "added_by": by.id,
        },
    )
    return made  # type: ignore[no-any-return]


@action(Permission.DO_CASEWORK)
def end_involvement(
    *, by: Actor, involvement: Involvement, ended_on: date, now: datetime
) -> Involvement:
    """Their part is over. If they coordinated, nobody does from that day on."""
    _work_in(by, involvement.case, now)
    may_end_part(involvement.since, ended_on).enforce()
    involvement.ended_on = ended_on
    involvement.save(update_fields=["ended_on"])
    _coordinations(by, involvement.case).filter(involvement=involvement).update(until=ended_on)
    return involvement


@action(Permission.DO_CASEWORK)
def set_coordinator(
    *,
    by: Actor,
    case: Case,
    now: datetime,
    involvement: Involvement | None = None,
    worker: UUID | None = None,
) -> Coordination | None:
    """One at a time: an involved agency, or one of ourselves. Neither: nobody coordinates."""
    _work_in(by, case, now)
    today, current = timezone.localdate(now), _coordinations(by, case)
    if involvement or worker:
        same: Coordination | None = current.filter(involvement=involvement, worker=worker).first()
        if same:
            return same
    current.update(until=today)
    if not (involvement or worker):
        return None
    made: Coordination = Coordination.objects.create(
        case=case, involvement=involvement, worker=worker, since=today, set_by=by.id
    )
    return made


@action(Permission.DO_CASEWORK)
def log_contact(
    *, by: Actor, case: Case, told: ToldContact, now: datetime, once: UUID | None = None
) -> AgencyContact:
    """Write down a talk, letter or meeting, and how it was known who they were."""
    _work_in(by, case, now)
    may_log(told, now=now).enforce()
    rows = AgencyContact.objects.visible_to(by).filter(case=case)
    made, _is_new = rows.get_or_create(
        case=case,
        once=once or uuid4(),
        defaults={
            "agency": told.whom.agency,
            "agent": told.whom.agent,
            "who": told.who or None,
            "at": told.at,
            "channel": told.channel,
            "is_incoming": told.is_incoming,
            "identity": told.check,
            "said": told.said,
            "added_at": now,
            "added_by": by.id,
        },
    )
    return made  # type: ignore[no-any-return]


def _coordinations(by: Actor, case: Case) -> Any:
    return Coordination.objects.visible_to(by).filter(case=case, until=None)
