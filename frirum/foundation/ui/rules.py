"""How typed days and clock times are read."""

import re
from datetime import date, time, timedelta

DAY_WORDS = {
    "i dag": 0, "idag": 0, "today": 0,
    "i går": -1, "igår": -1, "i gaar": -1, "yesterday": -1,
    "i morgen": 1, "imorgen": 1, "tomorrow": 1,
}  # fmt: skip
MONTH_STARTS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
PARTED_DAY = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4}|\d{2})")
SOLID_DAY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
WORDED_DAY = re.compile(r"(\d{1,2})\.?\s*([a-z]{3})[a-z]*\.?\s*(\d{4}|\d{2})")
CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:,]?(\d{2}))?")


class Unreadable(ValueError):
    """The text does not look like a day or a time at all."""


class Impossible(ValueError):
    """It looks like one, but no calendar or clock has it."""


def read_day(typed: str, *, today: date) -> date:
    """3-9-26, 030926, 03.09.2026, 3/9 2026, 3. sep. 2026, 2026-09-03 or a word such as "i går".

    Two-digit years more than ten years ahead belong to the last century, so that a birthday can
    be typed as 030985.

    Raises:
        Unreadable, Impossible
    """
    text = " ".join(typed.lower().split()).rstrip(".")
    if text in DAY_WORDS:
        return today + timedelta(days=DAY_WORDS[text])
    if found := ISO_DAY.fullmatch(text):
        year, month, number = (int(part) for part in found.groups())
    elif found := PARTED_DAY.fullmatch(text) or SOLID_DAY.fullmatch(text):
        number, month = int(found[1]), int(found[2])
        year = _full_year(found[3], today)
    elif (found := WORDED_DAY.fullmatch(text)) and found[2] in MONTH_STARTS:
        number, month = int(found[1]), MONTH_STARTS[found[2]]
        year = _full_year(found[3], today)
    else:
        raise Unreadable(typed)
    try:
        return date(year, month, number)
    except ValueError:
        raise Impossible(typed) from None


def _full_year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    year += today.year // 100 * 100
    return year if year <= today.year + 10 else year - 100


def read_clock(typed: str) -> time:
    """22.14, 22:14, 2214, 714, kl. 7

    Raises:
        Unreadable, Impossible
    """
    text = typed.lower().strip()
    if re.fullmatch(r"\d{3}", text):
        text = f"0{text}"
    found = CLOCK.fullmatch(text)
    if not found:
        raise Unreadable(typed)
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise Impossible(typed)
    return time(hour, minute)


def read_phone(typed: str) -> str:
    """The number as it was typed, with single spaces and nothing but digits and a leading plus.

    Raises:
        Unreadable: letters, or fewer than 3 or more than 15 digits (ITU-T E.164 ends at 15).
    """
    text = " ".join(re.sub(r"[-./()\u00a0]", " ", typed).split())
    digits = sum(character.isdigit() for character in text)
    if not re.fullmatch(r"\+?[0-9 ]+", text) or not 3 <= digits <= 15:
        raise Unreadable(typed)
    return text
