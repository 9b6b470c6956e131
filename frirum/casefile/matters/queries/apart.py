"""Who stepped aside from a case, and whom members of staff said they are close to."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..models import Assignment, Case, DeclaredRelation, Recusal

_SHOWN = 500


@dataclass(frozen=True, slots=True)
class RecusalRow:
    row: Recusal
    who: str


def recusals_of(*, actor: Actor, case: Case) -> list[RecusalRow]:
    """Who has stepped aside from this case and was not let back, the newest first.

    Whom the conflict desk keeps apart stands here only if they worked in it: that a stranger to
    the case is kept apart would tell whom the other side's file names (S9).
    """
    rows = list(
        case.recusals.visible_to(actor).filter(let_back_at=None).order_by("-stepped_at", "pk")
    )
    if any(row.by_desk for row in rows):
        own = _ever_stood(actor, case)
        rows = [row for row in rows if row.worker in own or not row.by_desk]
    names = names_of(row.worker for row in rows)
    return [RecusalRow(row, names.get(row.worker, "")) for row in rows]


def _ever_stood(actor: Actor, case: Case) -> set[UUID]:
    parts = Assignment.objects.visible_to(actor).filter(case=case)
    return {one for row in parts.values_list("worker", "team__leader") for one in row if one}


def is_apart(actor: Actor, case: UUID, worker: UUID) -> bool:
    """Whether this worker stepped aside from a case that the actor sees."""
    rows = Recusal.objects.visible_to(actor).filter(case=case, worker=worker, let_back_at=None)
    return bool(rows.exists())


def leader_beside(actor: Actor, case: UUID) -> UUID | None:
    """The leader of a team that stands with this case, other than the actor."""
    standing = Assignment.objects.visible_to(actor).filter(case=case, ended_at=None)
    leaders = standing.exclude(team__leader=None).exclude(team__leader=actor.worker_id)
    found: UUID | None = (
        leaders.order_by("started_at", "pk").values_list("team__leader", flat=True).first()
    )
    return found


def is_seen_beside(actor: Actor, case: UUID) -> bool:
    """Whether somebody else works on this case or leads its team, and has not stepped aside."""
    standing = Assignment.objects.visible_to(actor).filter(case=case, ended_at=None)
    who = {one for row in standing.values_list("worker", "team__leader") for one in row if one}
    apart = Recusal.objects.visible_to(actor).filter(case=case, let_back_at=None)
    return bool(who - set(apart.values_list("worker", flat=True)) - {actor.worker_id})


def relations_of(*, actor: Actor) -> list[DeclaredRelation]:
    """Whom this person said they are close to."""
    own = DeclaredRelation.objects.filter(worker=actor.worker_id)
    return list(own.order_by("-declared_at", "pk")[:_SHOWN])


def declared_by(workers: Iterable[UUID]) -> list[DeclaredRelation]:
    """All that these people declared. For the conflict desk and its check."""
    return list(DeclaredRelation.objects.filter(worker__in=set(workers)).order_by("pk"))


def declared_relations() -> list[tuple[str, list[DeclaredRelation]]]:
    """For the conflict desk: by who declared them, sorted by that name."""
    rows = list(DeclaredRelation.objects.order_by("-declared_at", "pk")[:_SHOWN])
    names = names_of(row.worker for row in rows)
    by_worker: dict[UUID, list[DeclaredRelation]] = {}
    for row in rows:
        by_worker.setdefault(row.worker, []).append(row)
    told = [(names.get(worker, ""), of) for worker, of in by_worker.items()]
    return sorted(told, key=lambda each: each[0])
