"""Working space for large files: on disk when large, and there only sealed (S19)."""

import io
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_CHUNK = 64 * 1024
_SEALED = _CHUNK + 16
_IN_MEMORY = 16 * 1024 * 1024


class SealedSpool(io.RawIOBase):
    """Written once from start to end, then read anywhere. Gone with its key when it is closed.

    Each chunk is sealed under a key that never leaves this object; its number is its nonce.
    """

    def __init__(self) -> None:
        self._key = AESGCM(secrets.token_bytes(32))
        # Closed by `close`, as this object is itself the context manager.
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._pending = bytearray()
        self._chunks = 0
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._pending += data
        self.size += len(data)
        while len(self._pending) >= _CHUNK:
            self._seal(bytes(self._pending[:_CHUNK]))
            del self._pending[:_CHUNK]
        return len(data)

    def tell(self) -> int:
        return self.size

    def close(self) -> None:
        self._file.close()
        super().close()

    def _seal(self, content: bytes) -> None:
        self._file.write(self._key.encrypt(_nonce(self._chunks), content, None))
        self._chunks += 1

    def chunk(self, number: int) -> bytes:
        """The plain chunk; the last one is still in memory."""
        if number >= self._chunks:
            return bytes(self._pending) if number == self._chunks else b""
        self._file.seek(number * _SEALED)
        return self._key.decrypt(_nonce(number), self._file.read(_SEALED), None)

    def chunks(self) -> Iterator[bytes]:
        """All of it, from the start."""
        for number in range(self._chunks + bool(self._pending)):
            yield self.chunk(number)

    def reader(self) -> BinaryIO:
        """A file to read and seek in; nothing more may be written from here on."""
        return cast("BinaryIO", io.BufferedReader(_Reader(self), _CHUNK))


class _Reader(io.RawIOBase):
    def __init__(self, spool: SealedSpool) -> None:
        self._spool, self._place = spool, 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._spool.size}[whence]
        self._place = max(0, start + place)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        number, offset = divmod(self._place, _CHUNK)
        if self._held[0] != number:
            self._held = (number, self._spool.chunk(number))
        found = self._held[1][offset : offset + len(buffer)]
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)


def spooled(chunks: Iterable[bytes]) -> SealedSpool:
    """A stream set down where it can be read in any order."""
    spool = SealedSpool()
    for chunk in chunks:
        spool.write(chunk)
    return spool


class _Stream(io.RawIOBase):
    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._left = iter(chunks), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        if not self._left:
            self._left = next(self._chunks, b"")
        found, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(found)] = found
        return len(found)


def streamed(chunks: Iterable[bytes]) -> BinaryIO:
    """A stream as a file that is read once, from its start."""
    return cast("BinaryIO", io.BufferedReader(_Stream(chunks), _CHUNK))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
