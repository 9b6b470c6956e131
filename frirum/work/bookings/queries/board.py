"""A calendar as it is drawn: columns of days, or of workers and rooms beside each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.addresses import address
from frirum.foundation.ui.dates import clock_span
from frirum.foundation.wall.actors import Actor

from ..models import ICONS, Away, Kind
from ..moments import holiday, local
from .shelf import Shown, What
from .taken import Comes, Seen, Taken, seen_of, taken_in

ROW = 15  # minutes
FIRST, LAST = 8, 17  # hours that are always drawn


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
    held = taken_in(shown, first_day, days)
    seen = seen_of(actor, shown, (one.appointment for one in held))
    holders = [pk for pk, _name in shown.holders] if shown.is_many else [shown.pk]
    is_of_people = shown.what in {What.WORKER, What.TEAM}
    away = _away(holders, first_day, days) if is_of_people else {}
    by_place: dict[tuple[UUID, date], list[Item]] = {}
    for taken in held:
        item = _item(taken, seen)
        holder = shown.pk if shown.what == What.GROUP else taken.holder
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


def _item(taken: Taken, seen: Seen) -> Item:
    comings = seen.comings.get(taken.appointment, [])
    if not comings and taken.appointment not in seen.own:
        return _busy(taken)
    kind = Kind(taken.kind)
    return Item(
        appointment=taken.appointment,
        starts_at=taken.begins_at,
        ends_at=taken.is_over_at,
        words=_words(taken, kind, comings, seen.clients),
        detail=" · ".join(_detail(taken, kind, is_seen=bool(comings))),
        icon=ICONS[kind],
        kind=kind,
        url=_url(taken, comings),
        may_move=bool(comings),
    )


def _busy(taken: Taken) -> Item:
    return Item(
        appointment=taken.appointment,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        words=_("Busy"),
        detail="",
        icon="",
        kind="busy",
    )


def _words(taken: Taken, kind: Kind, comings: Sequence[Comes], clients: Mapping[UUID, str]) -> str:
    """A first name and an initial: enough for whoever works with them, little over a shoulder."""
    if taken.group_name:
        return taken.group_name
    names = [short_name(clients.get(one.case, "")) for one in comings]
    return ", ".join(filter(None, names)) or str(kind.label)


def short_name(full: str) -> str:
    given, _space, family = full.partition(" ")
    return f"{given} {family.split()[-1][:1]}." if family else given


def _detail(taken: Taken, kind: Kind, *, is_seen: bool) -> Iterable[str]:
    if is_seen and not taken.group:
        yield str(kind.label)
    if taken.room:
        yield taken.room


def _url(taken: Taken, comings: Sequence[Comes]) -> str:
    if comings:
        return address("bookings:appointment", comings[0].case, comings[0].pk)
    if taken.group:
        return address("bookings:group", taken.group)
    if taken.kind == Kind.INTERNAL:
        return address("bookings:meeting", taken.appointment)
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
