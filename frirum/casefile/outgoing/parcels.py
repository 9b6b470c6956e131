"""What is about to leave, as whoever makes it hands it over: for whom, what it says, its files."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole

from .models import Kind


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that leaves. `where` says to a person where it stands: "Text", "Subject"."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that leaves. `name` is looked through like a text; what leaves has a neutral name.

    `source`: bytes that Frirum made itself, or the id of a sealed file of this case, which somebody
    else made and which is read apart. `made_of`: for a package of Frirum's own, the sealed files in
    it; they are read instead, and what else it says stands in the pieces.
    """

    name: str
    source: UUID | bytes | Iterable[bytes]
    made_of: tuple[UUID, ...] | None = None

    @property
    def originals(self) -> tuple[UUID, ...]:
        """The sealed files that leave as they are."""
        if isinstance(self.source, UUID):
            return (self.source,)
        return self.made_of or ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One thing for one person. There is no way to name a second one.

    `agency` is the id of the agency's person in the register, when it is one. `basis` may be
    missing only for what goes to the client. `enclosed` is the file that is handed over; a message
    has none. `wants_reader`: a colleague reads it before it leaves, as when risk is open.
    """

    kind: Kind
    role: RecipientRole
    recipient: str
    contents: frozenset[Content]
    pieces: tuple[Piece, ...] = ()
    enclosed: Enclosed | None = None
    basis: Basis | None = None
    agency: UUID | None = None
    wants_reader: bool = False
