"""Reads `planted.txt`: which detail goes into which item, and how it is written there."""

import re
from dataclasses import dataclass
from random import Random

from .corrupting import TOOLS
from .world import MATTERS, lines_of, value_of

_BY_HAND = re.compile(r"\[\[(.+?)\]\](?!\])", re.DOTALL)
_BY_TOOL = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Plan:
    matter: str
    whose: str
    what: str
    held: str
    hiding: str
    language: str
    kind: str
    role: str
    place: str
    also: tuple[str, ...]
    sentence: str
    value: str
    as_written: str
    made_by: str

    @property
    def ending(self) -> str:
        """Of its file; none if it stands in plain text."""
        where, _, which = self.place.partition(":")
        if where in {"text", "name"}:
            return which
        return {"prop": "docx", "pdf20": "pdf"}.get(where, where)


def plans(chance: Random) -> list[Plan]:
    return [_plan(line, chance) for line in lines_of("planted")]


def _plan(line: str, chance: Random) -> Plan:
    matter, whose, what, held, hiding, language, kind, role, place, also, sentence = line.split("|")
    value = value_of(MATTERS[matter], whose, what, held)
    sentence = sentence.replace("\\n", "\n")
    if tool := _BY_TOOL.search(sentence):
        written = TOOLS[tool[1]](value, chance)
        sentence = sentence.replace(tool[0], written)
    else:
        hand = _BY_HAND.search(sentence)
        assert hand, line
        written = hand[1]
        sentence = sentence.replace(hand[0], written)
    return Plan(
        matter=matter,
        whose=whose,
        what=what.partition("#")[0],
        held=held,
        hiding=hiding,
        language=language,
        kind=kind,
        role=role,
        place=place,
        also=tuple(also.split(",")) if also else (),
        sentence=sentence,
        value=value,
        as_written=written,
        made_by=tool[1] if tool else "hand",
    )
