"""Recording, correcting and starring; and storing many at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import Entry, Told, ToldMessage
from ..kinds import Source
from ..models import Incident, IncidentMessage, IncidentVersion
from ..queries.known import known_messages
from ..rules import may_be_told, may_correct, may_record_in, may_star

_BATCH = 200


@action(Permission.RECORD_INCIDENT)
def record_incident(
    *,
    by: Actor,
    case: Case,
    told: Told,
    now: datetime,
    source: Source = Source.WORKER,
    once: UUID | None = None,
) -> Incident:
    """Add one incident to the log. The same `once` adds one, however often it is sent."""
    may_record_in(case).enforce()
    may_be_told(told, now=now).enforce()
    once = once or uuid4()
    rows = case.incidents.visible_to(by)  # type: ignore[attr-defined]
    for twin in rows.filter(once=once).values_list("pk", flat=True):
        return rows.get(pk=twin)  # type: ignore[no-any-return]
    incident = _new(case, told, source=source, by=by, now=now, once=once)
    incident.save(force_insert=True)
    _touch(by, case, now)
    return incident


@action(Permission.RECORD_INCIDENT)
def correct_incident(
    *, by: Actor, incident: Incident, version: int, told: Told, reason: str, now: datetime
) -> Incident:
    """Give an incident a new wording; the former one is kept beside it, with the reason.

    `version` is the wording that whoever corrects has seen; if it is no longer the newest, refused.
    """
    case = incident.case
    _touch(by, case, now)  # holds the case's row, so that two corrections stand in line
    newest: Incident = Incident.objects.visible_to(by).get(pk=incident.pk)
    may_correct(newest, case, version=version).enforce()
    may_be_told(told, now=now).enforce()
    if told == newest.told:
        return newest
    IncidentVersion.objects.create(
        case=case,
        incident=newest,
        version=newest.version,
        snapshot=newest.told.as_json(),
        reason=reason,
        worded_at=newest.worded_at,
        worded_by=newest.worded_by,
    )
    newest.word(told)
    newest.version += 1
    newest.worded_at, newest.worded_by = now, by.id
    newest.save()
    return newest


@action(Permission.RECORD_INCIDENT)
def star_incident(*, by: Actor, incident: Incident, now: datetime) -> Incident:
    """Mark as one of the three to five typical examples."""
    case = incident.case
    _touch(by, case, now)
    starred = Incident.objects.visible_to(by).filter(case=case, is_starred=True)
    may_star(case, starred=starred.exclude(pk=incident.pk).count()).enforce()
    return _set_star(incident, True)


@action(Permission.RECORD_INCIDENT)
def unstar_incident(*, by: Actor, incident: Incident, now: datetime) -> Incident:
    may_record_in(incident.case).enforce()
    _touch(by, incident.case, now)
    return _set_star(incident, False)


@action(Permission.IMPORT_INCIDENTS)
def store_incidents(*, by: Actor, case: Case, entries: Sequence[Entry], now: datetime) -> int:
    """Store many incidents with their messages, in one transaction; returns how many are new.

    A message whose fingerprint the case has already is left out, and with it an incident that is
    made of such messages only: reading the same export again adds nothing.
    """
    may_record_in(case).enforce()
    _touch(by, case, now)
    known = set(known_messages(actor=by, case=case).tags)
    incidents: list[Incident] = []
    messages: list[IncidentMessage] = []
    for entry in entries:
        may_be_told(entry.told, now=now).enforce()
        fresh = _fresh(case, entry.messages, known)
        if entry.messages and not fresh:
            continue
        incident = _new(case, entry.told, source=entry.source, by=by, now=now, once=uuid4())
        incident.is_starred = entry.is_starred
        incidents.append(incident)
        messages += [_message(incident, told, mark) for mark, told in fresh.items()]
    Incident.objects.bulk_create(incidents, batch_size=_BATCH)
    IncidentMessage.objects.bulk_create(messages, batch_size=_BATCH)
    return len(incidents)


def _fresh(
    case: Case, messages: Sequence[ToldMessage], known: set[bytes]
) -> dict[bytes, ToldMessage]:
    """Those not yet in the case, by their tag; `known` learns them."""
    fresh: dict[bytes, ToldMessage] = {}
    for message in messages:
        mark = tag("fingerprint", str(case.pk), message.fingerprint)
        if mark not in known:
            known.add(mark)
            fresh[mark] = message
    return fresh


def _message(incident: Incident, told: ToldMessage, mark: bytes) -> IncidentMessage:
    return IncidentMessage(
        case_id=incident.case_id,
        incident=incident,
        at=told.at,
        is_incoming=told.is_incoming,
        channel=told.channel,
        call_outcome=told.call_outcome,
        seconds=told.seconds,
        text=told.text or None,
        party=told.party or None,
        fingerprint=mark,
    )


def _new(
    case: Case, told: Told, *, source: Source, by: Actor, now: datetime, once: UUID
) -> Incident:
    incident = Incident(
        case=case,
        source=source,
        recorded_at=now,
        recorded_by=by.id,
        worded_at=now,
        worded_by=by.id,
        once=once,
    )
    incident.word(told)
    return incident


def _set_star(incident: Incident, is_starred: bool) -> Incident:
    if incident.is_starred != is_starred:
        incident.is_starred = is_starred
        incident.save(update_fields=["is_starred"])
    return incident


def _touch(by: Actor, case: Case, now: datetime) -> None:
    """The case was worked on. On PostgreSQL this holds its row until the transaction ends."""
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)
