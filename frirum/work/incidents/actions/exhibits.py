"""Taking in originals, and writing down all that happens to them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db.models import Max
from django.http import Http404

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.actions import ask_to_leave, hand_out
from frirum.casefile.outgoing.models import Kind, Release
from frirum.casefile.outgoing.parcels import Enclosed, Parcel
from frirum.foundation.jobs.queue import order
from frirum.foundation.vault import files
from frirum.foundation.vault.files import Stored
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..kinds import Deed, PreviewState
from ..models import CustodyEvent, Exhibit, Incident
from ..previews.kinds import HEAD, Treatment, display_name, kind_of
from ..previews.kinds import Kind as FileKind
from ..rules import may_hand_over, may_take_in
from .uploads import keep_upload

PREVIEW_JOB = "incidents.preview"


@action(Permission.RECORD_INCIDENT)
def attach_file(
    *,
    by: Actor,
    case: Case,
    name: str,
    chunks: Iterable[bytes] | Stored,
    received_from: str,
    now: datetime,
    incident: Incident | None = None,
    once: UUID | None = None,
) -> Exhibit:
    """Take in an original: seal and hash it as it comes, number it, order its preview.

    The same `once` takes it in once, however often it is sent. What came in parts is sealed and
    hashed already.
    """
    if incident is not None and incident.case_id != case.pk:
        raise Http404
    rows = Exhibit.objects.visible_to(by).filter(case=case)
    twin: Exhibit | None = rows.filter(once=once).first() if once else None
    if twin:
        return twin
    head, content = _peek(files.read(chunks.id) if isinstance(chunks, Stored) else chunks)
    kind = kind_of(head, name)
    may_take_in(case, kind).enforce()
    if isinstance(chunks, Stored):
        keep_upload(by=by, case=case, stored=chunks)
        stored = chunks
    else:
        stored = files.store(case.pk, content)
    exhibit = _numbered(by, case, kind, stored, now)
    exhibit.incident, exhibit.name, exhibit.once = incident, display_name(name), once
    exhibit.received_from = received_from
    exhibit.save(force_insert=True)
    _write(by, [exhibit], Deed.RECEIVED, now, other=received_from)
    _write(by, [exhibit], Deed.STORED, now)
    if exhibit.preview_state == PreviewState.WAITING:
        order(PREVIEW_JOB, by=by, root=case.pk, exhibit=exhibit.pk)
    return exhibit


@action(Permission.RECORD_INCIDENT)
def store_preview(
    *,
    by: Actor,
    exhibit: Exhibit,
    content: bytes | None,
    fault: str,
    now: datetime,
    tells_place: bool = False,
) -> Exhibit:
    """Keep the redrawn copy for viewing, or why there is none. A second one changes nothing."""
    if exhibit.preview_state != PreviewState.WAITING:
        return exhibit
    if content is None:
        exhibit.preview_state, exhibit.preview_fault = PreviewState.FAILED, fault
    else:
        exhibit.preview = files.store(exhibit.case_id, [content]).id
        exhibit.preview_state, exhibit.tells_place = PreviewState.READY, tells_place
        _write(by, [exhibit], Deed.PREVIEWED, now)
    exhibit.save(update_fields=["preview", "preview_state", "preview_fault", "tells_place"])
    return exhibit


@action(Permission.RECORD_INCIDENT)
def verify_exhibit(*, by: Actor, exhibit: Exhibit, now: datetime) -> CustodyEvent:
    """Read the original through and compare it with the checksum taken when it was received."""
    digest = hashlib.sha256()
    for chunk in files.read(exhibit.file):
        digest.update(chunk)
    is_intact = digest.hexdigest() == exhibit.sha256
    return _write(by, [exhibit], Deed.VERIFIED, now, is_intact=is_intact)[0]


@action(Permission.MAKE_BUNDLE)
def hand_over_exhibit(
    *,
    by: Actor,
    exhibit: Exhibit,
    role: RecipientRole,
    recipient: str,
    basis: Basis | None,
    once: UUID,
    now: datetime,
) -> Release:
    """Ask for one original to leave. A picture, no machine reads: a colleague looks at it first."""
    may_hand_over(exhibit).enforce()
    parcel = Parcel(
        kind=Kind.EXHIBIT,
        role=role,
        recipient=recipient,
        contents=frozenset({Content.EXHIBITS}),
        enclosed=Enclosed(f"original{exhibit.extension}", exhibit.file),
        basis=basis,
    )
    return ask_to_leave(by=by, case=exhibit.case, parcel=parcel, once=once, now=now)


@action(Permission.MAKE_BUNDLE)
def hand_out_originals(*, by: Actor, release: Release, now: datetime) -> Release:
    """It leaves, and the custody of each original in it says to whom."""
    left = hand_out(by=by, release=release, now=now)
    if left.released_at == now:
        files_in = [UUID(pk) for pk in left.made_of or ()]
        exhibits = Exhibit.objects.visible_to(by).filter(case=left.case_id, file__in=files_in)
        _write(by, list(exhibits), Deed.HANDED_OVER, now, other=left.recipient)
    return left


def _write(
    by: Actor,
    exhibits: Sequence[Exhibit],
    deed: Deed,
    now: datetime,
    *,
    other: str = "",
    is_intact: bool | None = None,
) -> list[CustodyEvent]:
    kept = CustodyEvent.objects.visible_to(by).filter(exhibit__in=exhibits)
    last = dict(kept.order_by().values_list("exhibit").annotate(Max("position")))
    events = [
        CustodyEvent(
            case_id=exhibit.case_id,
            exhibit=exhibit,
            position=last.get(exhibit.pk, 0) + 1,
            deed=deed,
            at=now,
            by=by.id,
            other=other or None,
            is_intact=is_intact,
        )
        for exhibit in exhibits
    ]
    CustodyEvent.objects.bulk_create(events)
    return events


def _numbered(by: Actor, case: Case, kind: FileKind, stored: Stored, now: datetime) -> Exhibit:
    """The case's row is held until the end of the transaction, so that no number is drawn twice."""
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)
    last = Exhibit.objects.visible_to(by).filter(case=case).aggregate(last=Max("number"))["last"]
    is_picture = kind.treatment is Treatment.PICTURE
    return Exhibit(
        case=case,
        number=(last or 0) + 1,
        kind=kind.name,
        extension=kind.extension,
        treatment=kind.treatment.value,
        sha256=stored.sha256,
        size=stored.size,
        file=stored.id,
        received_at=now,
        received_by=by.id,
        preview_state=PreviewState.WAITING if is_picture else PreviewState.NONE,
    )


def _peek(chunks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, by which the kind is told, and the whole content."""
    source, taken, length = iter(chunks), [], 0
    while length < HEAD and (chunk := next(source, None)) is not None:
        taken.append(chunk)
        length += len(chunk)
    return b"".join(taken)[:HEAD], chain(taken, source)
