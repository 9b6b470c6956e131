"""Stepping aside as one knows somebody, being let back, and saying beforehand whom one knows."""

from collections.abc import Container, Iterable
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..jobs import order_comparing
from ..models import Case, DeclaredRelation, Recusal
from ..queries import is_seen_beside, leads
from ..rules import may_let_back, may_step_aside


@action(Permission.STEP_ASIDE)
def step_aside(*, by: Actor, case: Case, now: datetime) -> Recusal:
    """I know somebody here. From the next request this case is not there for them."""
    may_step_aside(is_seen_by_another=is_seen_beside(by, case.pk)).enforce()
    made: Recusal = Recusal.objects.create(case=case, worker=by.id, stepped_at=now)
    return made


@action(Permission.DECIDE_VISITATION)
def keep_apart(
    *, by: Actor, case: Case, workers: Iterable[UUID], now: datetime, by_desk: Container[UUID] = ()
) -> int:
    """Whoever stepped aside from an enquiry stays apart from the case it becomes. `by_desk`: those
    of them whom the conflict desk keeps apart."""
    rows = [
        Recusal(case=case, worker=worker, stepped_at=now, by_desk=worker in by_desk)
        for worker in workers
    ]
    return len(Recusal.objects.bulk_create(rows))


@action(Permission.ALLOCATE_CASE)
def let_back(*, by: Actor, recusal: Recusal, now: datetime) -> Recusal:
    """The leader has talked with them, and they may see the case again where they stand with it."""
    may_let_back(by=by, row=recusal, leads=leads(by, recusal.case_id)).enforce()
    recusal.let_back_at, recusal.let_back_by = now, by.id
    recusal.save(update_fields=["let_back_at", "let_back_by"])
    return recusal


@action(Permission.USE_HOUSE)
def declare_relation(
    *,
    by: Actor,
    name: str,
    birth_date: date | None,
    relation: str,
    now: datetime,
    once: UUID | None = None,
    phone: str = "",
    street: str = "",
    town: str = "",
) -> DeclaredRelation:
    """Somebody one is close to, before they come to the house. The same `once` declares once.

    They are compared with everybody in files, later and apart: whoever told it learns nothing.
    """
    keys.ensure(by.worker_id, Compartment.HOUSE)
    pk = uuid5(once or uuid4(), str(by.worker_id))
    if twin := DeclaredRelation.objects.filter(pk=pk, worker=by.worker_id).first():
        return twin
    born = birth_date.isoformat() if birth_date else ""
    told = {"name": name, "birth_date": born, "relation": relation}
    told |= {"phone": phone, "street": street, "town": town}
    order_comparing(by=by)
    return DeclaredRelation.objects.create(pk=pk, worker=by.worker_id, told=told, declared_at=now)


@action(Permission.USE_HOUSE)
def withdraw_relation(*, by: Actor, relation: DeclaredRelation) -> int:
    """It holds no longer, or never did. Nobody takes back what another declared."""
    own = DeclaredRelation.objects.filter(pk=relation.pk, worker=by.worker_id)
    order_comparing(by=by)
    return own.delete()[0]


@action(Permission.RUN_CHECKS)
def forget_declared(*, by: Actor, kept: Iterable[UUID]) -> int:
    """What was declared by anybody but these, whose accounts are open, goes."""
    return DeclaredRelation.objects.exclude(worker__in=list(kept)).delete()[0]
