"""What a gateway is handed, and how it says that it could not."""

import enum
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Envelope:
    """For one address. There is no place for a second one, open or hidden."""

    address: str
    subject: str
    text: str
    file_name: str = ""
    content: bytes = b""


class Trouble(enum.StrEnum):
    """LATER: nothing was handed over. REFUSED: nor will it be. UNSURE: perhaps it was."""

    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Handed:
    """`trouble` is None when the other end took it over."""

    trouble: Trouble | None = None


class Gateway(Protocol):
    def send(self, envelope: Envelope) -> Handed: ...
