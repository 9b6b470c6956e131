"""How something leaves: looked through, written down, let out."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.http import Http404

from frirum.casefile.matters.models import Case
from frirum.foundation.vault import files, keys
from frirum.foundation.vault.files import Stored
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.vault.models import SealedFile
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..guard.looking import Found
from ..models import Approval, DeskQuestion, Kind, Need, Release, Stand, Word
from ..parcels import Enclosed, Parcel
from ..queries.looking import Looked, look_at
from ..queries.releases import asked_today, may_leave_on, opposing_names
from ..rules import may_ask_again, may_get, may_hand_out, may_receive, may_take_back

_EXTENSION_LETTERS = 8


@action(Permission.LET_OUT)
def ask_to_leave(*, by: Actor, case: Case, parcel: Parcel, once: UUID, now: datetime) -> Release:
    """Have it looked through, and write down who gets what. The same `once` asks once.

    It may leave at once (READY), or waits for a colleague, for a reason, or for the conflict desk.
    """
    twin: Release | None = Release.objects.visible_to(by).filter(case=case, once=once).first()
    if twin:
        return twin
    may_get(parcel.role, parcel.contents).enforce()
    may_receive(parcel.recipient, opposing_names(actor=by, case=case)).enforce()
    release = _written_down(case, parcel)
    may_leave_on(actor=by, release=release, now=now).enforce()
    stored = _stored(case, parcel.enclosed)
    looked = look_at(actor=by, case=case, parcel=parcel, stored=stored)
    if looked.asks_desk:
        may_ask_again(asked_today(actor=by, now=now)).enforce()
    needs = _needs(looked)
    release.findings = [asdict(one) for one in looked.verdict.own] or None
    release.stand = Stand.WAITING if needs else Stand.READY
    release.once, release.asked_at, release.asked_by = once, now, by.id
    if stored:
        release.file, release.sha256, release.size = stored.id, stored.sha256, stored.size
    release.save(force_insert=True)
    for need in needs:
        _ask(by, release, need, now)
    if looked.asks_desk:
        _ask_desk(release, looked.verdict.strangers, now)
    return release


@action(Permission.LET_OUT)
def hand_out(*, by: Actor, release: Release, now: datetime) -> Release:
    """It leaves. The basis is asked about once more; what has left already stays as it is."""
    held = _held(by, release)
    if held.stand == Stand.LEFT:
        return held
    may_hand_out(held.stand).enforce()
    may_leave_on(actor=by, release=held, now=now).enforce()
    held.stand, held.released_at, held.released_by = Stand.LEFT, now, by.id
    held.save(update_fields=["stand", "released_at", "released_by"])
    return held


@action(Permission.LET_OUT)
def take_back(*, by: Actor, release: Release, now: datetime) -> Release:
    """Whoever wanted to send it does not want to any more."""
    held = _held(by, release)
    may_take_back(held.stand).enforce()
    held.stand = Stand.STOPPED
    held.save(update_fields=["stand"])
    return held


def _held(by: Actor, release: Release) -> Release:
    rows = Release.objects.visible_to(by).select_for_update(of=("self",))
    held: Release = rows.get(pk=release.pk)
    return held


def _needs(looked: Looked) -> list[Need]:
    needs = (
        (Need.OVERRIDE, bool(looked.verdict.own)),
        (Need.READER, looked.asks_reader),
        (Need.DESK, looked.asks_desk),
    )
    return [need for need, is_needed in needs if is_needed]


def _written_down(case: Case, parcel: Parcel) -> Release:
    name = parcel.enclosed.name if parcel.enclosed else ""
    pieces = [] if parcel.kind == Kind.BUNDLE else [[p.where, p.text] for p in parcel.pieces]
    release = Release(
        case=case,
        kind=parcel.kind,
        recipient_role=parcel.role,
        recipient=parcel.recipient.strip(),
        contents=sorted(str(code) for code in parcel.contents),
        extension=PurePath(name).suffix.lower()[:_EXTENSION_LETTERS],
        pieces=pieces or None,
        made_of=[str(pk) for pk in parcel.enclosed.originals] if parcel.enclosed else None,
        agency=parcel.agency,
    )
    release.basis = parcel.basis
    return release


def _ask(by: Actor, release: Release, need: Need, now: datetime) -> None:
    """An override is asked for when its reason stands there."""
    Approval.objects.create(
        case=release.case,
        release=release,
        need=need,
        asked_by=by.id,
        asked_at=None if need == Need.OVERRIDE else now,
    )


def _ask_desk(release: Release, strangers: Iterable[Found], now: datetime) -> None:
    """The words, whether or not anybody here bears them; of the letter no more than their line."""
    question = DeskQuestion(
        subject=release.case_id,
        release=release.pk,
        kind=release.kind,
        recipient_role=release.recipient_role,
        asked_by=release.asked_by,
        asked_at=now,
    )
    keys.issue(question.pk, Compartment.HOUSE)
    question.words = [
        Word(str(one.sort), one.words, one.where, one.around, one.matches) for one in strangers
    ]
    question.save(force_insert=True)


def _stored(case: Case, enclosed: Enclosed | None) -> Stored | None:
    if enclosed is None:
        return None
    if isinstance(enclosed.source, UUID):
        return _of_case(case, enclosed.source)
    source = enclosed.source
    return files.store(case.pk, [source] if isinstance(source, bytes) else source)


def _of_case(case: Case, file_id: UUID) -> Stored:
    """A file sealed for another case does not exist here."""
    if not SealedFile.objects.filter(pk=file_id, owner=case.pk).exists():
        raise Http404
    digest, size = hashlib.sha256(), 0
    for chunk in files.read(file_id):
        digest.update(chunk)
        size += len(chunk)
    return Stored(file_id, digest.hexdigest(), size)
