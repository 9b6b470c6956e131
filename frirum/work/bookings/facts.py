"""What somebody wants booked, as one value: from a form, through a rule, into an action."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from .models import ON_SITE, Appointment, Group, Kind, Room, Site


@dataclass(frozen=True, slots=True)
class Wanted:
    """An appointment before it is booked. `room` None: any that is free on the site.

    `prepare`, `travel` and `fetching` are minutes.
    """

    kind: Kind
    starts_at: datetime
    ends_at: datetime
    workers: tuple[UUID, ...]
    site: Site | None = None
    room: Room | None = None
    group: Group | None = None
    prepare: int = 0
    travel: int = 0
    fetching: int = 0

    @property
    def is_on_site(self) -> bool:
        return self.kind in ON_SITE and self.site is not None

    @property
    def taken(self) -> tuple[datetime, datetime]:
        before = timedelta(minutes=self.prepare + self.travel)
        return self.starts_at - before, self.ends_at + timedelta(minutes=self.travel)

    def at(self, starts_at: datetime) -> "Wanted":
        """The same at another time, as long as it was."""
        return replace(
            self, starts_at=starts_at, ends_at=starts_at + (self.ends_at - self.starts_at)
        )

    def with_workers(self, workers: tuple[UUID, ...]) -> "Wanted":
        return replace(self, workers=workers)

    def in_any_room(self) -> "Wanted":
        """The same, in whichever room of the site is free."""
        return replace(self, room=None)


@dataclass(frozen=True, slots=True)
class ForClient:
    """What the appointment is about for one case, and what was agreed about reminding."""

    note: str = ""
    place: str = ""
    joins: tuple[UUID, ...] = ()
    remind_by: str = ""
    remind_days: int = 1


def wanted_of(appointment: Appointment, workers: tuple[UUID, ...]) -> Wanted:
    """An appointment as it stands, to be moved."""
    return Wanted(
        kind=Kind(appointment.kind),
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        workers=workers,
        site=appointment.site,
        room=appointment.room,
        group=appointment.group,
        prepare=appointment.prepare,
        travel=appointment.travel,
        fetching=appointment.fetching,
    )
