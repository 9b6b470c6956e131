"""Answers about enquiries, always for somebody."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q

from frirum.casefile.matching.models import Answer, Check, Verdict
from frirum.casefile.matching.queries import verdicts
from frirum.casefile.matters.models import DeclaredRelation, Side, Team
from frirum.casefile.matters.queries import declared_by, members_of, teams_of
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actors import Actor

from .choices import DeskOutcome, PartyRole, State
from .models import (
    Assessment,
    DeskDecision,
    Enquiry,
    EnquiryRecusal,
    Knock,
    Party,
    PassedOn,
    SafetyCall,
    StaffHit,
    Visitation,
)

PAGE = 50
_STAFF_SHOWN = 500
ACTIVE = (State.NEW, State.ASSESSED, State.OFFERED, State.WAITING)
_NETWORK_PARTS = 3
_PASSED_ON_SHOWN = 10
KNOCKS_PER_HOUR = 5


class StaffOfHit(NamedTuple):
    """The worker's name; what they declared, unless it is about themselves or was taken off; the
    name of who decided."""

    worker: str
    relation: DeclaredRelation | None
    decided_by: str


def enquiries_of(
    *, actor: Actor, states: Iterable[str], before: tuple[datetime, UUID] | None = None
) -> list[Enquiry]:
    """One page, newest first, and one row more when there is a next page."""
    rows = Enquiry.objects.visible_to(actor).in_state(*states)
    if before:
        at, pk = before
        rows = rows.filter(Q(received_at__lt=at) | Q(received_at=at, pk__gt=pk))
    return list(rows.order_by("-received_at", "pk")[: PAGE + 1])


def callers_of(*, actor: Actor, enquiries: Iterable[Enquiry]) -> dict[UUID, str]:
    """The name of whoever got in touch, by enquiry, in one read."""
    callers = Party.objects.visible_to(actor).filter(
        enquiry__in=[row.pk for row in enquiries], role=PartyRole.CALLER
    )
    return {row.enquiry_id: row.facts.full_name for row in callers.order_by("added_at", "pk")}


def verdicts_of(*, actor: Actor, enquiries: Iterable[Enquiry]) -> dict[UUID, Verdict]:
    return verdicts(actor=actor, subjects=[row.pk for row in enquiries])


def waiting_list(*, actor: Actor, limit: int = PAGE) -> list[Enquiry]:
    """Who waits, the safety call that is due first on top."""
    rows = Enquiry.objects.visible_to(actor).in_state(State.WAITING)
    return list(rows.order_by(F("call_due_on").asc(nulls_last=True), "received_at", "pk")[:limit])


def parties_of(*, actor: Actor, enquiry: Enquiry) -> list[Party]:
    """Whoever got in touch first, then in the order they were named."""
    rows = list(enquiry.parties.visible_to(actor).order_by("added_at", "pk"))
    return sorted(rows, key=lambda row: row.role != PartyRole.CALLER)


def assessment_of(*, actor: Actor, enquiry: Enquiry) -> Assessment | None:
    found: Assessment | None = Assessment.objects.visible_to(actor).filter(enquiry=enquiry).first()
    return found


def visitations_of(*, actor: Actor, enquiry: Enquiry) -> list[Visitation]:
    """Newest first; the first one holds."""
    rows = enquiry.visitations.visible_to(actor)
    return list(rows.order_by("-decided_at", "pk"))


def is_settled_by_desk(decisions: list[Visitation]) -> bool:
    """Newest first: the conflict desk's own decision names no worker."""
    return bool(decisions) and decisions[0].decided_by is None


def passed_on(*, actor: Actor) -> list[PassedOn]:
    """The newest enquiries that went from one's own team to the team that takes them on."""
    rows = PassedOn.objects.visible_to(actor).order_by("-passed_at", "pk")
    return list(rows[:_PASSED_ON_SHOWN])


def safety_calls_of(*, actor: Actor, enquiry: Enquiry) -> list[SafetyCall]:
    rows = enquiry.safety_calls.visible_to(actor)
    return list(rows.order_by("-called_at", "pk")[:PAGE])


def enquiry_of_form(*, actor: Actor, once: UUID) -> Enquiry | None:
    """The enquiry that this form made, if the actor may see it: it can lie with another team."""
    found: Enquiry | None = Enquiry.objects.visible_to(actor).filter(once=once).first()
    return found


def team_for(*, actor: Actor, side: Side) -> Team | None:
    """One's own team when it is on this side, else the first of the side."""
    own = [team for team in teams_of(actor) if side in (team.side, Side.NEUTRAL)]
    if own:
        return own[0]
    fitting = Team.objects.filter(side=side) if side != Side.NEUTRAL else Team.objects.all()
    return fitting.order_by("name", "pk").first()


def decisions_about(*, actor: Actor, subject: UUID) -> list[DeskDecision]:
    """What the desk decided before about this file. For the desk alone."""
    rows = DeskDecision.objects.visible_to(actor).filter(subject=subject)
    return list(rows.order_by("-decided_at", "pk")[:PAGE])


def waiting_for_more(*, actor: Actor, checks: Iterable[Check]) -> dict[UUID, datetime]:
    """Since when each of these holds waits until more is known; what came later ends the wait."""
    asked = {check.pk: check.asked_at for check in checks}
    rows = DeskDecision.objects.visible_to(actor).filter(
        check_id__in=list(asked), outcome=DeskOutcome.MORE
    )
    moments = rows.order_by("decided_at", "pk").values_list("check_id", "decided_at")
    return {check: at for check, at in moments if at >= asked[check]}


def staff_hits(*, actor: Actor) -> list[StaffHit]:
    """Who of the house may know somebody in a file: what waits, then what was decided, the newest
    first. For the desk, less what is about this person."""
    rows = StaffHit.objects.visible_to(actor).exclude(answer="")
    decided = rows.order_by("-decided_at", "pk")[:PAGE]
    return [*waiting_staff_hits(actor=actor), *_one_a_matter(decided)]


def waiting_staff_hits(*, actor: Actor) -> list[StaffHit]:
    """Those who work in that matter first, then the oldest."""
    rows = StaffHit.objects.visible_to(actor).filter(answer="")
    return _one_a_matter(rows.order_by("-works_there", "found_at", "pk")[:_STAFF_SHOWN])


def _one_a_matter(hits: Iterable[StaffHit]) -> list[StaffHit]:
    """Somebody stands in several files of one matter, the client's and their child's: one line."""
    lines: dict[Any, StaffHit] = {}
    for hit in hits:
        line = (hit.holder, hit.matter or hit.pk, hit.answer)
        if line not in lines or hit.belief > lines[line].belief:
            lines[line] = hit
    return list(lines.values())


def in_same_matter(*, actor: Actor, hit: StaffHit) -> list[StaffHit]:
    """The same person of the house in other files of the same matter, answered alike or not yet."""
    if not hit.matter:
        return []
    rows = StaffHit.objects.visible_to(actor).filter(answer=hit.answer, matter=hit.matter)
    return list(rows.filter(holder=hit.holder).exclude(pk=hit.pk))


def is_kept_apart(*, actor: Actor, hit: StaffHit) -> bool:
    """Whether another pair keeps the same worker apart from the same matter."""
    here = Q(matter=hit.matter) if hit.matter else Q(root=hit.root)
    rows = StaffHit.objects.visible_to(actor).filter(here, worker=hit.worker, answer=Answer.SAME)
    return bool(rows.exclude(pk=hit.pk).exists())


def staff_of_hit(hits: Iterable[StaffHit]) -> dict[UUID, StaffOfHit]:
    """Whom each of these is about, on the side of the house; in two reads."""
    rows = list(hits)
    names = names_of(person for row in rows for person in (row.worker, row.decided_by))
    told = {row.pk: row for row in declared_by(row.worker for row in rows)}
    return {
        row.pk: StaffOfHit(
            names.get(row.worker, ""), told.get(row.holder), names.get(row.decided_by or row.pk, "")
        )
        for row in rows
    }


def network_tag(address: str) -> bytes:
    """The network somebody writes from, as a keyed hash: the first three parts of its address."""
    separator = ":" if ":" in address else "."
    return tag("network", separator.join(address.split(separator)[:_NETWORK_PARTS]))


def has_knocked_enough(*, network: bytes, now: datetime) -> bool:
    recent: Any = Knock.objects.filter(network=network, at__gt=now - timedelta(hours=1))
    return bool(recent.count() >= KNOCKS_PER_HOUR)


def stand_still(*, by: Actor, enquiry: Enquiry) -> None:
    """Read it anew, and let nobody else write in it until the deed at hand is done.

    Two who press at the same moment: the second acts on what the first left.
    """
    rows = Enquiry.objects.visible_to(by).select_for_update(of=("self",))
    enquiry.refresh_from_db(from_queryset=rows)


def recusals_of(*, actor: Actor, enquiry: Enquiry) -> list[EnquiryRecusal]:
    """Who has stepped aside from this enquiry and was not let back, the newest first."""
    rows = EnquiryRecusal.objects.visible_to(actor).filter(enquiry=enquiry, let_back_at=None)
    return list(rows.order_by("-stepped_at", "pk"))


def recusals_of_team(*, actor: Actor, enquiry: Enquiry) -> list[EnquiryRecusal]:
    """The same for the team's leader. Whom the conflict desk keeps apart stands there only if they
    would see it otherwise."""
    rows = recusals_of(actor=actor, enquiry=enquiry)
    if any(row.by_desk for row in rows):
        own = {*members_of(enquiry.team), enquiry.team.leader}
        rows = [row for row in rows if row.worker in own or not row.by_desk]
    return rows


def kept_by_desk(*, actor: Actor, enquiry: Enquiry) -> set[UUID]:
    """Those of them whom the conflict desk keeps apart, and nobody else lets back."""
    return {row.worker for row in recusals_of(actor=actor, enquiry=enquiry) if row.by_desk}


def workers_apart(*, actor: Actor, enquiry: Enquiry) -> set[UUID]:
    return {row.worker for row in recusals_of(actor=actor, enquiry=enquiry)}


def is_seen_beside(*, actor: Actor, enquiry: Enquiry) -> bool:
    """Whether somebody else of the team sees this enquiry."""
    team = enquiry.team
    others = {*members_of(team), *([team.leader] if team.leader else [])}
    return bool(others - workers_apart(actor=actor, enquiry=enquiry) - {actor.worker_id})
