"""What stands on the paper. The text has headings (#), lists (-) and paragraphs, and no more."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby


class Form(enum.StrEnum):
    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: heading, list or text. `lines` as they were written."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """No letterhead that tells who writes: the envelope and the paper are plain."""

    language: str
    recipient: str
    day: date
    subject: str
    body: str

    def blocks(self) -> Iterator[Block]:
        for is_empty, lines in groupby(self.body.split("\n"), key=lambda line: not line.strip()):
            if not is_empty:
                yield from _blocks([line.strip() for line in lines])


def _blocks(lines: list[str]) -> Iterator[Block]:
    for kind, same in groupby(lines, key=_kind):
        held = list(same)
        if kind == "heading":
            yield from (Block(kind, (line.lstrip("# "),)) for line in held)
        elif kind == "list":
            yield Block(kind, tuple(line[1:].strip() for line in held))
        else:
            yield Block(kind, tuple(held))


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    return "list" if line.startswith(("- ", "* ")) else "text"
