"""Which rows an actor sees. Each root (a case, an enquiry) brings one rule; all else follows it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from .actors import Actor
from .written import ROW, WHEN, WHO, Written, write

Rule = Callable[[Actor, datetime], Q]
Reach = Callable[[Actor, UUID], Any]
_rules: dict[type[Model], Rule] = {}
_reaches: dict[type[Model], Reach] = {}
_flat: set[type[Model]] = set()
_written: dict[tuple[Any, ...], Written] = {}


def sight_of(root: type[Model], *, is_flat: bool = False) -> Callable[[Rule], Rule]:
    """Declare the rule of a root: which of its rows this actor sees now, as one condition.

    The rule may look at the actor's id and roles and at the moment it is told, at nothing else:
    it is written out once for everybody with the same roles. A flat rule consists of sets that are
    written out by themselves; it costs little to build, and lists of roots are held against it
    directly, which reads each of them once instead of twice.
    """

    def declare(rule: Rule) -> Rule:
        _rules[root] = rule
        if is_flat:
            _flat.add(root)
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
    if root is model and root in _flat:
        rows = rows.filter(_rules[root](actor, moment_for(actor)))
    elif not rule_for(root, actor).is_everything:
        rows = rows.filter(within(model.wall_path or "pk", root, actor))
    return model.narrowed_to(rows, actor)  # type: ignore[no-any-return]


def within(path: str, root: type[Any], actor: Actor) -> Q:
    """Rows whose `path` is the id of a root that this actor sees."""
    rule = rule_for(root, actor)
    seen: Any = rule.as_set({WHO: actor.worker_id, WHEN: moment_for(actor)}) if rule.sql else []
    return Q(**{f"{path}__in": seen})


def rule_for(root: type[Any], actor: Actor) -> Written:
    """The rule of a root as everybody with this actor's roles reads it."""

    def ask() -> "QuerySet[Any]":
        reader = stand_in_for(actor)
        return root.objects.opened().filter(_rules[root](reader, WHEN)).order_by().values("pk")  # type: ignore[no-any-return]

    return once_written((root,), actor, ask)


def once_written(
    about: tuple[Any, ...], actor: Actor, ask: Callable[[], "QuerySet[Any]"]
) -> Written:
    """The same question of everybody with these roles, written out at the first asking."""
    key = (connection.vendor, *about, actor.roles, actor.is_signed_in)
    if key not in _written:
        _written[key] = write(ask)
    return _written[key]


def values_for(
    actor: Actor, about: tuple[Any, ...], ask: Callable[[Actor], "QuerySet[Any]"], *, at_a_time: int
) -> Iterator[tuple[Any, ...]]:
    """Columns of all the rows an actor sees: `ask` reads them for a stand-in, and uses nothing
    that changes. For a question about everything in reach, asked again and again."""
    reader = stand_in_for(actor)
    written = once_written(about, actor, lambda: ask(reader))
    return written.values({WHO: actor.worker_id, WHEN: moment_for(actor)}, at_a_time=at_a_time)


def rows_under(
    actor: Actor, root: UUID, about: tuple[Any, ...], ask: Callable[[Actor, UUID, datetime], Any]
) -> list[Any]:
    """What hangs on one root and its reader sees, for panels that stand on every page about it:
    the question is written out once. `ask` is handed a reader, a root and a moment that are filled
    in later, reads with `visible_to(reader, of=[root])`, and uses nothing that changes.
    """
    reader, is_admitted = stand_in_for(actor), actor.is_admitted_to([root])
    if is_admitted:  # as in `visible_to`: found to be seen in this request, and not asked again
        reader = replace(reader, admitted={ROW})
    key = (*about, is_admitted)
    written = once_written(key, actor, lambda: ask(reader, ROW, WHEN))
    return written.rows({WHO: actor.worker_id, WHEN: moment_for(actor), ROW: root})


def open_rows(actor: Actor, about: str, ask: Callable[[], "QuerySet[Any]"]) -> list[Any]:
    """Rows of a table that tells nothing of anybody's case, such as the rooms of the house, for
    pages that need them each time: the question is written out once."""
    return once_written(("open", about), actor, ask).rows({})


def stand_in_for(actor: Actor) -> Actor:
    """Somebody with the same roles, whose id is filled in later."""
    return Actor(id=WHO if actor.is_signed_in else None, name="", roles=actor.roles)


def moment_for(actor: Actor) -> datetime:
    """Now; while a rule is written out, the moment that is filled in later."""
    return WHEN if actor.id == WHO else timezone.now()
