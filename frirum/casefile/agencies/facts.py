"""What is written of an agency or of one of its people, apart from any table."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFacts:
    """`found_in`: where the number to call back on was looked up, such as "borger.dk"."""

    name: str
    phone: str = ""
    email: str = ""
    call_back: str = ""
    found_in: str = ""

    def as_columns(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFacts(ListedFacts):
    kind: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts(ListedFacts):
    title: str = ""
