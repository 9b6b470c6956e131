"""A safety plan as a whole: what a version keeps, what a page shows, what is printed."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from .domains import Domain, Point, PointStand


@dataclass(frozen=True, slots=True)
class Line:
    """One measure as it stood."""

    domain: str
    text: str
    owner: str
    decided_on: str
    due_on: str | None = None
    done_on: str | None = None
    review_on: str | None = None

    @property
    def due(self) -> date | None:
        return date.fromisoformat(self.due_on) if self.due_on else None

    @property
    def done(self) -> date | None:
        return date.fromisoformat(self.done_on) if self.done_on else None


@dataclass(frozen=True, slots=True)
class Looked:
    """A point of the digital list, in words."""

    code: str
    words: str
    stand: str
    stand_words: str
    since: date | None
    note: str

    @property
    def is_looked_at(self) -> bool:
        return bool(self.stand or self.note)


@dataclass(frozen=True, slots=True)
class Document:
    lines: list[Line] = field(default_factory=list)
    contacts: str = ""
    code_word: str = ""
    points: dict[str, dict[str, str]] = field(default_factory=dict)
    review_on: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> "Document":
        lines = [Line(**one) for one in held["lines"]]
        return cls(**{**held, "lines": lines})

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.contacts or self.code_word or self.points)

    @property
    def by_domain(self) -> list[tuple[Domain, list[Line]]]:
        """Domains with measures in them, in the order of the plan."""
        by = ((one, [line for line in self.lines if line.domain == one]) for one in Domain)
        return [(domain, lines) for domain, lines in by if lines]

    @property
    def looked_at(self) -> list[Looked]:
        return [one for one in points_in_words(self.points) if one.is_looked_at]


def points_in_words(points: dict[str, dict[str, str]]) -> list[Looked]:
    """The whole digital list."""
    found = []
    for point in Point:
        held = points.get(point.value, {})
        since, stand = held.get("since", ""), held.get("stand", "")
        found.append(
            Looked(
                code=point.value,
                words=str(point.label),
                stand=stand,
                stand_words=str(PointStand(stand).label),
                since=date.fromisoformat(since) if since else None,
                note=held.get("note", ""),
            )
        )
    return found
