"""Letters of a case and of a worker, and what a new one is filled with."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from frirum.casefile.matters.models import Case, PhaseKind
from frirum.casefile.matters.queries import how_it_stands
from frirum.casefile.outgoing.models import Stand
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.queries import people_of
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.work.safety.queries import has_open_risk

from .fields import Facts
from .models import Letter, LetterVersion

PAGE = 50


def letters_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Letter]:
    """Last changed first, with where each stands."""
    held = Letter.objects.visible_to(actor).filter(case=case).select_related("release")
    return list(held.order_by("-changed_at", "pk")[:limit])


def my_drafts(*, actor: Actor, limit: int = 8) -> list[Letter]:
    """What this worker has begun and nobody was asked about yet, last changed first."""
    mine = Letter.objects.visible_to(actor).filter(begun_by=actor.worker_id)
    drafts = mine.filter(release=None) | mine.filter(release__stand=Stand.STOPPED)
    return list(drafts.select_related("case", "release").order_by("-changed_at", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class VersionRow:
    version: LetterVersion
    who: str


def versions_of(*, actor: Actor, letter: Letter) -> list[VersionRow]:
    """Earlier texts, the last one first."""
    held = list(letter.versions.visible_to(actor).order_by("-number", "pk"))
    names = names_of(one.saved_by for one in held)
    return [VersionRow(one, names.get(one.saved_by, "")) for one in held]


def facts_for(*, actor: Actor, case: Case, recipient: str, today: date) -> Facts:
    """What the allow-list takes from the case. No place, no number, nobody on the other side."""
    people = people_of(actor=actor, case=case)
    client = next((one for one in people if one.role == PersonRole.CLIENT), None)
    children = tuple(
        one.identity.given_name
        for one in people
        if one.role == PersonRole.CHILD and one.identity.given_name
    )
    phase = how_it_stands(actor=actor, case=case).phase
    worker = User.objects.filter(pk=actor.worker_id).first()
    born = client.identity.birth_date if client else None
    return Facts(
        today=today,
        client=client.full_name if client else "",
        birth_year=str(born.year) if born else "",
        number=case.number,
        since=phase.since if phase else None,
        is_ongoing=bool(phase and phase.kind == PhaseKind.ONGOING),
        worker=worker.name if worker else "",
        worker_title=worker.title if worker else "",
        centre=settings.CENTRE_NAME,
        centre_contact=settings.CENTRE_CONTACT,
        recipient=recipient,
        children=children,
    )


def needs_reader(*, actor: Actor, case: Case, today: date) -> bool:
    """While risk is open, or the stalking goes on, a colleague reads every letter first."""
    phase = how_it_stands(actor=actor, case=case).phase
    goes_on = phase is None or phase.kind == PhaseKind.ONGOING
    return goes_on or has_open_risk(actor=actor, case=case, on=today)
