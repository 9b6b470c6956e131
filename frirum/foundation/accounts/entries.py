"""Reading the ledger: who looked and who changed, newest first, without names of clients."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from frirum.foundation.ui.dates import clock, moment
from frirum.foundation.wall.ledger import Outcome
from frirum.foundation.wall.ledger.verify import Seal, newest_seal
from frirum.foundation.wall.models import Entry, Outbox
from frirum.foundation.wall.roles import Role

from .deeds import OUTCOME_MARKS, DeedKind, deed_words, deeds_of
from .models import User
from .queries import PAGE, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_STAFF_LISTED = 1_000
_READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as it is read aloud."""

    entry: Entry
    who: str
    what: str
    is_named: bool  # the deed has words; else `what` is its name in the code
    ended: Promise
    icon: str
    color: str

    @property
    def short_root(self) -> str:
        return str(self.entry.root)[:8] if self.entry.root else ""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of entries, and the position that leads to the older ones."""

    rows: list[EntryRow]
    older: int | None


@dataclass(slots=True)
class PersonDay:
    """What one person did in a root on one day: from when to when, and how often each deed."""

    who: str
    last: datetime
    first: datetime
    count: int = 0
    deeds: "dict[str, Deed]" = field(default_factory=dict)  # by their words

    @property
    def when(self) -> str:
        """3. sep. 2026 kl. 9.02–15.40"""
        first, last = clock(self.first), clock(self.last)
        till = "" if first == last else f"–{last.removeprefix('kl. ')}"
        return f"{moment(self.first)}{till}"

    @property
    def by_frequency(self) -> "list[Deed]":
        """Deeds in the order of how often; those of the same number, newest first."""
        return sorted(self.deeds.values(), key=lambda deed: -deed.count)


@dataclass(slots=True)
class Deed:
    what: str
    is_named: bool  # as in `EntryRow`
    icon: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Days of people, newest first, and the position that leads to the older ones."""

    rows: list[PersonDay]
    older: int | None


@dataclass(frozen=True, slots=True)
class ChainState:
    """What is known of the chain without walking it."""

    seal: Seal | None
    since: int  # entries after the newest signature
    waiting: int


def chain_state() -> ChainState:
    newest = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    seal = newest_seal()
    since = newest - seal.position if seal else newest
    return ChainState(seal=seal, since=since, waiting=Outbox.objects.count())


def ledger_page(
    *,
    before: int | None = None,
    worker: UUID | None = None,
    on: date | None = None,
    outcome: str = "",
    root: UUID | None = None,
    kind: DeedKind | None = None,
) -> EntryPage:
    """Entries of the whole house that fit, fifty a page."""
    entries = Entry.objects.all()
    if worker:
        entries = entries.filter(actor=worker)
    if root:
        entries = entries.filter(root=root)
    if outcome:
        entries = entries.filter(outcome=outcome)
    if on:
        entries = entries.filter(at__gte=_midnight(on), at__lt=_midnight(on + timedelta(days=1)))
    if kind:
        entries = entries.filter(_of_kind(kind))
    return _page(entries, before)


def people_in(*, root: UUID, before: int | None = None) -> PeoplePage:
    """People who were let in to this root, and what they did there, a day of a person a line.

    Nobody who was turned away stands here, nor Frirum itself: that would tell of the other side.
    One bounded read; a page ends between two days, unless a single day is longer than the read.
    """
    let_in = [Outcome.OPENED, Outcome.SHOWED, Outcome.DONE]
    entries = Entry.objects.filter(root=root, actor__isnull=False, outcome__in=let_in)
    if before:
        entries = entries.filter(position__lt=before)
    found = list(entries.order_by("-position")[: _READ_AT_ONCE + 1])
    if len(found) <= _READ_AT_ONCE:
        return PeoplePage(rows=_person_days(found), older=None)
    broken = timezone.localdate(found[-1].at)
    whole = [entry for entry in found if timezone.localdate(entry.at) != broken]
    shown = whole or found[:-1]
    return PeoplePage(rows=_person_days(shown), older=shown[-1].position)


def _person_days(entries: list[Entry]) -> list[PersonDay]:
    names = names_of(entry.actor for entry in entries)
    found: dict[tuple[date, UUID | None], PersonDay] = {}
    for entry in entries:
        on, row = timezone.localdate(entry.at), _row(entry, names)
        one = found.setdefault((on, entry.actor), PersonDay(row.who, entry.at, entry.at))
        one.first, one.count = entry.at, one.count + 1
        deed = one.deeds.setdefault(row.what, Deed(row.what, row.is_named, row.icon))
        deed.count += 1
    return list(found.values())


def _of_kind(kind: DeedKind) -> Q:
    named = Q(deed__in=deeds_of(kind))
    return ~named if kind == DeedKind.OTHER else named


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def _page(entries: "QuerySet[Entry]", before: int | None) -> EntryPage:
    if before:
        entries = entries.filter(position__lt=before)
    found = list(entries.order_by("-position")[: PAGE + 1])
    shown = found[:PAGE]
    return EntryPage(rows=_rows(shown), older=shown[-1].position if len(found) > PAGE else None)


def _rows(entries: Iterable[Entry]) -> list[EntryRow]:
    found = list(entries)
    names = names_of(entry.actor for entry in found)
    return [_row(entry, names) for entry in found]


def _row(entry: Entry, names: "Mapping[UUID, str]") -> EntryRow:
    what = deed_words(entry.deed)
    ended, icon, color = OUTCOME_MARKS[entry.outcome]
    return EntryRow(entry, _who(entry, names), what, what != entry.deed, ended, icon, color)


def _who(entry: Entry, names: "Mapping[UUID, str]") -> str:
    if entry.actor:
        return names.get(entry.actor, str(entry.actor)[:8])
    if entry.actor_kind == "system":
        # The reason is one of the sentences of the code, each with its translation.
        return _("Frirum itself: %(reason)s") % {"reason": _(entry.reason)}
    return _("Not signed in")


def staff_names() -> list[tuple[UUID, str]]:
    """Everybody who works or has worked here, by name."""
    staff = User.objects.exclude(roles=[Role.CLIENT.value]).order_by("name", "pk")
    return list(staff.values_list("pk", "name")[:_STAFF_LISTED])
