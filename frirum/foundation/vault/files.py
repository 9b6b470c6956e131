"""Sealed files: 64 KiB chunks, each under its own nonce; drops, swaps and cuts are refused.

The nonce of a chunk is 7 random bytes of the file, a 4-byte counter and a last-chunk flag, so a
file that was shortened, re-ordered or spliced does not open.
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
_SEALED_CHUNK = CHUNK + 16
_PREFIX_BYTES = 7
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
    """Seals a stream as it arrives: `add`, then `finish`; both give bytes to keep."""

    def __init__(self, key: AESGCM, *, place: bytes) -> None:
        self._key, self._place = key, place
        self._prefix, self._counter = os.urandom(_PREFIX_BYTES), 0
        self._pending = bytearray()
        self._out = bytearray(self._prefix)

    def add(self, chunk: bytes) -> bytes:
        self._pending += chunk
        while len(self._pending) > CHUNK:
            self._seal(bytes(self._pending[:CHUNK]), last=0)
            del self._pending[:CHUNK]
        return self._taken()

    def finish(self) -> bytes:
        self._seal(bytes(self._pending), last=1)
        return self._taken()

    def _seal(self, content: bytes, *, last: int) -> None:
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
        if not prefix and len(pending) >= _PREFIX_BYTES:
            prefix = bytes(pending[:_PREFIX_BYTES])
            del pending[:_PREFIX_BYTES]
        while prefix and len(pending) > _SEALED_CHUNK:
            yield _open(key, prefix + _COUNTER.pack(counter, 0), pending[:_SEALED_CHUNK], place)
            del pending[:_SEALED_CHUNK]
            counter += 1
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
        with transaction.atomic():
            SealedFile.objects.create(
                id=file_id,
                owner=owner,
                wrapped=aes_key_wrap(raw_key_of(owner), file_key),
                size=size,
            )
    except BaseException:
        path.with_suffix(".part").unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return Stored(file_id, digest.hexdigest(), size)


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
