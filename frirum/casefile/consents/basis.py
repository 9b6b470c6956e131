"""On what basis something leaves: a consent of the case, or what the country's law allows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Basis:
    """Either `consent`, the id of a consent of this case; or `law`, a code of the country's list
    (`foundation/country`), with the `reason` why it holds here.
    """

    consent: UUID | None = None
    law: str = ""
    reason: str = ""

    def to_json(self) -> dict[str, str | None]:
        consent = str(self.consent) if self.consent else None
        return {"consent": consent, "law": self.law, "reason": self.reason}

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> "Basis":
        consent = UUID(held["consent"]) if held["consent"] else None
        return cls(consent=consent, law=held["law"], reason=held["reason"])
