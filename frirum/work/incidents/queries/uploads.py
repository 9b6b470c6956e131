"""Files that came in parts, as a form takes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.vault import files
from frirum.foundation.vault.files import Stored
from frirum.foundation.wall.actors import Actor

from ..models import Upload


class SentFile:
    """Reads like a file that came with the form."""

    def __init__(self, upload: Upload) -> None:
        self.pk, self.name, self.size = upload.pk, upload.name, upload.size
        self._file = upload.file

    def read(self, length: int) -> bytes:
        return next(self.chunks(), b"")[:length]

    def chunks(self) -> Iterator[bytes]:
        return files.read(self._file)

    @cached_property
    def stored(self) -> Stored:
        """Its checksum. All of it is read for that, so before the transaction and not in it."""
        return files.look_through(self._file)


def content_of(file: Any) -> Iterable[bytes] | Stored:
    """Of a file that came in parts or with the form: what an action takes in."""
    return file.stored if isinstance(file, SentFile) else file.chunks()


@dataclass(frozen=True, slots=True)
class Sent:
    """Files that are here whole, in the order they were chosen; `lost` are gone or never came."""

    files: Sequence[SentFile] = ()
    lost: int = 0


def sent_files(*, actor: Actor, case: Case, keys: Sequence[str]) -> Sent:
    if not keys:
        return Sent()
    rows = Upload.objects.filter(root=case.pk, sender=actor.worker_id, pk__in=_ids(keys))
    by_key = {str(row.pk): row for row in rows if row.is_whole}
    wanted = dict.fromkeys(keys)
    found = [SentFile(by_key[key]) for key in wanted if key in by_key]
    return Sent(found, len(wanted) - len(found))


def _ids(keys: Sequence[str]) -> list[UUID]:
    found = []
    for key in keys:
        try:
            found.append(UUID(key))
        except ValueError:
            continue
    return found
