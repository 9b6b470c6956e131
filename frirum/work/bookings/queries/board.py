"""A calendar as it is drawn: columns of days, or of workers and rooms beside each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.people.queries import client_names
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.dates import clock_span
from frirum.foundation.wall.actors import Actor

from ..models import ICONS, Appointment, Away, Claim, Coming, Kind
from ..moments import holiday, local
from .shelf import Shown, What

ROW = 15  # minutes
FIRST, LAST = 8, 17  # hours that are always drawn
_ANY_LENGTH = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One appointment in a column. Without sight of it: busy, and nothing to press."""

    appointment: UUID
    starts_at: datetime
    ends_at: datetime
    words: str
    detail: str
    icon: str
    kind: str
    url: str = ""
    from_row: int = 1
    rows: int = 1
    may_move: bool = False

    @property
    def span(self) -> str:
        """9.15–10.00: in a calendar it needs no word that says it is the time."""
        return clock_span(self.starts_at, self.ends_at).removeprefix("kl. ")


@dataclass(slots=True)
class Column:
    """A day, or somebody's day."""

    day: date
    label: str
    items: list[Item] = field(default_factory=list)
    holiday: str = ""
    away: str = ""
    is_today: bool = False
    holder: UUID | None = None


@dataclass(slots=True)
class Board:
    """What a calendar page shows. `first` and `hours` are of the clock; a row is 15 minutes."""

    shown: Shown
    first_day: date
    days: int
    columns: list[Column]
    first: int = FIRST
    hours: list[int] = field(default_factory=list)
    matrix: list[tuple[str, list[Column]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        every = [*self.columns, *(cell for _name, cells in self.matrix for cell in cells)]
        return sum(len(column.items) for column in every)

    @property
    def rows(self) -> int:
        return len(self.hours) * 60 // ROW


def board_of(*, actor: Actor, shown: Shown, first_day: date, days: int, today: date) -> Board:
    """One calendar from a day on, for so many days."""
    held = _claims(shown, first_day, days)
    seen = _seen(actor, {claim.appointment_id for claim in held})
    holders = [pk for pk, _name in shown.holders] if shown.is_many else [shown.pk]
    away = _away(holders, first_day, days)
    by_place: dict[tuple[UUID, date], list[Item]] = {}
    for claim in held:
        item = _item(claim, seen)
        holder = shown.pk if shown.what == What.GROUP else claim.holder
        by_place.setdefault((holder, timezone.localdate(item.starts_at)), []).append(item)

    def column(holder: UUID, on: date, label: str) -> Column:
        return Column(
            day=on,
            label=label,
            items=sorted(by_place.get((holder, on), []), key=lambda item: item.starts_at),
            holiday=holiday(on),
            away=away.get((holder, on), ""),
            is_today=on == today,
            holder=holder,
        )

    dates = [first_day + timedelta(days=number) for number in range(days)]
    board = Board(shown, first_day, days, [])
    if shown.is_many and days > 1:
        board.matrix = [
            (name, [column(pk, on, "") for on in _with_weekend(dates, by_place)])
            for pk, name in shown.holders
        ]
    elif shown.is_many:
        board.columns = [column(pk, first_day, name) for pk, name in shown.holders]
    else:
        board.columns = [column(shown.pk, on, "") for on in _with_weekend(dates, by_place)]
    _lay_out(board)
    return board


def _with_weekend(dates: Sequence[date], held: Collection[tuple[UUID, date]]) -> list[date]:
    """Saturday and Sunday only when something is on them."""
    taken = {on for _holder, on in held}
    if len(dates) == 1:
        return list(dates)
    kept = [on for on in dates if on.weekday() < 5 or on in taken]
    return [on for on in dates if on.weekday() < 5 or on <= max(kept)]


def _claims(shown: Shown, first_day: date, days: int) -> list[Claim]:
    """What is taken of these holders, in one read that knows no more than these days."""
    begin = local(first_day, time.min)
    end = local(first_day + timedelta(days=days), time.min)
    within = Claim.objects.filter(starts_at__gte=begin - _ANY_LENGTH, starts_at__lt=end)
    if shown.what == What.GROUP:
        claims = within.filter(appointment__group=shown.pk, is_room=False)
    elif shown.is_many:
        claims = within.filter(holder__in=[pk for pk, _name in shown.holders])
    else:
        claims = within.filter(holder=shown.pk)
    rows = claims.filter(ends_at__gt=begin).select_related(
        "appointment__room", "appointment__group"
    )
    found = list(rows.order_by("starts_at", "pk"))
    if shown.what == What.GROUP:  # led by two, it stands once
        return list({claim.appointment_id: claim for claim in found}.values())
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """Of these appointments: whose clients the actor sees, and in which they are themselves."""

    comings: Mapping[UUID, list[Coming]]
    clients: Mapping[UUID, str]
    own: Collection[UUID]


def _seen(actor: Actor, appointments: Iterable[UUID]) -> _Seen:
    ids = list(appointments)
    comings: dict[UUID, list[Coming]] = {}
    rows = Coming.objects.visible_to(actor).filter(appointment__in=ids).expected()
    for coming in rows.order_by("pk"):
        comings.setdefault(coming.appointment_id, []).append(coming)
    cases = {coming.case_id for held in comings.values() for coming in held}
    own = Claim.objects.filter(appointment__in=ids, holder=actor.worker_id)
    return _Seen(
        comings,
        client_names(actor=actor, cases=cases) if cases else {},
        set(own.values_list("appointment", flat=True)) if ids else set(),
    )


def _item(claim: Claim, seen: _Seen) -> Item:
    appointment = claim.appointment
    comings = seen.comings.get(appointment.pk, [])
    is_own = appointment.pk in seen.own
    if not comings and not is_own:
        return _busy(claim)
    kind = Kind(appointment.kind)
    return Item(
        appointment=appointment.pk,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        words=_words(appointment, comings, seen.clients),
        detail=" · ".join(_detail(appointment, kind, bool(comings))),
        icon=ICONS[kind],
        kind=kind,
        url=_url(appointment, comings),
        may_move=bool(comings),
    )


def _busy(claim: Claim) -> Item:
    return Item(
        appointment=claim.appointment_id,
        starts_at=claim.starts_at,
        ends_at=claim.ends_at,
        words=_("Busy"),
        detail="",
        icon="",
        kind="busy",
    )


def _words(appointment: Appointment, comings: Sequence[Coming], clients: Mapping[UUID, str]) -> str:
    """A first name and an initial: enough for whoever works with them, little over a shoulder."""
    if appointment.group:
        return appointment.group.name
    names = [short_name(clients.get(coming.case_id, "")) for coming in comings]
    return ", ".join(filter(None, names)) or str(appointment.get_kind_display())


def short_name(full: str) -> str:
    given, _space, family = full.partition(" ")
    return f"{given} {family.split()[-1][:1]}." if family else given


def _detail(appointment: Appointment, kind: Kind, is_seen: bool) -> Iterable[str]:
    if is_seen and not appointment.group:
        yield str(kind.label)
    if appointment.room:
        yield appointment.room.name


def _url(appointment: Appointment, comings: Sequence[Coming]) -> str:
    if comings:
        one = comings[0]
        return reverse("bookings:appointment", args=[one.case_id, one.pk])
    if appointment.group_id:
        return reverse("bookings:group", args=[appointment.group_id])
    if appointment.kind == Kind.INTERNAL:
        return reverse("bookings:meeting", args=[appointment.pk])
    return ""


def _away(holders: Sequence[UUID], first_day: date, days: int) -> dict[tuple[UUID, date], str]:
    """Who is away on which of these days, with who covers."""
    last_day = first_day + timedelta(days=days - 1)
    rows = list(
        Away.objects.filter(worker__in=holders, last_day__gte=first_day, first_day__lte=last_day)
    )
    names = names_of(one.cover for one in rows)
    found: dict[tuple[UUID, date], str] = {}
    for one in rows:
        cover = names.get(one.cover, "") if one.cover else ""
        words = _("Away; %(name)s covers") % {"name": cover} if cover else _("Away")
        for number in range(days):
            on = first_day + timedelta(days=number)
            if one.first_day <= on <= one.last_day:
                found[one.worker, on] = words
    return found


def _lay_out(board: Board) -> None:
    """Which hours are drawn, and in which rows each item lies."""
    every = [item for column in board.columns for item in column.items]
    starts = [timezone.localtime(item.starts_at) for item in every]
    ends = [timezone.localtime(item.ends_at) for item in every]
    board.first = min([FIRST, *(at.hour for at in starts)])
    last = max([LAST, *(at.hour + bool(at.minute) for at in ends)])
    board.hours = list(range(board.first, max(last, board.first + 1)))
    for column in board.columns:
        column.items = [_placed(item, column.day, board) for item in column.items]


def _placed(item: Item, on: date, board: Board) -> Item:
    top = local(on, time(board.first))
    begin = max(int((item.starts_at - top).total_seconds() // 60), 0)
    end = min(int((item.ends_at - top).total_seconds() // 60), board.rows * ROW)
    from_row = begin // ROW
    rows = max(-(-end // ROW) - from_row, 1)
    return replace(item, from_row=from_row + 1, rows=rows)
