"""Made-up exports, byte for byte as phones write them; for the demo and for tests.

Nobody in them exists. The words are the everyday ones of somebody who will not let go.
"""

import base64
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import cycle, islice
from xml.sax.saxutils import quoteattr

from .exports import COPENHAGEN

FIRST_MOMENT = datetime(2026, 8, 24, 5, 12, 7, tzinfo=UTC)
# Numbers that are given to nobody's telephone.
BO, ALMAS_MOTHER = "+4500001234", "+4500005678"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_BOS_WORDS = (
    "Hvorfor svarer du ikke?",
    "Jeg så at du var på arbejde i dag",
    "Ring til mig",
    "Vi skal bare snakke 🙂",
    "Hvem var det du gik sammen med?",
    "Jeg venter på dig & bilen",
    "Svar nu",
    "Du kan ikke blive ved med at lade som ingenting",
)
_ALMAS_WORDS = ("Lad mig være i fred.", "Jeg ønsker ingen kontakt.")
_XML_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--Backup-->\n"


class ChatForm(StrEnum):
    ANDROID_DANISH = "android da"
    ANDROID_ENGLISH = "android en"
    IPHONE_DANISH = "iphone da"
    IPHONE_ENGLISH = "iphone en"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: by whom (empty: the program), when (UTC), and what."""

    at: datetime
    sender: str
    text: str


def conversation(count: int, *, start: datetime = FIRST_MOMENT) -> list[Line]:
    """Bo writes in bursts of eight, then is silent for some hours; Alma answers rarely."""
    words, replies = cycle(_BOS_WORDS), cycle(_ALMAS_WORDS)
    lines, at = [], start
    for number in range(count):
        is_reply = number % 19 == 18
        lines.append(
            Line(at, "Alma" if is_reply else "Bo", next(replies) if is_reply else next(words))
        )
        at += timedelta(hours=7) if number % 8 == 7 else timedelta(minutes=4, seconds=number % 50)
    return lines


def sms_row(line: Line, number: str = BO) -> str:
    written = line.at.astimezone(COPENHAGEN).strftime("%d.%m.%Y %H.%M.%S")
    kind = 2 if line.sender == "Alma" else 1
    return (
        f'  <sms protocol="0" address="{number}" date="{_epoch(line.at)}" type="{kind}" '
        f'subject="null" body={as_phones_write(line.text)} read="1" status="-1" '
        f'readable_date="{written}" contact_name="Bo" />\n'
    )


def mms_row(line: Line, picture: bytes = PICTURE, number: str = BO) -> str:
    data = base64.b64encode(picture).decode("ascii")
    own, box = ("137", 2) if line.sender == "Alma" else ("151", 1)
    other = "151" if own == "137" else "137"
    return (
        f'  <mms date="{_epoch(line.at)}" msg_box="{box}" address="{number}" '
        f'readable_date="" contact_name="Bo">\n    <parts>\n'
        '      <part seq="-1" ct="application/smil" name="null" text="&lt;smil/&gt;" />\n'
        f'      <part seq="0" ct="image/png" name="IMG_1.png" cl="IMG_1.png" data="{data}" />\n'
        f'      <part seq="0" ct="text/plain" text={as_phones_write(line.text)} />\n'
        f'    </parts>\n    <addrs>\n      <addr address="{number}" type="{other}" />\n'
        f'      <addr address="insert-address-token" type="{own}" />\n    </addrs>\n  </mms>\n'
    )


def sms_backup(count: int = 100) -> bytes:
    """A backup of text messages between Alma's phone and Bo's."""
    return sms_file(map(sms_row, conversation(count)), count)


def sms_file(rows: Iterable[str], count: int) -> bytes:
    return f'{_XML_HEAD}<smses count="{count}">\n{"".join(rows)}</smses>'.encode()


def calls_backup(count: int = 40) -> bytes:
    """Mostly calls that Alma did not take; every tenth has no number shown."""
    return f'{_XML_HEAD}<calls count="{count}">\n{"".join(_calls(count))}</calls>'.encode()


def whatsapp_chat(
    form: ChatForm = ChatForm.ANDROID_DANISH, lines: Iterable[Line] | None = None
) -> bytes:
    """The text of a chat as that phone exports it, encryption notice first."""
    said = list(conversation(100)) if lines is None else list(lines)
    start = said[0].at if said else FIRST_MOMENT
    notice = (
        "Messages and calls are end-to-end encrypted."
        if form in {ChatForm.ANDROID_ENGLISH, ChatForm.IPHONE_ENGLISH}
        else "Beskeder og opkald er krypteret fra ende til anden (end-to-end)."
    )
    whole = [Line(start, "", notice), *said]
    return "".join(chat_line(line, form) for line in whole).encode()


def chat_line(line: Line, form: ChatForm) -> str:
    local = line.at.astimezone(COPENHAGEN)
    half = "\u202fPM" if local.hour >= 12 else "\u202fAM"
    hour = local.hour % 12 or 12
    short = f"{local.month}/{local.day}/{local:%y}, {hour}:{local:%M}"
    stamp = {
        ChatForm.ANDROID_DANISH: f"{local:%d.%m.%Y %H.%M} - ",
        ChatForm.ANDROID_ENGLISH: f"{short}{half} - ",
        ChatForm.IPHONE_DANISH: f"[{local:%d.%m.%Y %H.%M.%S}] ",
        ChatForm.IPHONE_ENGLISH: f"[{short}:{local:%S}{half}] ",
    }[form]
    is_iphone = form in {ChatForm.IPHONE_DANISH, ChatForm.IPHONE_ENGLISH}
    if line.sender:
        return f"{stamp}{line.sender}: {line.text}\n"
    return f"{stamp}Bo: \u200e{line.text}\n" if is_iphone else f"{stamp}{line.text}\n"


def whatsapp_zip(chat: bytes, media: dict[str, bytes], name: str = "_chat.txt") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, chat)
        for file_name, data in media.items():
            archive.writestr(file_name, data)
    return packed.getvalue()


def as_phones_write(text: str) -> str:
    """An attribute as the app writes it: signs beyond the first 65,536 as two half characters."""
    quoted = quoteattr(text, {"\n": "&#10;"})
    return "".join(_halves(sign) if ord(sign) > 0xFFFF else sign for sign in quoted)


def _halves(sign: str) -> str:
    pair = sign.encode("utf-16-be")
    return "".join(f"&#{int.from_bytes(pair[at : at + 2])};" for at in (0, 2))


def _epoch(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _calls(count: int) -> Iterator[str]:
    at = FIRST_MOMENT
    kinds = islice(cycle("3333535312"), count)
    for number, kind in enumerate(kinds):
        shown = "-1" if number % 10 == 9 else BO
        seconds = 34 if kind in "12" else 0
        yield (
            f'  <call number="{shown}" duration="{seconds}" date="{_epoch(at)}" type="{kind}" '
            f'presentation="1" readable_date="" contact_name="Bo" />\n'
        )
        at += timedelta(hours=5) if number % 9 == 8 else timedelta(minutes=3)
