"""What WhatsApp itself writes into a chat, in Danish and English, Android and iPhone.

Told apart by form and place, so that nothing a person wrote is taken for the program's words.
"""

import re
from dataclasses import dataclass

from .chat_lines import MARKS, Entry

_MEDIA_NAME = r"(?P<name>[^<>/\\:\n]{1,200}\.[A-Za-z0-9]{1,8})"
_ANDROID_FILE = re.compile(
    rf"{_MEDIA_NAME} \((?:file attached|vedhæftet fil|fil vedhæftet)\)", re.IGNORECASE
)
_IPHONE_FILE = re.compile(
    rf"<(?:attached|vedhæftet|vedhæftet fil|vedhæftning):\s*{_MEDIA_NAME}>", re.IGNORECASE
)
_OMITTED = re.compile(
    r"<(?:media|medier|mediefil) (?:omitted|udeladt)>"
    r"|(?:image|video|audio|gif|sticker|document|contact card|video note"
    r"|billede|lyd|lydbesked|dokument|klistermærke|kontaktkort|videobesked)"
    r" (?:omitted|udeladt)",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message"
    r"|denne besked (?:blev|er) slettet|du (?:slettede|har slettet) denne besked)\.?",
    re.IGNORECASE,
)
_MISSED_CALL = re.compile(
    r"(?:missed (?:group )?(?:voice|video) call"
    r"|ubesvaret (?:gruppe)?(?:taleopkald|stemmeopkald|videoopkald|opkald))\b.{0,60}",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"end-to-end|krypter|security code|sikkerhedskode|created (?:this )?group|oprettede gruppen"
    r"|changed (?:the|this|their)|ændrede|\badded\b|tilføjede|\bremoved\b|fjernede|\bleft\b|forlod"
    r"|joined using|blev medlem|disappearing messages|beskeder, der forsvinder"
    r"|forsvindende beskeder|blocked this contact|blokerede denne kontakt"
    r"|is a contact|er en kontakt",
    re.IGNORECASE,
)
_NAMED_SYSTEM = re.compile(
    r"\b(?:changed the (?:subject|group)|created group|oprettede gruppen|ændrede (?:emnet|gruppe))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """An entry taken apart. No `sender`: the program wrote it."""

    sender: str
    text: str
    file_name: str = ""
    is_media_left_out: bool = False
    is_deleted: bool = False
    is_missed_call: bool = False


def said_in(entry: Entry) -> Said:
    sender, colon, text = entry.text.partition(": ")
    if not colon and entry.lines[0].endswith(":"):
        # A message whose first line is empty.
        sender, colon, text = entry.text.partition(":")
    sender = sender.strip(MARKS + " \xa0\u202f")
    if not colon or "\n" in sender or not sender or _NAMED_SYSTEM.search(sender):
        return Said("", entry.text.strip(MARKS + " \n"))
    is_marked = text[:1] in MARKS and bool(text)
    text = text.strip(MARKS + " \n")
    first = text.partition("\n")[0].strip(MARKS + " ")
    if is_marked and entry.has_brackets and _is_programs(first):
        return Said("", text)
    return _content(sender, text, first)


def _is_programs(line: str) -> bool:
    """On iPhone the program speaks in a person's name, behind a direction mark."""
    of_a_message = (_IPHONE_FILE, _OMITTED, _DELETED, _MISSED_CALL)
    return bool(_SYSTEM.search(line)) and not any(one.match(line) for one in of_a_message)


def _content(sender: str, text: str, first: str) -> Said:
    if _DELETED.fullmatch(text):
        return Said(sender, text, is_deleted=True)
    if _MISSED_CALL.fullmatch(text):
        return Said(sender, text, is_missed_call=True)
    if _OMITTED.fullmatch(first):
        return Said(sender, _after_first_line(text), is_media_left_out=True)
    android = _ANDROID_FILE.fullmatch(first)
    if android is not None:
        return Said(sender, _after_first_line(text), file_name=android["name"].strip(MARKS + " "))
    iphone = _IPHONE_FILE.search(text)
    if iphone is not None:
        rest = text[: iphone.start()] + text[iphone.end() :]
        return Said(sender, rest.strip(MARKS + " \n"), file_name=iphone["name"].strip())
    return Said(sender, text)


def _after_first_line(text: str) -> str:
    return text.partition("\n")[2].strip(MARKS + " \n")
