"""Taking in a phone's export: received, looked into, chosen, compared, stored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.casefile.people.actions import add_way
from frirum.casefile.people.kinds import WayKind
from frirum.casefile.people.models import Person
from frirum.foundation.jobs.queue import order
from frirum.foundation.vault import files
from frirum.foundation.vault.files import Stored
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import Entry
from ..imports.exports import Kind, party_key
from ..kinds import Deed, PreviewState
from ..models import CustodyEvent, Exhibit, IncidentMessage
from ..models.imports import ImportState, PhoneImport
from ..previews.kinds import HEAD, Treatment, display_name, kind_of
from ..queries.imports import last_number
from ..rules import may_record_in
from .exhibits import PREVIEW_JOB
from .incidents import store_incidents
from .uploads import keep_upload

SURVEY_JOB = "incidents.survey_export"
SUMMARY_JOB = "incidents.summarise_export"
STORE_JOB = "incidents.store_export"
_JOBS = {
    ImportState.SURVEYING: SURVEY_JOB,
    ImportState.PREVIEWING: SUMMARY_JOB,
    ImportState.STORING: STORE_JOB,
}
_BATCH = 200
_EVIDENCE = {
    Kind.SMS_BACKUP: ("xml", ".xml"),
    Kind.CALLS_BACKUP: ("xml", ".xml"),
    Kind.WHATSAPP_TEXT: ("txt", ".txt"),
    Kind.WHATSAPP_ZIP: ("archive", ".zip"),
}


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that came with the message of this fingerprint."""

    fingerprint: str
    name: str
    read: Callable[[], bytes]


@action(Permission.IMPORT_INCIDENTS)
def receive_export(
    *,
    by: Actor,
    case: Case,
    name: str,
    chunks: Iterable[bytes] | Stored,
    once: UUID,
    language: str,
    now: datetime,
) -> PhoneImport:
    """Seal and hash the file as it was received, and order that it be looked into.

    The same `once` takes it in once, however often it is sent.
    """
    _hold(by, case, now)
    twin: PhoneImport | None = case.phone_imports.visible_to(by).filter(once=once).first()
    if twin:
        return twin
    may_record_in(case).enforce()
    if isinstance(chunks, Stored):
        keep_upload(by=by, case=case, stored=chunks)
        stored = chunks
    else:
        stored = files.store(case.pk, chunks)
    received: PhoneImport = PhoneImport.objects.create(
        case=case,
        name=display_name(name),
        file=stored.id,
        sha256=stored.sha256,
        size=stored.size,
        language=language,
        received_at=now,
        received_by=by.id,
        once=once,
    )
    return _order(by, received)


@action(Permission.IMPORT_INCIDENTS)
def note_survey(
    *, by: Actor, phone_import: PhoneImport, survey: dict[str, Any], now: datetime
) -> PhoneImport:
    """What is in the file; now somebody says who the other party is."""
    held = _held(by, phone_import, now)
    if held.state == ImportState.SURVEYING:
        held.survey, held.state = survey, ImportState.CHOOSING
        held.save()
    return held


@action(Permission.IMPORT_INCIDENTS)
def refuse_export(
    *, by: Actor, phone_import: PhoneImport, sentence: str, now: datetime
) -> PhoneImport:
    """The file cannot be read; the sentence says why and what to do."""
    held = _held(by, phone_import, now)
    if held.is_running:
        held.fault, held.state = sentence, ImportState.UNREADABLE
        held.save()
    return held


@action(Permission.IMPORT_INCIDENTS)
def choose_party(
    *,
    by: Actor,
    phone_import: PhoneImport,
    choice: dict[str, Any],
    now: datetime,
    numbers: Sequence[str] = (),
    of: Person | None = None,
) -> PhoneImport:
    """Say whose messages are wanted, and order the comparison with the log.

    `numbers` are written down as those of the other party `of`, and checked as any number is.
    """
    held = _held(by, phone_import, now)
    if held.state in (ImportState.CHOOSING, ImportState.DECIDING):
        may_record_in(held.case).enforce()
        if numbers and of:
            if of.case_id != held.case_id:
                raise Http404
            _write_down(by, numbers, of, now)
        held.choice, held.summary, held.state = choice, None, ImportState.PREVIEWING
        _order(by, held)
    return held


@action(Permission.IMPORT_INCIDENTS)
def note_summary(
    *, by: Actor, phone_import: PhoneImport, summary: dict[str, Any], now: datetime
) -> PhoneImport:
    """What storing would add; now somebody decides."""
    held = _held(by, phone_import, now)
    if held.state == ImportState.PREVIEWING:
        held.summary, held.state = summary, ImportState.DECIDING
        held.save()
    return held


@action(Permission.IMPORT_INCIDENTS)
def order_storing(*, by: Actor, phone_import: PhoneImport, now: datetime) -> PhoneImport:
    """Add what was shown to the log. A second press changes nothing."""
    held = _held(by, phone_import, now)
    if held.state == ImportState.DECIDING:
        may_record_in(held.case).enforce()
        held.state = ImportState.STORING
        _order(by, held)
    return held


@action(Permission.IMPORT_INCIDENTS)
def take_up_again(*, by: Actor, phone_import: PhoneImport, now: datetime) -> PhoneImport:
    """Order anew what came to a halt."""
    held = _held(by, phone_import, now)
    return _order(by, held) if held.is_running else held


@action(Permission.IMPORT_INCIDENTS)
def leave_import(*, by: Actor, phone_import: PhoneImport, now: datetime) -> PhoneImport:
    """Add nothing, and let go of the file: it holds what others wrote to the client too."""
    held = _held(by, phone_import, now)
    if held.state == ImportState.STORING or held.is_over:
        return held
    files.forget([held.file])
    held.state, held.ended_at = ImportState.LEFT, now
    held.survey = held.choice = held.summary = None
    held.save()
    return held


@action(Permission.IMPORT_INCIDENTS)
def store_export(
    *,
    by: Actor,
    phone_import: PhoneImport,
    entries: Sequence[Entry],
    media: Iterable[MediaFile],
    now: datetime,
) -> PhoneImport:
    """Add the incidents with their messages and files, and keep the export as an exhibit.

    All of it or nothing. What the case has already is not added again, so that a killed job can
    be run anew.
    """
    held = _held(by, phone_import, now)
    if held.state != ImportState.STORING:
        return held
    held.stored = store_incidents(by=by, case=held.case, entries=entries, now=now)
    if held.stored:
        held.exhibit = _evidence(by, held)
        _keep_media(by, held, media, now)
    held.state, held.ended_at = ImportState.DONE, now
    held.save()
    return held


def _write_down(by: Actor, numbers: Sequence[str], person: Person, now: datetime) -> None:
    """A number that was written down from an export before is not written again."""
    for number in numbers:
        add_way(
            by=by,
            person=person,
            kind=WayKind.PHONE,
            value=number,
            remark=_("From the client's phone"),
            once=uuid5(person.pk, party_key(number)),
            now=now,
        )


def _order(by: Actor, row: PhoneImport) -> PhoneImport:
    kind = _JOBS[ImportState(row.state)]
    row.job = order(kind, by=by, root=row.case_id, phone_import=row.pk).pk
    row.save()
    return row


def _hold(by: Actor, case: Case, now: datetime) -> None:
    """On PostgreSQL this holds the case's row, so that two presses stand in line."""
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)


def _held(by: Actor, row: PhoneImport, now: datetime) -> PhoneImport:
    _hold(by, row.case, now)
    held: PhoneImport = PhoneImport.objects.visible_to(by).get(pk=row.pk)
    return held


def _evidence(by: Actor, row: PhoneImport) -> Exhibit:
    """The export itself, once, however often the same file was sent."""
    earlier = PhoneImport.objects.visible_to(by).filter(case=row.case).exclude(exhibit=None)
    for other in earlier.select_related("exhibit"):
        if other.sha256 == row.sha256:
            return other.exhibit  # type: ignore[no-any-return]
    kind, extension = _EVIDENCE[Kind((row.survey or {})["kind"])]
    exhibit = Exhibit(
        case=row.case,
        number=last_number(actor=by, case=row.case) + 1,
        name=row.name,
        sha256=row.sha256,
        received_from=_("The client's phone"),
        kind=kind,
        extension=extension,
        treatment=Treatment.DOWNLOAD.value,
        size=row.size,
        file=row.file,
        received_at=row.received_at,
        received_by=row.received_by,
        preview_state=PreviewState.NONE,
    )
    _receive([exhibit])
    return exhibit


def _keep_media(by: Actor, row: PhoneImport, media: Iterable[MediaFile], now: datetime) -> None:
    files_by_tag: dict[bytes, list[MediaFile]] = {}
    for one in media:
        mark = tag("fingerprint", str(row.case_id), one.fingerprint)
        files_by_tag.setdefault(mark, []).append(one)
    number = last_number(actor=by, case=row.case)
    exhibits = []
    for mark, incident_id in _incidents_of(by, row.case, list(files_by_tag)):
        for one in files_by_tag[mark]:
            content = one.read()
            kind = kind_of(content[:HEAD], one.name)
            if kind.treatment is Treatment.REFUSED:
                continue  # empty or packed; it stands in the export, which is kept
            number += 1
            is_picture = kind.treatment is Treatment.PICTURE
            stored = files.store(row.case_id, [content])
            exhibits.append(
                Exhibit(
                    case=row.case,
                    incident_id=incident_id,
                    number=number,
                    name=display_name(one.name),
                    sha256=stored.sha256,
                    received_from=_("The client's phone"),
                    kind=kind.name,
                    extension=kind.extension,
                    treatment=kind.treatment.value,
                    size=stored.size,
                    file=stored.id,
                    received_at=now,
                    received_by=by.id,
                    preview_state=PreviewState.WAITING if is_picture else PreviewState.NONE,
                )
            )
    _receive(exhibits)
    for exhibit in exhibits:
        if exhibit.is_picture:
            order(PREVIEW_JOB, by=by, root=row.case_id, exhibit=exhibit.pk)


def _incidents_of(by: Actor, case: Case, marks: list[bytes]) -> Iterator[tuple[bytes, UUID]]:
    """To which incident the message with each tag went, in the order of the messages."""
    for start in range(0, len(marks), _BATCH):
        rows = IncidentMessage.objects.visible_to(by).filter(
            case=case, fingerprint__in=marks[start : start + _BATCH]
        )
        for mark, incident in rows.order_by("at", "pk").values_list("fingerprint", "incident"):
            yield bytes(mark), incident


def _receive(exhibits: list[Exhibit]) -> None:
    Exhibit.objects.bulk_create(exhibits, batch_size=_BATCH)
    CustodyEvent.objects.bulk_create(
        [
            CustodyEvent(
                case_id=exhibit.case_id,
                exhibit=exhibit,
                position=position,
                deed=deed,
                at=exhibit.received_at,
                by=exhibit.received_by,
                other=exhibit.received_from if deed is Deed.RECEIVED else None,
            )
            for exhibit in exhibits
            for position, deed in enumerate((Deed.RECEIVED, Deed.STORED), start=1)
        ],
        batch_size=_BATCH,
    )
