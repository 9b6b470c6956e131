"""A page of the log: filtered in the index, paged by key, searched by opening texts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..kinds import Reported
from ..models import Exhibit, Incident, IncidentMessage
from ..previews.kinds import Treatment
from ..taxonomy import Behaviour
from ..wording import title, when_of

PAGE = 50
# A search opens texts one by one. It stops after so many, shows what it found and offers to go on.
SEARCH_BUDGET = 3_000
_SEARCH_STEP = 500
_SEARCHED = ("case", "happened_at", "source", "account", "place_text", "witnesses")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ends: a row's own place in the order."""

    happened_at: datetime
    pk: UUID

    def __str__(self) -> str:
        return f"{int(self.happened_at.timestamp() * 1_000_000)}-{self.pk.hex}"

    @classmethod
    def of(cls, incident: Incident) -> "Cursor":
        return cls(incident.happened_at, incident.pk)

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """From a page's own link. Anything else is the start."""
        try:
            moment, _dash, pk = text.partition("-")
            return cls(datetime.fromtimestamp(int(moment) / 1_000_000, tz=UTC), UUID(pk))
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    behaviour: Behaviour | None = None
    channel: str = ""
    since: date | None = None
    until: date | None = None
    reported: str = ""
    is_starred: bool = False
    is_breach: bool = False
    with_files: bool = False
    words: str = ""

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry as the log shows it."""

    incident: Incident
    title: str
    when: str
    icon: str
    tone: str
    by: str
    pictures: int
    files: int

    @property
    def day(self) -> date:
        return self.incident.day

    @property
    def is_reported(self) -> bool:
        return self.incident.reported == Reported.YES


@dataclass(frozen=True, slots=True)
class LogPage:
    """`searched_until` is set when a search stopped before the log's end; `older` goes on there."""

    rows: list[LogRow]
    newer: Cursor | None = None
    older: Cursor | None = None
    searched_until: date | None = None


def log_page(
    *,
    actor: Actor,
    case: Case,
    filters: Filters | None = None,
    older_than: Cursor | None = None,
    newer_than: Cursor | None = None,
    size: int = PAGE,
) -> LogPage:
    """Newest first, in one read whatever the number of rows; a search reads in steps."""
    filters = filters or Filters()
    rows = _filtered(actor, case, filters)
    if filters.words:
        return _searched(actor, case, rows, filters.words, older_than, size=size)
    if newer_than is not None:
        return _turned(actor, case, rows, newer_than, size)
    found = list(_below(rows, older_than).newest_first()[: size + 1])
    shown = found[:size]
    return LogPage(
        rows=_dressed(actor, case, shown),
        newer=Cursor.of(shown[0]) if older_than and shown else None,
        older=Cursor.of(shown[-1]) if len(found) > size else None,
    )


def _turned(actor: Actor, case: Case, rows: Any, newer_than: Cursor, size: int) -> LogPage:
    """The page before: the nearest newer rows, turned round again."""
    at, pk = newer_than.happened_at, newer_than.pk
    above = rows.filter(happened_at__gte=at).filter(Q(happened_at__gt=at) | Q(pk__gt=pk))
    found = list(above.order_by("happened_at", "pk")[: size + 1])
    shown = found[:size][::-1]
    return LogPage(
        rows=_dressed(actor, case, shown),
        newer=Cursor.of(shown[0]) if len(found) > size else None,
        older=Cursor.of(shown[-1]) if shown else None,
    )


def _below(rows: Any, cursor: Cursor | None) -> Any:
    if cursor is None:
        return rows
    at, pk = cursor.happened_at, cursor.pk
    return rows.filter(happened_at__lte=at).filter(Q(happened_at__lt=at) | Q(pk__lt=pk))


def _filtered(actor: Actor, case: Case, filters: Filters) -> Any:
    rows = case.incidents.visible_to(actor)  # type: ignore[attr-defined]
    if filters.behaviour:
        rows = rows.of_behaviour(filters.behaviour)
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    if filters.since:
        rows = rows.filter(day__gte=filters.since)
    if filters.until:
        rows = rows.filter(day__lte=filters.until)
    if filters.reported:
        rows = rows.filter(reported=filters.reported)
    if filters.is_starred:
        rows = rows.filter(is_starred=True)
    if filters.is_breach:
        rows = rows.filter(is_breach=True)
    if filters.with_files:
        proven = case.exhibits.visible_to(actor).filter(incident__isnull=False)
        rows = rows.filter(pk__in=proven.values("incident"))
    return rows


def _searched(
    actor: Actor, case: Case, rows: Any, words: str, older_than: Cursor | None, *, size: int
) -> LogPage:
    sought = words.casefold().split()
    hits: list[Incident] = []
    opened, cursor = 0, older_than
    while opened < SEARCH_BUDGET and len(hits) < size:
        step = list(_below(rows, cursor).newest_first().only(*_SEARCHED)[:_SEARCH_STEP])
        texts = _texts(actor, step)
        opened += len(step) + sum(map(len, texts.values()))
        for incident in step:
            cursor = Cursor.of(incident)
            if _speaks_of(sought, [*_own_texts(incident), *texts.get(incident.pk, ())]):
                hits.append(incident)
                if len(hits) == size:
                    break
        if len(step) < _SEARCH_STEP and len(hits) < size:
            return LogPage(rows=_dressed(actor, case, _whole(rows, hits)))
    until = timezone.localdate(cursor.happened_at) if cursor else None
    found = _dressed(actor, case, _whole(rows, hits))
    return LogPage(found, older=cursor, searched_until=until)


def _whole(rows: Any, hits: list[Incident]) -> list[Incident]:
    return list(rows.filter(pk__in=[hit.pk for hit in hits]).newest_first()) if hits else []


def _own_texts(incident: Incident) -> Iterable[str]:
    return (incident.account, incident.place_text or "", incident.witnesses or "")


def _texts(actor: Actor, incidents: list[Incident]) -> dict[UUID, list[str]]:
    imported = [incident.pk for incident in incidents if incident.source == "import"]
    found: dict[UUID, list[str]] = {}
    if imported:
        rows = IncidentMessage.objects.visible_to(actor).filter(incident__in=imported)
        for message in rows.filter(text__isnull=False).only("case", "incident", "text"):
            found.setdefault(message.incident_id, []).append(message.text)
    return found


def _speaks_of(sought: list[str], texts: list[str]) -> bool:
    folded = "\n".join(texts).casefold()
    return all(word in folded for word in sought)


def _dressed(actor: Actor, case: Case, incidents: list[Incident]) -> list[LogRow]:
    names = names_of(incident.recorded_by for incident in incidents)
    proof = _proof_of(actor, case, incidents)
    return [_row(incident, names, proof.get(incident.pk, {})) for incident in incidents]


def newest_in(*, actor: Actor, case: Case, size: int) -> list[LogRow]:
    """A few rows for a panel, counted beside each: for so few, one read is less than two."""
    own = Exhibit.objects.visible_to(actor, of=[case.pk]).filter(incident=OuterRef("pk")).order_by()
    pictures = own.filter(treatment=Treatment.PICTURE)
    files = own.exclude(treatment=Treatment.PICTURE)
    counted = {
        name: Coalesce(Subquery(rows.values("incident").annotate(n=Count("pk")).values("n")), 0)
        for name, rows in (("pictures", pictures), ("others", files))
    }
    found = list(_filtered(actor, case, Filters()).annotate(**counted).newest_first()[:size])
    names = names_of(one.recorded_by for one in found)
    return [_row(one, names, {True: one.pictures, False: one.others}) for one in found]


def _row(incident: Incident, names: dict[UUID, str], proof: Mapping[bool, int]) -> LogRow:
    kinds, who = incident.kinds, incident.recorded_by
    return LogRow(
        incident=incident,
        title=title(
            kinds,
            count=incident.count,
            channel=incident.channel,
            place_kind=incident.place_kind,
        ),
        when=when_of(incident.happened_at, incident.precision, incident.ended_at),
        icon=kinds[0].icon,
        tone=kinds[0].about.tone.value,
        by=names.get(who, "") if who else "",
        pictures=proof.get(True, 0),
        files=proof.get(False, 0),
    )


def _proof_of(actor: Actor, case: Case, shown: list[Incident]) -> dict[UUID, Counter[bool]]:
    """How many pictures (True) and other files (False) stand with each of these entries.

    A read of its own: counted beside each row, it made the log half as fast again."""
    found: dict[UUID, Counter[bool]] = {}
    own = case.exhibits.visible_to(actor).filter(incident__in=[each.pk for each in shown])
    kinds = own.order_by().values_list("incident", "treatment").annotate(number=Count("pk"))
    for incident, treatment, number in kinds:
        found.setdefault(incident, Counter())[treatment == Treatment.PICTURE] += number
    return found


def starred_count(*, actor: Actor, case: Case) -> int:
    return int(case.incidents.visible_to(actor).filter(is_starred=True).count())  # type: ignore[attr-defined]
