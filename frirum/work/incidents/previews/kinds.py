"""Kinds of files by their first bytes. What is not known is kept as evidence and never shown."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HEAD = 4096
_LONGEST_NAME = 100


class Treatment(StrEnum):
    PICTURE = "picture"
    """Kept; a redrawn preview may be shown."""
    DOWNLOAD = "download"
    """Kept; handed out as an attachment only."""
    ACTIVE = "active"
    """Kept; may run code where it is opened, so never shown, and a warning goes with it."""
    REFUSED = "refused"
    """Not taken in."""


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    extension: str
    media_type: str
    treatment: Treatment
    label: Promise

    def refusal(self) -> str:
        """Why the file is not taken in and what to do instead; empty when it is."""
        if self is EMPTY:
            return _("The file is empty. Choose it again from where it was saved.")
        if self is ARCHIVE:
            return _("Packed files can't be added. Unpack them and add the files one by one.")
        return ""


def _kind(name: str, media_type: str, treatment: Treatment, label: Promise) -> Kind:
    return Kind(name, f".{name}", media_type, treatment, label)


_PICTURE = gettext_lazy("Picture")
_SOUND = gettext_lazy("Sound")
_VIDEO = gettext_lazy("Video")

JPEG = _kind("jpg", "image/jpeg", Treatment.PICTURE, _PICTURE)
PNG = _kind("png", "image/png", Treatment.PICTURE, _PICTURE)
GIF = _kind("gif", "image/gif", Treatment.PICTURE, _PICTURE)
WEBP = _kind("webp", "image/webp", Treatment.PICTURE, _PICTURE)
HEIC = _kind("heic", "image/heic", Treatment.PICTURE, _PICTURE)
TIFF = _kind("tif", "image/tiff", Treatment.PICTURE, _PICTURE)
PDF = _kind("pdf", "application/pdf", Treatment.DOWNLOAD, gettext_lazy("PDF document"))
TEXT = _kind("txt", "text/plain", Treatment.DOWNLOAD, gettext_lazy("Text"))
CSV = _kind("csv", "text/csv", Treatment.DOWNLOAD, gettext_lazy("Text"))
XML = _kind("xml", "application/xml", Treatment.DOWNLOAD, gettext_lazy("Text"))
JSON = _kind("json", "application/json", Treatment.DOWNLOAD, gettext_lazy("Text"))
EML = _kind("eml", "message/rfc822", Treatment.DOWNLOAD, gettext_lazy("E-mail"))
MP3 = _kind("mp3", "audio/mpeg", Treatment.DOWNLOAD, _SOUND)
M4A = _kind("m4a", "audio/mp4", Treatment.DOWNLOAD, _SOUND)
AMR = _kind("amr", "audio/amr", Treatment.DOWNLOAD, _SOUND)
OGG = _kind("ogg", "audio/ogg", Treatment.DOWNLOAD, _SOUND)
WAV = _kind("wav", "audio/wav", Treatment.DOWNLOAD, _SOUND)
MP4 = _kind("mp4", "video/mp4", Treatment.DOWNLOAD, _VIDEO)
MOV = _kind("mov", "video/quicktime", Treatment.DOWNLOAD, _VIDEO)
THREE_GP = _kind("3gp", "video/3gpp", Treatment.DOWNLOAD, _VIDEO)
FILMS = frozenset({MP4.name, MOV.name, THREE_GP.name})
SVG = _kind("svg", "image/svg+xml", Treatment.ACTIVE, gettext_lazy("Drawing that may run code"))
HTML = _kind("html", "text/html", Treatment.ACTIVE, gettext_lazy("Web page"))
OFFICE = Kind(
    "office",
    ".bin",
    "application/octet-stream",
    Treatment.ACTIVE,
    gettext_lazy("Office document"),
)
PROGRAM = Kind(
    "program", ".bin", "application/octet-stream", Treatment.ACTIVE, gettext_lazy("Program")
)
UNKNOWN = Kind(
    "unknown", ".bin", "application/octet-stream", Treatment.DOWNLOAD, gettext_lazy("Other file")
)
ARCHIVE = Kind(
    "archive", ".zip", "application/zip", Treatment.REFUSED, gettext_lazy("Packed files")
)
EMPTY = Kind(
    "empty", ".bin", "application/octet-stream", Treatment.REFUSED, gettext_lazy("Empty file")
)

_BY_START: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"%PDF-", PDF),
    (b"#!AMR", AMR),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (b"{\\rtf", OFFICE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"#!", PROGRAM),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\x00", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
)
_BY_BRAND: tuple[tuple[bytes, Kind], ...] = (
    (b"hei", HEIC),
    (b"hev", HEIC),
    (b"mif1", HEIC),
    (b"msf1", HEIC),
    (b"qt", MOV),
    (b"3g", THREE_GP),
    (b"M4A", M4A),
    (b"M4B", M4A),
    (b"isom", MP4),
    (b"iso", MP4),
    (b"mp4", MP4),
    (b"avc1", MP4),
    (b"M4V", MP4),
    (b"MSNV", MP4),
)
_FIRST_IN_OFFICE_ZIP = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"mimetype", b"word/")
_MPEG_FRAME = re.compile(rb"\xff[\xfb\xfa\xf3\xf2]")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|img|object|embed|a\s)", re.IGNORECASE
)
_PLAIN_BY_NAME = {".csv": CSV, ".xml": XML, ".json": JSON, ".eml": EML}
_RUNS_BY_NAME = frozenset(
    {".js", ".mjs", ".vbs", ".bat", ".cmd", ".ps1", ".hta", ".wsf", ".reg", ".url", ".scf", ".sh"}
)


def kind_of(head: bytes, name: str) -> Kind:
    """The kind by the first `HEAD` bytes. The name only tells plain texts apart."""
    if not head:
        return EMPTY
    head = head[:HEAD]
    if found := _by_container(head):
        return found
    for start, kind in _BY_START:
        if head.startswith(start):
            return kind
    if _MPEG_FRAME.match(head):
        return MP3
    if head[257:262] == b"ustar":
        return ARCHIVE
    return _by_text(head, name)


def _by_container(head: bytes) -> Kind | None:
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return next((kind for start, kind in _BY_BRAND if brand.startswith(start)), UNKNOWN)
    if head[:2] == b"PK":
        return OFFICE if head[30:].startswith(_FIRST_IN_OFFICE_ZIP) else ARCHIVE
    return None


def _by_text(head: bytes, name: str) -> Kind:
    text = _decoded(head)
    if text is None:
        return UNKNOWN
    extension = "." + name.lower().rpartition(".")[2].strip(" .")
    plain = text.encode("utf-8", "replace")
    if b"<svg" in plain.lower():
        return SVG
    if _MARKUP.search(plain) and (plain.lstrip()[:1] == b"<" or extension in {".htm", ".html"}):
        return HTML
    if extension in _RUNS_BY_NAME:
        return PROGRAM
    return _PLAIN_BY_NAME.get(extension, XML if plain.lstrip()[:5] == b"<?xml" else TEXT)


def _decoded(head: bytes) -> str | None:
    """The head as text, or None. The last character may be cut; old Danish files are Latin-1."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return None
    text = head.decode("utf-8-sig", "ignore")
    return text if len(head) - len(text.encode()) < 8 else head.decode("latin-1")


def display_name(name: str) -> str:
    """A name fit to be shown: no folders, no control or direction marks, at most 100 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name).rstrip("/\\"))[-1]
    shown = "".join(
        " " if char.isspace() else char
        for char in last
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    shown = " ".join(shown.split()).strip(". ")
    if not shown:
        return _("File without a name")
    if len(shown) <= _LONGEST_NAME:
        return shown
    stem, dot, extension = shown.rpartition(".")
    if not dot or len(extension) > 8:
        return shown[: _LONGEST_NAME - 1] + "…"
    return stem[: _LONGEST_NAME - len(extension) - 2] + "…." + extension
