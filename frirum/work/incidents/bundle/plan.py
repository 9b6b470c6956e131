"""What goes into a bundle, as somebody decided. Whatever is not named here stays in the house."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .content import Language


class Which(StrEnum):
    ALL = "all"
    STARRED = "starred"
    REPORTED = "reported"
    BREACHES = "breaches"


class Part(StrEnum):
    MESSAGES = "messages"
    EXHIBITS = "exhibits"
    PLACE = "place"
    WITNESSES = "witnesses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`client`, `other_party` and `introduction` stand in the report as they are written here."""

    first_day: date
    last_day: date
    which: Which = Which.ALL
    language: Language = "da"
    parts: frozenset[Part] = frozenset({Part.MESSAGES, Part.EXHIBITS})
    client: str = ""
    other_party: str = ""
    introduction: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "parts": sorted(self.parts),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Plan":
        return cls(
            **{
                **kept,
                "first_day": date.fromisoformat(kept["first_day"]),
                "last_day": date.fromisoformat(kept["last_day"]),
                "which": Which(kept["which"]),
                "parts": frozenset(Part(part) for part in kept["parts"]),
            }
        )
