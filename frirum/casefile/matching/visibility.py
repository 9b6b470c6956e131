"""Who sees what of the conflict check: a verdict the worker, a finding the desk alone."""

from datetime import datetime

from django.db.models import Q

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.sight import sight_of, within
from frirum.foundation.wall.whole_case import whole_roots

from .models import Bearer, Check, Decision, Finding, MatchKey, Verdict, WordCount

_NOBODY = Q(pk__in=[])
_EVERYTHING = ~_NOBODY
_WHOLE = Actor.system("leaves out what touches the desk's own work")


def _reached(column: str, actor: Actor) -> Q:
    """Rows whose `column` names a case or enquiry that this actor sees."""
    reached = _NOBODY
    for root in whole_roots():
        reached |= within(column, root, actor)
    return reached


def _is_the_check_itself(actor: Actor) -> bool:
    return actor.may(Permission.RUN_CHECKS)


@sight_of(Bearer)
@sight_of(MatchKey)
@sight_of(WordCount)
def keys_visible_to(_actor: Actor, _now: datetime) -> Q:
    return _NOBODY


@sight_of(Check)
def checks_visible_to(actor: Actor, _now: datetime) -> Q:
    """Whoever sees the case or enquiry sees its check; the desk what waits for it or did so."""
    if _is_the_check_itself(actor):
        return _EVERYTHING
    seen = _reached("subject", actor)
    if actor.may(Permission.RESOLVE_HOLDS):
        findings = Finding.objects.visible_to(actor).values("check_id")
        seen |= (Q(verdict=Verdict.WITH_DESK) | ~Q(released_at=None)) & Q(pk__in=findings)
    return seen


@sight_of(Finding)
def findings_visible_to(actor: Actor, _now: datetime) -> Q:
    """The desk sees all but what touches a case or enquiry of its own."""
    if _is_the_check_itself(actor):
        return _EVERYTHING
    if not actor.may(Permission.RESOLVE_HOLDS):
        return _NOBODY
    own = _reached("our_root", actor) | _reached("other_root", actor)
    touched = Finding.objects.visible_to(_WHOLE).filter(own)
    return ~Q(check_id__in=touched.values("check_id"))


@sight_of(Decision)
def decisions_visible_to(actor: Actor, _now: datetime) -> Q:
    may = _is_the_check_itself(actor) or actor.may(Permission.RESOLVE_HOLDS)
    return _EVERYTHING if may else _NOBODY
