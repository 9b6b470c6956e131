"""Cuts a WhatsApp chat into entries: who wrote what when, in the words of the file.

One pattern takes Android and iPhone, Danish and English, 12 and 24 hours. Its blanks take the
narrow no-break space that phones put before AM and PM; direction marks are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_ENTRY = re.compile(
    rf"[{MARKS}]*(?P<bracket>\[)?"
    r"(?P<written>(?P<a>[0-9]{1,4})(?P<mark>[./-])(?P<b>[0-9]{1,2})(?P=mark)(?P<c>[0-9]{2,4})"
    r"\.?,?\s{1,3}(?:kl\.?\s?)?(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})"
    r"(?:[.:](?P<second>[0-9]{2}))?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?)"
    r"(?(bracket)\]\s?|\s[-\u2013]\s)(?P<rest>.*)",
    re.DOTALL,
)
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Entry:
    """One dated entry. `numbers` are the three of the date in the file's order, unsettled."""

    row: int
    written: str
    mark: str
    numbers: tuple[int, int, int]
    is_year_first: bool
    hour: int
    minute: int
    second: int
    has_brackets: bool
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def entries_of(text: str) -> Iterator[Entry]:
    """Every entry with its further lines. What stands before the first one belongs to nobody.

    A file is of one form throughout; a dated line of the other form is part of a message.
    """
    current: Entry | None = None
    for row, line in enumerate(_LINE_END.split(text), start=1):
        found = _entry(row, line)
        if found is not None and (current is None or found.has_brackets == current.has_brackets):
            if current is not None:
                yield _trimmed(current)
            current = found
        elif current is not None:
            current.lines.append(line)
    if current is not None:
        yield _trimmed(current)


def _trimmed(entry: Entry) -> Entry:
    while len(entry.lines) > 1 and not entry.lines[-1].strip():
        entry.lines.pop()
    return entry


def _entry(row: int, line: str) -> Entry | None:
    found = _ENTRY.match(line)
    if found is None:
        return None
    hour = int(found["hour"])
    if found["half"] is not None:
        # 13 PM is no hour; 99 makes the row fail where the time is put together.
        is_afternoon = found["half"] in "pP"
        hour = hour % 12 + 12 * is_afternoon if hour <= 12 else 99
    return Entry(
        row=row,
        written=" ".join(found["written"].split()),
        mark=found["mark"],
        numbers=(int(found["a"]), int(found["b"]), int(found["c"])),
        is_year_first=len(found["a"]) == 4,
        hour=hour,
        minute=int(found["minute"]),
        second=int(found["second"] or 0),
        has_brackets=found["bracket"] is not None,
        lines=[found["rest"]],
    )
