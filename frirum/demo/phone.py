"""Exports of Alma's phone to try the import with: as a phone writes them, and nobody is in them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from frirum.work.incidents.imports.synthetic import (
    ChatForm,
    Line,
    sms_file,
    sms_row,
    whatsapp_chat,
)

from .alma import BOS_PHONE, MOTHERS_PHONE, SONJAS_PHONE
from .pool import texts

FOLDER = "proev-selv"
FILES = ("sms-fra-bo.xml", "opkald.xml", "whatsapp-chat.txt")
_SEED, _DAYS = 600, 42
# How an Android phone writes that a call was taken, missed, put away or blocked.
_CALL_KINDS = "3333335336"
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"


def write_samples(folder: Path, *, now: datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    contents = (sms_export(now), calls_export(now), chat_export(now))
    for name, content in zip(FILES, contents, strict=True):
        (folder / name).write_bytes(content)


def sms_export(now: datetime) -> bytes:
    """Some 600 text messages: Bo's evenings, and the everyday of those who help."""
    rng = Random(_SEED)
    rows = [(line, BOS_PHONE) for line in _evenings(rng, now, about=12)]
    for who, number, count in (("ruth", MOTHERS_PHONE, 40), ("sonja", SONJAS_PHONE, 18)):
        rows += [(line, number) for line in _everyday(rng, now, who, count)]
    rows.sort(key=lambda row: row[0].at)
    return sms_file((sms_row(line, _abroad(number)) for line, number in rows), len(rows))


def chat_export(now: datetime) -> bytes:
    lines = list(_evenings(Random(_SEED + 1), now, about=5, days=21))
    return whatsapp_chat(ChatForm.ANDROID_DANISH, lines)


def calls_export(now: datetime) -> bytes:
    """Mostly calls at night that were not taken; some without a number."""
    rng = Random(_SEED + 2)
    rows = []
    for day in range(_DAYS, 0, -1):
        at = _evening(now, day) + timedelta(minutes=rng.randrange(200))
        for _ in range(rng.choice((0, 0, 1, 2, 6, 9))):
            at += timedelta(seconds=rng.randrange(40, 400))
            number = "-1" if rng.random() < 0.2 else _abroad(BOS_PHONE)
            kind = rng.choice(_CALL_KINDS)
            rows.append(
                f'  <call number="{number}" duration="0" date="{int(at.timestamp() * 1000)}" '
                f'type="{kind}" presentation="1" readable_date="" contact_name="Bo" />\n'
            )
    body = f'<calls count="{len(rows)}">\n{"".join(rows)}</calls>'
    return (_HEAD + body).encode()


def _evenings(rng: Random, now: datetime, *, about: int, days: int = _DAYS) -> Iterator[Line]:
    """Bo writes on most evenings, twice as much on some, and then a few days not at all."""
    words = texts("phone")
    pause = rng.randrange(days // 3, days // 2)
    for day in range(days, 0, -1):
        if pause - 4 < day <= pause:
            continue
        at = _evening(now, day) + timedelta(minutes=rng.randrange(120))
        for _ in range(rng.randrange(about // 2, about * 2 + 4)):
            yield Line(at, "Bo", rng.choice(words["bo"]))
            at += timedelta(seconds=rng.randrange(20, 900))
        if rng.random() < 0.08:
            yield Line(at, "Alma", rng.choice(words["alma"]))


def _everyday(rng: Random, now: datetime, who: str, count: int) -> Iterator[Line]:
    for _ in range(count):
        day = rng.randrange(1, _DAYS)
        at = _evening(now, day) - timedelta(minutes=rng.randrange(60, 600))
        yield Line(at, who.title(), rng.choice(texts("phone")[who]))


def _evening(now: datetime, days_ago: int) -> datetime:
    """Half past six of that day, by Danish winter time."""
    day = (now - timedelta(days=days_ago)).replace(hour=17, minute=30, second=0, microsecond=0)
    return day - timedelta(days=1) if day > now else day


def _abroad(number: str) -> str:
    return "+45" + number.replace(" ", "")
