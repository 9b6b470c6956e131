"""On what basis something may be told to somebody without the client's consent."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as _Words


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One of the country's bases. `statute` is where it stands; `roles` are the recipients' codes
    to whom it allows something to be told, none for everybody.
    """

    code: str
    words: "_Words"
    statute: str
    roles: frozenset[str] = frozenset()

    def allows(self, role: str) -> bool:
        return not self.roles or role in self.roles
