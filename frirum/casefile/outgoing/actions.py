"""How a file leaves."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.http import Http404

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.foundation.vault import files
from frirum.foundation.vault.files import Stored
from frirum.foundation.vault.models import SealedFile
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from .models import Kind, Release
from .queries import opposing_names
from .rules import may_get, may_receive

_EXTENSION_LETTERS = 8


@action(Permission.MAKE_BUNDLE)
def release_file(
    *,
    by: Actor,
    case: Case,
    kind: Kind,
    role: RecipientRole,
    recipient: str,
    contents: Iterable[Content],
    name: str,
    source: UUID | Iterable[bytes],
    now: datetime,
) -> Release:
    """Write down who gets what, and make it ready to hand over with `as_download`.

    `source` is a sealed file of this case, or the bytes themselves, which are sealed first.
    `name` gives the extension only: what leaves has a neutral name.
    """
    declared = sorted(Content(code) for code in contents)
    may_get(role, declared).enforce()
    may_receive(recipient, opposing_names(actor=by, case=case)).enforce()
    stored = _of_case(case, source) if isinstance(source, UUID) else files.store(case.pk, source)
    release: Release = Release.objects.create(
        case=case,
        kind=kind,
        recipient_role=role,
        recipient=recipient.strip(),
        contents=[str(code) for code in declared],
        sha256=stored.sha256,
        size=stored.size,
        file=stored.id,
        extension=PurePath(name).suffix.lower()[:_EXTENSION_LETTERS],
        released_at=now,
        released_by=by.id,
    )
    return release


def _of_case(case: Case, file_id: UUID) -> Stored:
    """A file sealed for another case does not exist here."""
    if not SealedFile.objects.filter(pk=file_id, owner=case.pk).exists():
        raise Http404
    digest, size = hashlib.sha256(), 0
    for chunk in files.read(file_id):
        digest.update(chunk)
        size += len(chunk)
    return Stored(file_id, digest.hexdigest(), size)
