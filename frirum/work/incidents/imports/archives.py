"""Opens the .zip that WhatsApp makes, and nothing in it that could do harm."""

import zipfile
import zlib
from typing import BinaryIO

from .remarks import Remark, UnreadableExport

MOST_CHAT_BYTES = 64 << 20
MOST_MEDIA_BYTES = 200 << 20
_MOST_FILES = 50_000
_MOST_BYTES = 16 << 30
# Text shrinks twenty times at most; pictures hardly at all.
_MOST_SHRINKAGE = 200
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


class ChatArchive:
    """The chat and its media files, each read when asked for and never written to disk."""

    def __init__(self, stream: BinaryIO) -> None:
        size = stream.seek(0, 2)
        stream.seek(0)
        try:
            self._zip = zipfile.ZipFile(stream)
        except _BROKEN as broken:
            raise UnreadableExport(Remark.ZIP_DAMAGED) from broken
        entries = [info for info in self._zip.infolist() if not info.is_dir()]
        _refuse_dangerous(entries, size)
        self._chat = _chat_among(entries)
        # An attachment is named in the chat without its folder.
        self._media = {info.filename.rpartition("/")[2]: info for info in entries}

    def chat_bytes(self) -> bytes:
        if self._chat.file_size > MOST_CHAT_BYTES:
            raise UnreadableExport(Remark.TOO_LONG)
        data = self._read(self._chat, MOST_CHAT_BYTES)
        if data is None:
            raise UnreadableExport(Remark.ZIP_LOCKED)
        return data

    def size_of(self, name: str) -> int | None:
        info = self._media.get(name)
        return None if info is None else info.file_size

    def media(self, name: str) -> bytes | None:
        """The file's bytes, or None when it is not there, damaged, or too large."""
        info = self._media.get(name)
        return None if info is None else self._read(info, MOST_MEDIA_BYTES)

    def _read(self, info: zipfile.ZipInfo, limit: int) -> bytes | None:
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except _BROKEN:
            return None
        return data if len(data) <= limit else None


def _refuse_dangerous(entries: list[zipfile.ZipInfo], size: int) -> None:
    if any(_leads_outside(info.filename) for info in entries):
        raise UnreadableExport(Remark.ZIP_LEADS_OUTSIDE)
    packed = sum(info.compress_size for info in entries)
    unpacked = sum(info.file_size for info in entries)
    swells = any(
        info.file_size > (1 << 20) and info.file_size > _MOST_SHRINKAGE * info.compress_size
        for info in entries
    )
    # More packed bytes than the file has: its parts lie on top of each other.
    if swells or packed > size or unpacked > _MOST_BYTES or len(entries) > _MOST_FILES:
        raise UnreadableExport(Remark.ZIP_SWELLS)


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or "\\" in name or ":" in parts[0][:2]


def _chat_among(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    texts = [info for info in entries if info.filename.lower().endswith(".txt")]
    named = [info for info in texts if info.filename.rpartition("/")[2] == "_chat.txt"]
    named = named or [
        info for info in texts if info.filename.rpartition("/")[2].startswith("WhatsApp")
    ]
    if not (named or len(texts) == 1):
        raise UnreadableExport(Remark.ZIP_WITHOUT_CHAT)
    return (named or texts)[0]
