"""Sealed files: 64 KiB chunks, each under its own nonce; drops, swaps and cuts are refused.

The nonce of a chunk is 7 random bytes, a 4-byte counter and a last-chunk flag, so a file that was
shortened, re-ordered or spliced does not open. The random bytes stand before each part of 8 MiB
and are drawn anew for it: a part that is sent twice is never sealed twice under one nonce.
"""

import hashlib
import os
import secrets
import struct
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.db import transaction

from .keys import raw_key_of
from .models import SealedFile
from .sealing import Unreadable

CHUNK = 64 * 1024
PART = 128 * CHUNK
_SEALED_CHUNK = CHUNK + 16
_PREFIX_BYTES = 7
_PART_CHUNKS = PART // CHUNK
_SEALED_PART = _PREFIX_BYTES + _PART_CHUNKS * _SEALED_CHUNK
_COUNTER = struct.Struct(">IB")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that has been sealed. `sha256` is of the plain content, as received."""

    id: UUID
    sha256: str
    size: int


def path_of(file_id: UUID) -> Path:
    name = file_id.hex
    return Path(settings.FILE_DIR) / name[:2] / name


class ChunkSealer:
    """Seals a stream as it arrives: `add`, then `finish`; both give bytes to keep.

    `start` is where in the whole the stream begins: at a part, or at nought.
    """

    def __init__(self, key: AESGCM, *, place: bytes, start: int = 0) -> None:
        self._key, self._place = key, place
        self._prefix, self._counter = b"", start // CHUNK
        self._pending, self._out = bytearray(), bytearray()

    def add(self, chunk: bytes) -> bytes:
        self._pending += chunk
        while len(self._pending) > CHUNK:
            self._seal(bytes(self._pending[:CHUNK]), last=0)
            del self._pending[:CHUNK]
        return self._taken()

    def finish(self, *, is_whole: bool = True) -> bytes:
        """The end of the file, or of one of its parts that others follow."""
        self._seal(bytes(self._pending), last=int(is_whole))
        return self._taken()

    def _seal(self, content: bytes, *, last: int) -> None:
        if self._counter % _PART_CHUNKS == 0:
            self._prefix = os.urandom(_PREFIX_BYTES)
            self._out += self._prefix
        nonce = self._prefix + _COUNTER.pack(self._counter, last)
        self._out += self._key.encrypt(nonce, content, self._place)
        self._counter += 1

    def _taken(self) -> bytes:
        taken, self._out = bytes(self._out), bytearray()
        return taken


def unseal_chunks(key: AESGCM, source: Iterable[bytes], *, place: bytes) -> Iterator[bytes]:
    """The plain chunks of a sealed stream.

    Raises:
        Unreadable: as soon as a chunk is not the one that belongs there.
    """
    pending, prefix, counter = bytearray(), b"", 0
    for block in source:
        pending += block
        while True:
            if not prefix and len(pending) >= _PREFIX_BYTES:
                prefix = bytes(pending[:_PREFIX_BYTES])
                del pending[:_PREFIX_BYTES]
            if not prefix or len(pending) <= _SEALED_CHUNK:
                break
            yield _open(key, prefix + _COUNTER.pack(counter, 0), pending[:_SEALED_CHUNK], place)
            del pending[:_SEALED_CHUNK]
            counter += 1
            if counter % _PART_CHUNKS == 0:
                prefix = b""
    if not prefix:
        raise Unreadable
    yield _open(key, prefix + _COUNTER.pack(counter, 1), pending, place)


def _open(key: AESGCM, nonce: bytes, sealed: bytes | bytearray, place: bytes) -> bytes:
    try:
        return key.decrypt(nonce, bytes(sealed), place)
    except InvalidTag:
        raise Unreadable from None


def store(owner: UUID, chunks: Iterable[bytes]) -> Stored:
    """Seal a stream to disk under the owner's key, hashing the plain content on the way.

    Nothing plain touches the disk. A file whose transaction is rolled back later goes with the
    next sweep.
    """
    file_id, file_key = uuid.uuid4(), secrets.token_bytes(32)
    digest, size = hashlib.sha256(), 0

    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with path.with_suffix(".part").open("xb") as out:
            sealer = ChunkSealer(AESGCM(file_key), place=file_id.bytes)
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(sealer.add(chunk))
            out.write(sealer.finish())
            out.flush()
            os.fsync(out.fileno())
        path.with_suffix(".part").replace(path)
        _note(file_id, file_key, owner, size)
    except BaseException:
        path.with_suffix(".part").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return Stored(file_id, digest.hexdigest(), size)


def _note(file_id: UUID, file_key: bytes, owner: UUID, size: int) -> None:
    wrapped = aes_key_wrap(raw_key_of(owner), file_key)
    with transaction.atomic():
        SealedFile.objects.create(id=file_id, owner=owner, wrapped=wrapped, size=size)


def begin(owner: UUID, size: int) -> UUID:
    """Room for a file of this size that comes in parts, to be put in order."""
    file_id = uuid.uuid4()
    path_of(file_id).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _note(file_id, secrets.token_bytes(32), owner, size)
    return file_id


def put_part(file_id: UUID, start: int, content: bytes) -> int:
    """Seal one part behind those before it, and say how much there is then.

    What a broken attempt left behind at this place is written over. With the last part the file
    can be read.
    """
    row = SealedFile.objects.get(pk=file_id)
    path, end = path_of(file_id), start + len(content)
    is_last = end == row.size
    key = AESGCM(aes_key_unwrap(raw_key_of(row.owner), bytes(row.wrapped)))
    sealer = ChunkSealer(key, place=file_id.bytes, start=start)
    flags = os.O_WRONLY | os.O_CREAT
    with os.fdopen(os.open(path.with_suffix(".part"), flags, 0o600), "wb") as out:
        out.truncate(start // PART * _SEALED_PART)
        out.seek(0, os.SEEK_END)
        out.write(sealer.add(content))
        out.write(sealer.finish(is_whole=is_last))
        out.flush()
        os.fsync(out.fileno())
    if is_last:
        path.with_suffix(".part").replace(path)
    return end


def look_through(file_id: UUID) -> Stored:
    """Read a file that came in parts from end to end: its checksum, before it counts as received.

    Raises:
        Unreadable: it is not whole.
    """
    digest, size = hashlib.sha256(), 0
    for chunk in read(file_id):
        digest.update(chunk)
        size += len(chunk)
    return Stored(file_id, digest.hexdigest(), size)


def forget(file_ids: Iterable[UUID]) -> None:
    """Let go of files by their keys; what lies on disk goes with the next sweep."""
    SealedFile.objects.filter(pk__in=list(file_ids)).delete()


def forget_all_of(owner: UUID) -> None:
    """Erase an owner's files: their keys now, what lies on disk as soon as that is certain."""
    rows = SealedFile.objects.filter(owner=owner)
    paths = [path_of(pk) for pk in rows.values_list("pk", flat=True)]
    rows.delete()

    def remove() -> None:
        for path in paths:
            path.unlink(missing_ok=True)
            path.with_suffix(".part").unlink(missing_ok=True)

    transaction.on_commit(remove)


def read(file_id: UUID) -> Iterator[bytes]:
    """The plain content of a stored file, chunk by chunk.

    Raises:
        Unreadable: the file or its key is gone, or a byte was changed.
    """
    row = SealedFile.objects.filter(pk=file_id).first()
    path = path_of(file_id)
    if row is None or not path.exists():
        raise Unreadable
    key = AESGCM(aes_key_unwrap(raw_key_of(row.owner), bytes(row.wrapped)))
    with path.open("rb") as source:
        blocks = iter(lambda: source.read(_SEALED_CHUNK * 4), b"")
        yield from unseal_chunks(key, blocks, place=file_id.bytes)


def sweep(*, older_than_seconds: float, now: float) -> int:
    """Remove files that no row names: what a crash between file and row left behind."""
    removed = 0
    for path in Path(settings.FILE_DIR).glob("??/*"):
        if now - path.stat().st_mtime < older_than_seconds:
            continue
        name = path.name.removesuffix(".part")
        if path.suffix == ".part" or not SealedFile.objects.filter(pk=UUID(name)).exists():
            path.unlink(missing_ok=True)
            removed += 1
    return removed
