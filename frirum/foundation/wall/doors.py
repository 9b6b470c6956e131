"""Every view hangs on a door. The door asks who and may, writes the ledger, and guards reading."""

import functools
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import Any, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import resolve

from frirum.foundation.vault import index

from . import sight
from .actors import Actor
from .ledger import Outcome, record
from .models import WalledModel
from .permissions import Permission

Row = TypeVar("Row", bound=WalledModel)
Answer = HttpResponseBase
View = TypeVar("View", bound=Callable[..., Answer])
_READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class ActorRequest(HttpRequest):
    """A request that came through a door. `actor` is who asks."""

    actor: Actor
    root: WalledModel  # behind a root's door: the case or enquiry that the page is about
    shown: int


class ReadingWrites(Exception):
    """A GET tried to change something. The write belongs in an action behind a POST."""


@contextmanager
def _reading_only() -> Any:
    def guard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip("( \n").upper().startswith(_READING):
            raise ReadingWrites
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


def showed(request: HttpRequest, rows: Iterable[Any]) -> None:
    """Tell the door how many rows a list or search shows; it stands in the ledger."""
    request.shown = getattr(request, "shown", 0) + len(list(rows))  # type: ignore[attr-defined]


def searched(request: HttpRequest, words: str) -> None:
    """Tell the door what was searched for; the ledger keeps a keyed hash of it, never the words."""
    request.term = index.tag("search", words.strip().casefold())  # type: ignore[attr-defined]


def _told(request: HttpRequest) -> dict[str, Any]:
    return {name: getattr(request, at, None) for name, at in (("count", "shown"), ("term", "term"))}


def permission_of(needs: Any) -> Permission:
    """A door takes a permission, or the action whose form it is."""
    return needs if isinstance(needs, Permission) else cast("Permission", needs.permission)


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _write(request: ActorRequest, outcome: Outcome, **about: Any) -> None:
    record(request.actor, _name(request), outcome, **about)


def _run(view: Callable[..., Answer], request: ActorRequest, *args: Any, **kwargs: Any) -> Answer:
    """The view itself: a GET reads only, and is rendered before the door closes."""
    if request.method not in ("GET", "HEAD"):
        return view(request, *args, **kwargs)
    with _reading_only():
        return view(request, *args, **kwargs)


def _turned_away(request: ActorRequest, root: UUID | None = None) -> Answer | None:
    if not request.actor.is_signed_in:
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
    _write(request, Outcome.REFUSED, root=root)
    raise Http404


def public_door(view: View) -> View:
    """For whoever comes. A GET reads only; what it changes goes through an action."""

    @functools.wraps(view)
    def through(request: ActorRequest, *args: Any, **kwargs: Any) -> Answer:
        return _run(view, request, *args, **kwargs)

    through.door = "public"  # type: ignore[attr-defined]
    return cast("View", through)


def staff_door(needs: Any) -> Callable[[View], View]:
    """For whoever is signed in and holds the permission; to all others the page is not there."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def through(request: ActorRequest, *args: Any, **kwargs: Any) -> Answer:
            if not request.actor.may(permission_of(needs)):
                return _turned_away(request)  # type: ignore[return-value]
            try:
                answer = _run(view, request, *args, **kwargs)
            except Http404:  # a row that is not theirs, or not there
                _write(request, Outcome.REFUSED)
                raise
            _write(request, Outcome.SHOWED, **_told(request))
            return answer

        through.door, through.needs = "staff", permission_of(needs)  # type: ignore[attr-defined]
        through.root = None  # type: ignore[attr-defined]
        return cast("View", through)

    return decorate


def root_door(model: type[Row], key: str) -> Callable[[Any], Callable[[View], View]]:
    """Makes the door of a root: `key` in the URL becomes the row itself, or the page is not there.

    Sight is asked from the actor's grants before the row is touched; "opened" stands in the
    ledger before anything is shown, and a search inside it has an entry of its own.
    """

    def door(needs: Any) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            @functools.wraps(view)
            def through(request: ActorRequest, *args: Any, **kwargs: Any) -> Answer:
                pk: UUID = kwargs.pop(key)
                may = request.actor.may(permission_of(needs))
                row = sight.find(request.actor, model, pk) if may else None
                if row is None:
                    return _turned_away(request, root=pk)  # type: ignore[return-value]
                _write(request, Outcome.OPENED, root=pk)
                request.root = row
                request.actor.admit([pk])
                answer = _run(view, request, row, *args, **kwargs)
                if hasattr(request, "term"):
                    _write(request, Outcome.SHOWED, root=pk, **_told(request))
                return answer

            through.door, through.needs = key, permission_of(needs)  # type: ignore[attr-defined]
            through.root = model  # type: ignore[attr-defined]
            return cast("View", through)

        return decorate

    return door


def beside_door(mark: str) -> Callable[[View], View]:
    """For what belongs to a page, such as its draft: whoever passes the page's own door.

    `page` in the URL is the address of a page whose view carries the mark. The view is handed that
    address, and the root of the page or None. Nothing of the page is shown here, so a deed has the
    entry of its action alone; being turned away is an entry as at every door.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def through(request: ActorRequest, page: str) -> Answer:
            found = resolve(f"/{page}")
            of: Any = found.func
            if not hasattr(of, mark):
                raise Http404
            pk: Any = found.kwargs.get(of.door)
            may = request.actor.may(of.needs)
            root = sight.find(request.actor, of.root, pk) if may and of.root else None
            if not may or (of.root and root is None):
                return _turned_away(request, root=pk)  # type: ignore[return-value]
            return _run(view, request, f"/{page}", root)

        through.door, through.needs = "beside", Permission.USE_HOUSE  # type: ignore[attr-defined]
        return cast("View", through)

    return decorate
