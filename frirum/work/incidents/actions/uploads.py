"""Files that come in parts: begun, gone on with, let go."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from frirum.casefile.matters.models import Case
from frirum.foundation.vault import files
from frirum.foundation.vault.files import Stored
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Upload
from ..models.uploads import KEPT
from ..previews.kinds import display_name
from ..rules import may_add_part, may_record_in, may_send


@action(Permission.RECORD_INCIDENT)
def begin_upload(
    *, by: Actor, case: Case, name: str, size: int, mark: str, now: datetime
) -> Upload:
    """Make room for a file. One that its sender has begun with already is gone on with."""
    may_record_in(case).enforce()
    may_send(size).enforce()
    begun = Upload.objects.filter(root=case.pk, sender=by.worker_id, size=size)
    for upload in begun:
        if upload.mark == mark:
            return upload
    return Upload.objects.create(
        root=case.pk,
        sender=by.worker_id,
        name=display_name(name),
        mark=mark,
        size=size,
        file=files.begin(case.pk, size),
        touched_at=now,
    )


@action(Permission.RECORD_INCIDENT)
def add_part(
    *, by: Actor, case: Case, upload: UUID, start: int, content: bytes, now: datetime
) -> Upload:
    """Seal the next part. One that is here already changes nothing."""
    held = _held(by, case, upload)
    if start != held.received:
        return held
    may_add_part(start, len(content), held.size).enforce()
    held.received = files.put_part(held.file, start, content)
    held.touched_at = now
    held.save(update_fields=["received", "touched_at"])
    return held


@action(Permission.RECORD_INCIDENT)
def drop_upload(*, by: Actor, case: Case, upload: UUID) -> int:
    """The sender does not want it after all."""
    held = _held(by, case, upload)
    files.forget([held.file])
    held.delete()
    return 1


@action(Permission.RUN_HOUSEKEEPING)
def sweep_uploads(*, by: Actor, now: datetime) -> int:
    """Let go of what nobody has gone on with for a day."""
    left = Upload.objects.filter(touched_at__lt=now - KEPT)
    files.forget(left.values_list("file", flat=True))
    gone, _each = left.delete()
    return gone


@action(Permission.RECORD_INCIDENT)
def keep_upload(*, by: Actor, case: Case, stored: Stored) -> int:
    """What came in parts is part of the case now. It can become that only once."""
    rows = Upload.objects.filter(root=case.pk, sender=by.worker_id, file=stored.id)
    kept, _each = rows.delete()
    if not kept:
        raise Http404
    return kept


def _held(by: Actor, case: Case, upload: UUID) -> Upload:
    rows = Upload.objects.select_for_update().filter(root=case.pk, sender=by.worker_id)
    found = rows.filter(pk=upload).first()
    if found is None:
        raise Http404
    return found
