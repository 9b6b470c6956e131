"""Which rows an actor sees. Each root (a case, an enquiry) brings one rule; all else follows it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from .actors import Actor

Rule = Callable[[Actor], Q]
Reach = Callable[[Actor, UUID], Any]
_rules: dict[type[Model], Rule] = {}
_reaches: dict[type[Model], Reach] = {}


def sight_of(root: type[Model]) -> Callable[[Rule], Rule]:
    """Declare the rule of a root: which of its rows this actor sees, as one condition."""

    def declare(rule: Rule) -> Rule:
        _rules[root] = rule
        return rule

    return declare


def reach_of(root: type[Model]) -> Callable[[Reach], Reach]:
    """Declare the same rule for one id: the row, or None when it is not there for this actor.

    It asks the actor's own grants and touches the root's table last, so that unseen and absent
    take the same time (S8).
    """

    def declare(reach: Reach) -> Reach:
        _reaches[root] = reach
        return reach

    return declare


def find(actor: Actor, root: type[Any], pk: UUID) -> Any:
    """The root with this id if this actor sees it, else None."""
    if root in _reaches:
        return _reaches[root](actor, pk)
    return root.objects.visible_to(actor).filter(pk=pk).first()


def reaches(actor: Actor, root: type[Any], pk: UUID) -> bool:
    return find(actor, root, pk) is not None


def roots() -> tuple[type[Model], ...]:
    return tuple(_rules)


def root_of(model: type[Any]) -> type[Any]:
    """The root a walled model hangs on: itself, or what its `wall_path` leads to."""
    for step in filter(None, model.wall_path.split("__")):
        model = model._meta.get_field(step).related_model
    return model


def root_id(row: Any) -> Any:
    """The id of the root that a row hangs on, without a query (walled rows carry it)."""
    path = row.wall_path
    return getattr(row, f"{path}_id") if path else row.pk


def limit(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """The rows this actor sees. A model's `narrowed_to` may take more away, never add."""
    model = rows.model
    root = root_of(model)
    rule = _rules[root](actor)
    if root is model:
        seen = rows.filter(rule)
    else:
        visible_roots = root.objects.opened().filter(rule).values("pk")
        seen = rows.filter(**{f"{model.wall_path}__in": visible_roots})
    return model.narrowed_to(seen, actor)  # type: ignore[no-any-return]
