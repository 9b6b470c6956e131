"""The ZIP an officer gets: report, exhibits under neutral names, their sums, and how to check."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO

from .content import BundleContent, BundleExhibit, Language
from .report import date_text, render_report

Progress = Callable[[int, int], None]

_READMES: dict[Language, str] = {"da": "LAES-MIG.txt", "en": "README.txt"}
_WORTH_PACKING = frozenset({".txt", ".csv", ".xml", ".json", ".html", ".eml", ".svg", ".pdf"})
_CHUNK = 256 * 1024


class ExhibitChanged(Exception):
    """An original no longer has the sum it was received with; no bundle is made of it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Exhibit {number} does not have its recorded SHA-256")
        self.number = number


def write_bundle(content: BundleContent, out: BinaryIO, progress: Progress | None = None) -> None:
    """Write the ZIP as a stream; the same content gives the same bytes.

    `progress` is told how many parts (the report and each exhibit) are done. On any error what was
    written is taken back; where `out` cannot seek, the ZIP is left without its directory, which no
    program opens.
    """
    told = progress or _untold
    start = out.tell() if out.seekable() else None
    outlet = _Outlet(out)
    try:
        with zipfile.ZipFile(outlet, "w") as archive:
            try:
                _fill(archive, content, told)
            except BaseException:
                outlet.is_shut = True
                raise
    except BaseException:
        if start is not None:
            out.seek(start)
            out.truncate()
        raise


def _untold(_done: int, _total: int) -> None:
    """Nobody waits for progress."""


class _Outlet:
    """Passes bytes on until shut, so that a failed ZIP is never given its closing directory."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.is_shut = False

    def write(self, data: bytes, /) -> int:
        if not self.is_shut:
            self._out.write(data)
        return len(data)

    def tell(self) -> int:
        return self._out.tell()

    def seek(self, place: int, start: int = 0) -> int:
        return self._out.seek(place, start)

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        """The stream belongs to the caller."""


def _fill(archive: zipfile.ZipFile, content: BundleContent, progress: Progress) -> None:
    exhibits = sorted(content.exhibits, key=lambda one: one.number)
    total = len(exhibits) + 1
    progress(0, total)
    sums = {"rapport.pdf": _add(archive, content, "rapport.pdf", render_report(content))}
    for language, name in _READMES.items():
        if language in {"da", content.language}:
            sums[name] = _add(archive, content, name, _readme(content, language))
    progress(1, total)
    for done, exhibit in enumerate(exhibits, start=2):
        sums[f"bilag/{exhibit.file_name}"] = _copy(archive, content, exhibit)
        progress(done, total)
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    _add(archive, content, "SHA256SUMS", lines.encode("ascii"))


def _add(archive: zipfile.ZipFile, content: BundleContent, name: str, data: bytes) -> str:
    archive.writestr(_entry(content, name, len(data)), data)
    return hashlib.sha256(data).hexdigest()


def _copy(archive: zipfile.ZipFile, content: BundleContent, exhibit: BundleExhibit) -> str:
    entry = _entry(content, f"bilag/{exhibit.file_name}", exhibit.size)
    with exhibit.open() as original, archive.open(entry, "w") as copy:
        found = _copy_hashing(original, copy, exhibit.size)
    if found != exhibit.sha256.lower():
        raise ExhibitChanged(exhibit.number)
    return found


def _copy_hashing(original: BinaryIO, copy: IO[bytes], size: int) -> str | None:
    """The SHA-256 of what was copied, or None as soon as there is more than was recorded."""
    digest, copied = hashlib.sha256(), 0
    while chunk := original.read(_CHUNK):
        copied += len(chunk)
        if copied > size:
            return None
        digest.update(chunk)
        copy.write(chunk)
    return digest.hexdigest() if copied == size else None


def _entry(content: BundleContent, name: str, size: int) -> zipfile.ZipInfo:
    moment = content.prepared_at
    entry = zipfile.ZipInfo(name, (moment.year, moment.month, moment.day, moment.hour, 0, 0))
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    entry.file_size = size
    if Path(name).suffix in _WORTH_PACKING:
        entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _readme(content: BundleContent, language: Language) -> bytes:
    """With byte order mark and CRLF, so that the plainest Windows editor shows it right."""
    text = (Path(__file__).parent / "readme" / f"{language}.txt").read_text("utf-8")
    filled = text.format(
        reference=content.reference,
        prepared=date_text(content.prepared_at, language),
        prepared_by=f"{content.prepared_by}, {content.prepared_by_title}".strip(", "),
        centre=content.centre,
        contact=content.contact,
    )
    return filled.replace("\n", "\r\n").encode("utf-8-sig")
