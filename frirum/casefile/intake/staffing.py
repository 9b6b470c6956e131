"""Intake's look behind the wall for staff who may know somebody in a file.

Which files stand in one matter, who stands with them, and what the worker had promised in them: to
keep somebody apart from all of it. None of it is shown to anybody.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from frirum.casefile.matters.models import Assignment, Case, Recusal
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.peephole import behind_the_wall

from .models import Enquiry, EnquiryRecusal

_REASON = "keeps a member of staff apart from a matter in which they know somebody"


class Files(NamedTuple):
    """All that stands in the matter of one case or enquiry. Enquiries that are no case yet."""

    matter: UUID | None
    cases: list[Case]
    enquiries: list[Enquiry]


def files_of(root: UUID) -> Files:
    """The files of the matter in which this case or enquiry stands; none when it is gone."""
    asked = behind_the_wall(Enquiry, reason=_REASON).filter(pk=root).first()
    case_id = asked.case_id if asked and asked.case_id else root
    cases = behind_the_wall(Case, reason=_REASON)
    case = cases.filter(pk=case_id).first()
    matter = case.matter_id if case else asked.matter_id if asked else None
    enquiries = behind_the_wall(Enquiry, reason=_REASON).filter(case=None)
    here = Q(matter=matter) if matter else Q(pk__in=[])
    return Files(
        matter,
        list(cases.filter(here).order_by("opened_at", "pk")),
        list(enquiries.filter(here | Q(pk=root)).order_by("received_at", "pk")),
    )


def working_in(matters: Iterable[UUID | None]) -> set[tuple[UUID, UUID]]:
    """Who works in these matters now or leads a team that does: each worker with the matter."""
    rows = behind_the_wall(Assignment, reason=_REASON).filter(
        case__matter__in={matter for matter in matters if matter}, ended_at=None
    )
    found = rows.values_list("case__matter", "worker", "team__leader")
    return {(one, matter) for matter, *people in found for one in people if one}


def standing_with(cases: Iterable[Case]) -> dict[UUID, set[UUID]]:
    """Who works on each of these cases now or leads its team, less whoever is apart from it."""
    rows = behind_the_wall(Assignment, reason=_REASON).filter(case__in=cases, ended_at=None)
    who: dict[UUID, set[UUID]] = {case.pk: set() for case in cases}
    for case, *people in rows.values_list("case", "worker", "team__leader"):
        who[case] |= {one for one in people if one}
    apart = behind_the_wall(Recusal, reason=_REASON).filter(case__in=cases, let_back_at=None)
    for case, worker in apart.values_list("case", "worker"):
        who[case].discard(worker)
    return who


def leaders_of(case: Case) -> set[UUID]:
    rows = behind_the_wall(Assignment, reason=_REASON).filter(case=case, ended_at=None)
    return set(rows.exclude(team__leader=None).values_list("team__leader", flat=True))


def recusals(worker: UUID) -> Any:
    """What keeps this worker apart from cases, for the action that adds to it."""
    return behind_the_wall(Recusal, reason=_REASON).filter(worker=worker, let_back_at=None)


def enquiry_recusals(worker: UUID) -> Any:
    return behind_the_wall(EnquiryRecusal, reason=_REASON).filter(worker=worker, let_back_at=None)


def promised(worker: UUID, cases: Iterable[Case]) -> Any:
    """What the worker had still to do in these cases."""
    return behind_the_wall(Task, reason=_REASON).filter(case__in=cases, worker=worker, done_at=None)
