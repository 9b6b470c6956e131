"""What a browser uploads waits in memory when small, sealed on disk when not; never plain."""

import secrets
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from .files import ChunkSealer, unseal_chunks

_PLACE = b"upload"
_IN_MEMORY = 1024 * 1024


class SealedUpload(UploadedFile):  # type: ignore[type-arg]
    """A received file, sealed under a key that lives as long as this request."""

    def __init__(self, spool: IO[bytes], key: AESGCM, **about: Any) -> None:
        super().__init__(file=None, **about)
        self._spool, self._key = spool, key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self._spool.seek(0)
        blocks = iter(lambda: self._spool.read(256 * 1024), b"")
        yield from unseal_chunks(self._key, blocks, place=_PLACE)

    def read(self, num_bytes: int | None = None) -> bytes:
        if num_bytes is None or num_bytes < 0:
            return b"".join(self.chunks())
        head = bytearray()
        for chunk in self.chunks():
            head += chunk
            if len(head) >= num_bytes:
                break
        return bytes(head[:num_bytes])

    def close(self) -> None:
        self._spool.close()

    def __bool__(self) -> bool:
        return True


class SealingUploadHandler(FileUploadHandler):
    """Seals on the way in. More than the form limit stops the upload (S19, S28)."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._key = AESGCM(secrets.token_bytes(32))
        self._sealer = ChunkSealer(self._key, place=_PLACE)
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > settings.FORM_POST_LIMIT:
            self._spool.close()
            raise StopUpload(connection_reset=False)
        self._spool.write(self._sealer.add(raw_data))

    def upload_interrupted(self) -> None:
        """The line broke in the middle: what came is thrown away at once."""
        self._spool.close()

    def file_complete(self, file_size: int) -> SealedUpload:
        self._spool.write(self._sealer.finish())
        return SealedUpload(
            self._spool,
            self._key,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )
