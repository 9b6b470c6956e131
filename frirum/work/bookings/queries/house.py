"""The house: places with rooms, hours, who is away, and what is left without a room or worker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.models import Membership, Team
from frirum.foundation.accounts.queries import active_names, names_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Appointment, Away, Claim, Entrance, Hours, Room, Sheet, Site
from ..moments import local
from .door import workers_of_all

SHOWN = 100


@dataclass(frozen=True, slots=True)
class SiteRow:
    site: Site
    entrances: list[Entrance]
    rooms: list[Room]


def site_rows() -> list[SiteRow]:
    """Every place of the house, by name."""
    rooms = list(Room.objects.select_related("entrance").order_by("name", "pk"))
    doors = list(Entrance.objects.order_by("name", "pk"))
    return [
        SiteRow(
            site,
            [door for door in doors if door.site_id == site.pk],
            [room for room in rooms if room.site_id == site.pk],
        )
        for site in Site.objects.order_by("name", "pk")
    ]


@dataclass(frozen=True, slots=True)
class LooseRow:
    """An appointment to come that its room or its worker no longer serves."""

    appointment: Appointment
    workers: str
    away: Away | None = None
    who: str = ""
    cover: str = ""


def without_room(now: datetime) -> list[LooseRow]:
    """Booked in a room that is closed by then."""
    ahead = Appointment.objects.filter(
        cancelled_at=None, starts_at__gt=now, room__closed_from__isnull=False
    ).select_related("room", "site")
    late = [
        one
        for one in ahead.order_by("starts_at", "pk")[:SHOWN]
        if one.room and one.room.is_closed_on(timezone.localdate(one.starts_at))
    ]
    workers = workers_of_all(one.pk for one in late)
    return [LooseRow(one, ", ".join(workers.get(one.pk, ()))) for one in late]


def away_rows(*, workers: Iterable[UUID], today: date) -> list[tuple[Away, str, str]]:
    """Who is or will be away, with name and cover."""
    rows = list(
        Away.objects.filter(worker__in=list(workers), last_day__gte=today).order_by(
            "first_day", "pk"
        )
    )
    names = names_of([one.worker for one in rows] + [one.cover for one in rows if one.cover])
    return [
        (one, names.get(one.worker, ""), names.get(one.cover, "") if one.cover else "")
        for one in rows
    ]


def without_worker(*, workers: Iterable[UUID], now: datetime) -> list[LooseRow]:
    """Appointments on days on which their worker is away, the next first."""
    found: list[LooseRow] = []
    for away, who, cover in away_rows(workers=workers, today=timezone.localdate(now)):
        begin, end = local(away.first_day, time.min), local(away.last_day, time.max)
        claims = Claim.objects.filter(
            holder=away.worker, starts_at__gte=max(begin, now), starts_at__lte=end
        )
        rows = claims.select_related("appointment__room", "appointment__site")
        found += [
            LooseRow(claim.appointment, who, away, who, cover)
            for claim in rows.order_by("starts_at", "pk")[:SHOWN]
        ]
    return found


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One worker's hours of the week, in words the form can read again."""

    worker: UUID
    name: str
    hours: list[Hours]
    sheet: Sheet | None


def worker_row(worker: UUID) -> WorkerRow:
    return WorkerRow(
        worker,
        names_of([worker]).get(worker, ""),
        list(Hours.objects.filter(worker=worker).order_by("weekday", "from_time", "pk")),
        Sheet.objects.filter(worker=worker).first(),
    )


def workers_kept_by(actor: Actor) -> dict[UUID, str]:
    """Whose hours somebody keeps: their own; the coordinator's are everybody's."""
    if not actor.may(Permission.RUN_CALENDAR):
        return {actor.worker_id: actor.name}
    members = set(Membership.objects.values_list("worker", flat=True))
    leaders = set(Team.objects.exclude(leader=None).values_list("leader", flat=True))
    return active_names(one for one in members | leaders if one)


def colleagues_of(worker: UUID) -> dict[UUID, str]:
    """Who may cover for this worker: those of the same teams."""
    teams = Membership.objects.filter(worker=worker).values("team")
    inside: Sequence[UUID] = list(
        Membership.objects.filter(team__in=teams).values_list("worker", flat=True)
    )
    return {pk: name for pk, name in active_names(inside).items() if pk != worker}
