"""The originals of a case, and who held them."""

from dataclasses import dataclass
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..models import CustodyEvent, Exhibit, Incident

_PAGE = 100
_LONGEST = 9


def exhibits_of(*, actor: Actor, case: Case, incident: Incident | None = None) -> list[Exhibit]:
    """By number; of one incident, or of the whole case with the incident each belongs to."""
    rows = case.exhibits.visible_to(actor).order_by("number", "pk")
    return list(rows if incident is None else rows.filter(incident=incident))


@dataclass(frozen=True, slots=True)
class ExhibitPage:
    exhibits: list[Exhibit]
    next_after: int | None


def exhibit_page(*, actor: Actor, case: Case, after: str = "") -> ExhibitPage:
    """A page of the case's exhibits by number, each with its incident; after this number."""
    number = int(after) if after.isdecimal() and len(after) < _LONGEST else 0
    rows = case.exhibits.visible_to(actor).filter(number__gt=number)
    found = list(rows.select_related("incident").order_by("number", "pk")[: _PAGE + 1])
    shown = found[:_PAGE]
    return ExhibitPage(shown, shown[-1].number if len(found) > _PAGE else None)


@dataclass(frozen=True, slots=True)
class CustodyLine:
    event: CustodyEvent
    by: str


def custody_of(*, actor: Actor, exhibit: Exhibit) -> list[CustodyLine]:
    """All that happened to an exhibit, in order, with the name of who did it."""
    rows = CustodyEvent.objects.visible_to(actor).filter(exhibit=exhibit)
    events: list[CustodyEvent] = list(rows.order_by("position", "pk"))
    names: dict[UUID, str] = names_of(event.by for event in events)
    return [CustodyLine(event, names.get(event.by, "") if event.by else "") for event in events]
