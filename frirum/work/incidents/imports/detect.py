"""What kind of export a file is, by what is in it; names of files are often wrong."""

import re
import zipfile
from typing import BinaryIO

from .chat_lines import entries_of
from .exports import Kind
from .remarks import Remark, UnreadableExport
from .repair import TextRepair

_REACH = 256 << 10
_ROOT = re.compile(r"<(smses|calls)\b")


def kind_of(stream: BinaryIO) -> Kind:
    """Leaves the stream at its start. Raises UnreadableExport."""
    stream.seek(0)
    head = stream.read(_REACH)
    stream.seek(0)
    if not head.strip():
        raise UnreadableExport(Remark.EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(stream)
    repair = TextRepair(is_xml=False)
    text = repair.feed(head) + repair.finish()
    if text.lstrip().startswith("<"):
        root = _ROOT.search(text)
        if root is not None:
            return Kind.SMS_BACKUP if root[1] == "smses" else Kind.CALLS_BACKUP
    elif next(entries_of(text), None) is not None:
        return Kind.WHATSAPP_TEXT
    raise UnreadableExport(Remark.UNKNOWN)


def _kind_of_zip(stream: BinaryIO) -> Kind:
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as broken:
        raise UnreadableExport(Remark.ZIP_DAMAGED) from broken
    finally:
        stream.seek(0)
    if any(name.lower().endswith(".txt") for name in names):
        return Kind.WHATSAPP_ZIP
    if any(name.lower().endswith(".xml") for name in names):
        raise UnreadableExport(Remark.ZIP_OF_XML)
    raise UnreadableExport(Remark.UNKNOWN)
