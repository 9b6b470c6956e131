"""Precautions that have helped others, in our own words: a whole file for each language."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .domains import Domain

_HERE = Path(__file__).parent / "precautions"


@dataclass(frozen=True, slots=True)
class Suggestion:
    code: str
    text: str


@cache
def suggestions(language: str) -> dict[Domain, list[Suggestion]]:
    """By domain, in the order of the plan. A language without a file of its own gets Danish."""
    path = _HERE / f"{language}.json"
    held = json.loads((path if path.exists() else _HERE / "da.json").read_text("utf-8"))
    return {
        domain: [Suggestion(code, text) for code, text in held[domain.value].items()]
        for domain in Domain
    }


def suggested(language: str, code: str) -> tuple[Domain, Suggestion] | None:
    for domain, all_of in suggestions(language).items():
        for one in all_of:
            if one.code == code:
                return domain, one
    return None
