"""What kind of export a file is, by what is in it; names of files are often wrong."""

import re
import zipfile
from enum import StrEnum
from typing import BinaryIO

from django.utils.translation import gettext as _

from .chat_lines import entries_of
from .exports import UnreadableExport
from .repair import TextRepair

_REACH = 256 << 10
_ROOT = re.compile(r"<(smses|calls)\b")


class Kind(StrEnum):
    SMS_BACKUP = "sms backup"
    CALLS_BACKUP = "calls backup"
    WHATSAPP_TEXT = "whatsapp text"
    WHATSAPP_ZIP = "whatsapp zip"


def kind_of(stream: BinaryIO) -> Kind:
    """Leaves the stream at its start. Raises UnreadableExport with advice for the person."""
    stream.seek(0)
    head = stream.read(_REACH)
    stream.seek(0)
    if not head.strip():
        raise UnreadableExport(_("This file is empty. Make the export again."))
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
    raise UnreadableExport(what_can_be_read())


def _kind_of_zip(stream: BinaryIO) -> Kind:
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as broken:
        raise UnreadableExport(
            _("This .zip file is damaged or cut short. Export the chat again.")
        ) from broken
    finally:
        stream.seek(0)
    if any(name.lower().endswith(".txt") for name in names):
        return Kind.WHATSAPP_ZIP
    if any(name.lower().endswith(".xml") for name in names):
        raise UnreadableExport(_("Unpack the .zip file first, and choose the .xml file in it."))
    raise UnreadableExport(what_can_be_read())


def what_can_be_read() -> str:
    return _(
        "This file cannot be read here. What can be read: messages and calls from the Android app "
        "SMS Backup & Restore (choose Back up now, then the .xml file), and a chat from WhatsApp "
        "(open the chat, choose More, then Export chat). An iPhone cannot export its messages: "
        "take pictures of the screen and add them as exhibits."
    )
