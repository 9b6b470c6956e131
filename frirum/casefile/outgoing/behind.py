"""The guard's look at the rest of a matter: what is protected there, for comparing alone.

Nothing of it is shown to whoever writes; the words that were met are told to the conflict desk.
"""

from collections.abc import Iterable
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.models import ContactWay, Person
from frirum.casefile.people.queries import words_of_rows
from frirum.foundation.wall.peephole import behind_the_wall

from .guard.details import Detail, Sort
from .models import Approval, DeskQuestion, Release

_LOOK = "looks for what is protected elsewhere in a matter, in something that is to leave"
_LET_GO = "lets go of what the conflict desk was asked about a case that is erased"
_TELL = "lets a release go on, or stay, once the conflict desk has answered"


def details_elsewhere(case: Case) -> tuple[list[Detail], list[str]]:
    """What the other cases of the matter hold, of everybody in them but professionals.

    And the names of all on the other side, their lawyers too: nothing is addressed to them.
    """
    cases = behind_the_wall(Case, reason=_LOOK).filter(matter=case.matter_id).exclude(pk=case.pk)
    people = list(behind_the_wall(Person, reason=_LOOK).filter(case__in=cases.values("pk")))
    ways = list(behind_the_wall(ContactWay, reason=_LOOK).filter(case__in=cases.values("pk")))
    sides = dict(cases.values_list("pk", "side"))
    words = words_of_rows(people, ways)
    details = [
        Detail(Sort(word.kind), word.value)
        for word in words
        if word.role != PersonRole.PROFESSIONAL
    ]
    across = {one.pk for one in people if sides[one.case_id] != case.side}
    names = [w.value for w in words if w.kind == "name" and w.person_id in across]
    return details, names


def release_asked_about(release: UUID) -> Release | None:
    """For the desk's answer, which its case is told."""
    found: Release | None = behind_the_wall(Release, reason=_TELL).filter(pk=release).first()
    return found


def approvals_of(releases: Iterable[UUID]) -> list[Approval]:
    return list(behind_the_wall(Approval, reason=_TELL).filter(release__in=list(releases)))


def questions_about(case: UUID) -> list[DeskQuestion]:
    """What the desk was asked about a case that is erased."""
    return list(behind_the_wall(DeskQuestion, reason=_LET_GO).filter(subject=case))
