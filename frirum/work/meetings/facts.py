"""What is told of a meeting, apart from any table."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.casefile.agencies.queries import Recipient
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMeeting:
    """A meeting as it is planned. `at` is its beginning, `minutes` how long it lasts.

    `meets_other_side`: somebody of the other side may be there, as in court or when a child is
    handed over; then `kept_apart` says how the two never stand in one room.
    """

    purpose: str
    at: datetime
    minutes: int
    place: str = ""
    coordinator: UUID | None = None
    meets_other_side: bool = False
    kept_apart: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Whom a meeting asks: a person of the case, an agency and perhaps somebody there, or a name
    in no register. `role` is what they are as a recipient.
    """

    role: RecipientRole
    person: Person | None = None
    agency: Agency | None = None
    agent: AgencyPerson | None = None
    who: str = ""

    @property
    def words(self) -> str:
        if self.person:
            return str(self.person.full_name)
        if self.agency:
            return Recipient(self.agency, self.agent).words
        return self.who


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTopic:
    """One thing that is to be told, and the law that allows it where no consent does."""

    content: Content
    words: str
    law: str = ""
    law_reason: str = ""
