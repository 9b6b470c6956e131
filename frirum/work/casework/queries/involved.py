"""Who has a part, who coordinates, and what was said."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from frirum.casefile.agencies.queries import Recipient
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..kinds import CHANNEL_ICONS, ContactChannel, IdentityCheck
from ..models import AgencyContact, Coordination, Involvement, Proceeding


def involvements_of(*, actor: Actor, case: Case) -> list[Involvement]:
    """Those that still have a part first, in the order in which they came."""
    rows = Involvement.objects.visible_to(actor).filter(case=case)
    along = rows.select_related("agency", "agent").order_by("since", "added_at", "pk")
    return sorted(along, key=lambda row: row.ended_on is not None)


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Who coordinates since when: an involved agency, or one of ourselves."""

    words: str
    since: date
    involvement: UUID | None
    worker: UUID | None


def coordinator_of(*, actor: Actor, case: Case) -> Coordinator | None:
    rows = Coordination.objects.visible_to(actor).filter(case=case, until=None)
    along = rows.select_related("involvement__agency", "involvement__agent").order_by("pk")
    held: Coordination | None = along.first()
    if held is None:
        return None
    words = held.involvement.words if held.involvement else ""
    if held.worker:
        words = names_of([held.worker]).get(held.worker, "")
    return Coordinator(words, held.since, held.involvement_id, held.worker)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as a list shows it."""

    contact: AgencyContact
    whom: str
    icon: str
    by: str
    is_unchecked: bool


def contact_rows(rows: list[AgencyContact]) -> list[ContactRow]:
    names = names_of(row.added_by for row in rows)
    return [
        ContactRow(
            contact=row,
            whom=_whom(row),
            icon=CHANNEL_ICONS[ContactChannel(row.channel)],
            by=names.get(row.added_by, "") if row.added_by else "",
            is_unchecked=row.identity == IdentityCheck.NOT_CHECKED,
        )
        for row in rows
    ]


def contacts_of(*, actor: Actor, case: Case) -> Any:
    """Newest first, to be cut into pages."""
    rows = AgencyContact.objects.visible_to(actor).filter(case=case)
    return rows.select_related("agency", "agent").order_by("-at", "pk")


def _whom(row: AgencyContact) -> str:
    known = [str(one) for one in (row.agency, row.agent) if one]
    return " · ".join([*known, *([row.who] if row.who else [])])


def contactable(*, actor: Actor, case: Case) -> list[Recipient]:
    """Those a contact may be logged with: all that have or had a part, each once."""
    found: dict[str, Recipient] = {}
    involved = involvements_of(actor=actor, case=case)
    reported = Proceeding.objects.visible_to(actor).filter(case=case).exclude(agency=None)
    along = reported.select_related("agency", "agent").order_by("-started_on", "pk")
    for row in [*involved, *along]:
        for one in (Recipient(row.agency, row.agent), Recipient(row.agency)):
            found.setdefault(one.value, one)
    return list(found.values())
