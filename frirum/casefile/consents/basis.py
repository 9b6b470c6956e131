"""On what basis something leaves: a consent of the case, or what the country's law allows."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Basis:
    """Either `consent`, the id of a consent of this case; or `law`, a code of the country's list
    (`foundation/country`), with the `reason` why it holds here.
    """

    consent: UUID | None = None
    law: str = ""
    reason: str = ""
