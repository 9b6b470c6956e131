"""Reading a phone's export, apart from any request, in the language of whoever sent it."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import override

from frirum.foundation.jobs.queue import Running, job
from frirum.foundation.vault import files
from frirum.foundation.wall.actors import Actor

from .actions.imports import (
    STORE_JOB,
    SUMMARY_JOB,
    SURVEY_JOB,
    MediaFile,
    note_summary,
    note_survey,
    refuse_export,
    store_export,
)
from .imports.exports import Progress, Reading, Survey, Wishes
from .imports.incidents import entry_of, gather, media_of, report_as_json, summary_of
from .imports.remarks import Remark, UnreadableExport
from .imports.sandbox import Keep, look_into, read_export
from .imports.words import sentence
from .models import PhoneImport
from .models.imports import ImportState
from .queries.known import known_messages
from .spool import SealedSpool, spooled

# Pictures shrink hardly at all: a file of 50 MB that unpacks to more is no chat.
MOST_MEDIA_BYTES = 1 << 30


def _found(by: Actor, phone_import: str, state: ImportState) -> PhoneImport | None:
    """The import if it is still at this point, and if whoever ordered the job still sees it."""
    rows = PhoneImport.objects.visible_to(by).select_related("case")
    return rows.filter(pk=UUID(phone_import), state=state).first()  # type: ignore[no-any-return]


def _telling(running: Running) -> Progress:
    """Progress in units small enough for the column, whatever the reader counts."""

    def tell(done: int, total: int) -> None:
        share = 1000 * done // total if total else 0
        running.progress(share, 1000)

    return tell


def _refuse(by: Actor, found: PhoneImport, unreadable: UnreadableExport) -> None:
    said = sentence(unreadable.note)
    refuse_export(by=by, phone_import=found, sentence=said, now=timezone.now())


@job(SURVEY_JOB)
def survey_export(*, by: Actor, running: Running, phone_import: str) -> None:
    found = _found(by, phone_import, ImportState.SURVEYING)
    if found is None:
        return
    with override(found.language), spooled(files.read(found.file)) as spool:
        try:
            survey = look_into(spool.reader(), on_progress=_telling(running))
        except UnreadableExport as unreadable:
            _refuse(by, found, unreadable)
            return
        told = _survey_as_json(survey)
        note_survey(by=by, phone_import=found, survey=told, now=timezone.now())


def _survey_as_json(survey: Survey) -> dict[str, Any]:
    return {
        "kind": survey.kind.value,
        "total": survey.total,
        "needs_date_order": survey.needs_date_order,
        "suggested_day_first": survey.suggested_day_first,
        "parties": [
            {
                "key": party.key,
                "label": party.label,
                "name": party.name,
                "count": party.count,
                "incoming": party.incoming,
                "first_at": party.first_at.isoformat() if party.first_at else None,
                "last_at": party.last_at.isoformat() if party.last_at else None,
            }
            for party in survey.parties
        ],
        **report_as_json(survey.report),
    }


def _reading(
    by: Actor, found: PhoneImport, running: Running, spool: SealedSpool, keep: Keep | None = None
) -> Reading:
    choice = found.choice or {}
    parties = choice.get("parties")
    wishes = Wishes(
        parties=frozenset(parties) if parties is not None else None,
        other_party=choice.get("other_party"),
        own_name=choice.get("own_name"),
        day_first=choice.get("day_first"),
        on_progress=_telling(running),
    )
    known = known_messages(actor=by, case=found.case)
    return read_export(spool.reader(), wishes, known=known, keep=keep)


@job(SUMMARY_JOB)
def summarise_export(*, by: Actor, running: Running, phone_import: str) -> None:
    found = _found(by, phone_import, ImportState.PREVIEWING)
    if found is None:
        return
    with override(found.language), spooled(files.read(found.file)) as spool:
        try:
            gathered = gather(_reading(by, found, running, spool), now=timezone.now())
        except UnreadableExport as unreadable:
            _refuse(by, found, unreadable)
            return
        told = summary_of(gathered)
        note_summary(by=by, phone_import=found, summary=told, now=timezone.now())


class _MediaSpool:
    """Files of the messages, set down sealed until their incidents stand."""

    def __init__(self, spool: SealedSpool) -> None:
        self._spool = spool

    def keep(self, length: int, pieces: Iterator[bytes]) -> str:
        start = self._spool.size
        if start + length > MOST_MEDIA_BYTES:
            raise UnreadableExport(Remark.MEDIA_TOO_LARGE)
        for piece in pieces:
            self._spool.write(piece)
        return f"{start}:{length}"

    def read(self, ref: str) -> bytes:
        start, length = map(int, ref.split(":"))
        reader = self._spool.reader()
        reader.seek(start)
        return reader.read(length)


@job(STORE_JOB)
def keep_export(*, by: Actor, running: Running, phone_import: str) -> None:
    found = _found(by, phone_import, ImportState.STORING)
    if found is None:
        return
    with (
        override(found.language),
        spooled(files.read(found.file)) as spool,
        SealedSpool() as media_spool,
    ):
        media = _MediaSpool(media_spool)
        now = timezone.now()
        try:
            gathered = gather(_reading(by, found, running, spool, media.keep), now=now)
        except UnreadableExport as unreadable:
            _refuse(by, found, unreadable)
            return
        store_export(
            by=by,
            phone_import=found,
            entries=[entry_of(burst) for burst in gathered.bursts],
            media=(
                MediaFile(
                    one.fingerprint, one.attachment.name, partial(media.read, one.attachment.ref)
                )
                for one in media_of(gathered)
            ),
            now=now,
        )
