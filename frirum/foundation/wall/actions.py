"""The only way to change anything: permission, wall, one transaction, one ledger entry."""

import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, ParamSpec, Protocol, TypeVar, cast
from uuid import UUID

from django.db import transaction
from django.http import Http404

from . import sight
from .actors import Actor
from .ledger import Outcome, record
from .models import WalledModel
from .permissions import Permission
from .rulings import Refused

P = ParamSpec("P")
R_co = TypeVar("R_co", covariant=True)
_depth: ContextVar[int] = ContextVar("action_depth", default=0)


class Action(Protocol[P, R_co]):
    """A function that changes something, with the permission it needs."""

    permission: Permission
    __name__: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co: ...


def _always(_result: Any) -> bool:
    return True


def action(
    permission: Permission, *, noted: Callable[[Any], bool] = _always
) -> Callable[[Callable[P, R_co]], Action[P, R_co]]:
    """Make a function an action. Keyword-only; `by` is who acts.

    Every walled row passed in must be visible to `by`; a wrong role and an unseen row are the
    same 404. A refusal or a crash leaves nothing but its own ledger entry. An action called by
    another action stands in the caller's transaction and adds its own entry to it.

    `noted` looks at the result and says whether a deed well done gets an entry. It is for drafts
    alone, which have one when they are started and not one per pause in writing.
    """
    if not isinstance(permission, Permission):  # a bare `@action` hands over the function itself
        raise TypeError("an action names its permission: @action(Permission.X)")

    def decorate(function: Callable[P, R_co]) -> Action[P, R_co]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R_co:
            if args:
                raise TypeError(f"{function.__name__} takes keyword arguments only")
            by = cast("Actor", kwargs["by"])
            return _perform(function, permission, by, dict(kwargs), noted)

        made = cast("Action[P, R_co]", run)
        made.permission = permission
        return made

    return decorate


def _perform(
    function: Callable[..., R_co],
    permission: Permission,
    by: Actor,
    given: Any,
    noted: Callable[[Any], bool],
) -> R_co:
    roots = sorted({root for _, root in _roots(given.values())}, key=str)
    root = roots[0] if roots else _named(given)
    outermost = _depth.get() == 0
    token = _depth.set(_depth.get() + 1)
    try:
        with transaction.atomic():
            _admit(permission, by, given)
            result = function(**given)
            root = root or _root_of_result(result)
            if noted(result):
                record(by, function.__name__, Outcome.DONE, root=root, count=_count(result))
            return result
    except (Refused, Http404):
        if outermost:
            record(by, function.__name__, Outcome.REFUSED, root=root)
        raise
    except Exception:
        if outermost:
            record(by, function.__name__, Outcome.CRASHED, root=root)
        raise
    finally:
        _depth.reset(token)


def _admit(permission: Permission, by: Actor, given: dict[str, Any]) -> None:
    if not by.may(permission):
        raise Http404
    for row, root in _one_per_root(_roots(given.values())):
        if not sight.reaches(by, sight.root_of(type(row)), root):
            raise Http404
        if row.narrows_sight() and not row.is_visible_to(by):
            raise Http404


def _roots(values: Any) -> Iterator[tuple[WalledModel, UUID]]:
    """Every walled row among the arguments, lists and tuples of rows included."""
    for value in values:
        if isinstance(value, WalledModel):
            yield value, sight.root_id(value)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], WalledModel):
            yield from ((row, sight.root_id(row)) for row in value)


def _named(given: dict[str, Any]) -> UUID | None:
    """Frirum's own work, which no sight limits, is handed a root by its id."""
    named = given.get("root")
    return named if isinstance(named, UUID) else None


def _one_per_root(found: Iterator[tuple[WalledModel, UUID]]) -> list[tuple[WalledModel, UUID]]:
    """One question per root answers for all its rows, unless a model narrows sight further."""
    return list(
        {row.pk if row.narrows_sight() else root: (row, root) for row, root in found}.values()
    )


def _root_of_result(result: Any) -> UUID | None:
    return sight.root_id(result) if isinstance(result, WalledModel) else None


def _count(result: Any) -> int | None:
    return result if isinstance(result, int) and not isinstance(result, bool) else None
