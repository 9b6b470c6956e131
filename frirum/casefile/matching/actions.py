"""Keys in, checks asked and answered, holds decided.

Rooms above write keys inside actions of their own, as Frirum itself: nobody writes keys by hand.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from frirum.casefile.matters.models import Side
from frirum.foundation.jobs.queue import order
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from . import chance
from .comparing import find, keys_of
from .facts import Party, normalise
from .models import Answer, Check, Decision, Finding, MatchKey, Verdict, both_ways
from .rules import may_decide, may_release

# A finding as it is when nobody is known elsewhere.
_NOTHING_AGREED: dict[str, Any] = {
    "other_holder": None,
    "other_root": None,
    "other_side": "",
    "other_stance": "",
    "agree": [],
    "differ": [],
    "agreement": b"",
    "answer": "",
}


@action(Permission.RUN_CHECKS)
def put_facts(*, by: Actor, parties: Sequence[Party]) -> int:
    """Add the keys of these people. Keys already there stay; none is ever taken away here.

    Who turns out to be somebody else in the case is compared as that, also by what was known.
    """
    keys = [
        MatchKey(
            tag=tag(fact.kind, *parts),
            kind=fact.kind,
            holder=party.holder,
            root=party.root,
            side=party.side,
            stance=party.stance,
        )
        for party in parties
        for fact in party.facts
        if (parts := normalise(fact))
    ]
    MatchKey.objects.bulk_create(keys, ignore_conflicts=True, batch_size=500)
    for root, side, stance in {(party.root, party.side, party.stance) for party in parties}:
        same = [p.holder for p in parties if (p.root, p.side, p.stance) == (root, side, stance)]
        held = keys_of(root, reason=by.reason).filter(holder__in=same)
        held.exclude(side=side, stance=stance).update(side=side, stance=stance)
    return len(keys)


@action(Permission.RUN_CHECKS)
def move_facts(*, by: Actor, root: UUID, to: UUID, side: Side) -> int:
    """An enquiry became a case: its keys, its check and what the desk found follow it.

    Called before the case gets facts of its own. People keep the ids they had in the enquiry, so
    that what the desk decided about them holds.
    """
    Check.objects.visible_to(by).filter(subject=root).update(subject=to, is_of_case=True)
    Finding.objects.visible_to(by).filter(our_root=root).update(our_root=to, our_side=side)
    Finding.objects.visible_to(by).filter(other_root=root).update(other_root=to, other_side=side)
    return keys_of(root, reason=by.reason).update(root=to, side=side)  # type: ignore[no-any-return]


@action(Permission.RUN_CHECKS)
def drop_facts(*, by: Actor, root: UUID) -> int:
    """The enquiry came to nothing, or the file is erased: its keys, its check and what was decided
    about its people go. Where others agreed with it, nothing agrees any more.
    """
    held = keys_of(root, reason=by.reason)
    holders = set(held.values_list("holder", flat=True))
    decided = Decision.objects.visible_to(by)
    (decided.filter(low__in=holders) | decided.filter(high__in=holders)).delete()
    findings = Finding.objects.visible_to(by)
    findings.filter(our_root=root).delete()
    findings.filter(other_root=root).update(**_NOTHING_AGREED)
    Check.objects.visible_to(by).filter(subject=root).delete()
    return held.delete()[0]  # type: ignore[no-any-return]


@action(Permission.RUN_CHECKS)
def order_check(*, by: Actor, subject: UUID, now: datetime, is_of_case: bool = False) -> Check:
    """Have the facts of a case or enquiry compared, soon. One that waits already covers it.

    What lies with the desk stays with the desk, whatever a new comparison finds.
    """
    check: Check
    checks = Check.objects.visible_to(by).select_for_update()
    check, is_new = checks.get_or_create(
        subject=subject, defaults={"asked_at": now, "is_of_case": is_of_case}
    )
    if check.is_open and not is_new:
        return check
    check.is_open, check.asked_at = True, now
    if check.verdict == Verdict.READY:
        check.verdict = Verdict.BEING_CHECKED
    check.save(update_fields=["is_open", "asked_at", "verdict"])
    order("matching.check", by=by, root=subject, delay=chance.delay(), check=check.pk)
    return check


@action(Permission.RUN_CHECKS)
def answer_check(*, by: Actor, check: Check, now: datetime) -> Check:
    """Compare and answer: ready, or with the desk. A drawn clear one lies with the desk too."""
    current: Check = Check.objects.visible_to(by).select_for_update().get(pk=check.pk)
    if not current.is_open:
        return current
    findings = find(current, now=now)
    drawn = chance.is_drawn()
    if findings[0].is_pair or drawn or current.verdict == Verdict.WITH_DESK:
        current.verdict = Verdict.WITH_DESK
    else:
        current.verdict = Verdict.READY
    current.is_open, current.answered_at = False, now
    current.save(update_fields=["is_open", "verdict", "answered_at"])
    Finding.objects.visible_to(by).filter(check_id=current.pk, answer="").delete()
    Finding.objects.bulk_create(findings)
    return current


@action(Permission.RESOLVE_HOLDS)
def decide_pair(*, by: Actor, finding: Finding, answer: Answer, now: datetime) -> Decision:
    """The same person, or two. The pair is not asked again unless more facts agree."""
    may_decide(finding).enforce()
    low, high = both_ways(finding.our_holder, finding.other_holder)
    finding.answer = answer
    finding.save(update_fields=["answer"])
    decided = {
        "agreement": finding.agreement,
        "answer": answer,
        "decided_by": by.id,
        "decided_at": now,
    }
    decisions = Decision.objects.visible_to(by)
    decision: Decision = decisions.update_or_create(low=low, high=high, defaults=decided)[0]
    return decision


@action(Permission.RESOLVE_HOLDS)
def release_hold(*, by: Actor, check: Check, now: datetime) -> Check:
    """The desk has looked: the check is ready, unless facts came meanwhile."""
    findings = list(Finding.objects.visible_to(by).filter(check_id=check.pk))
    may_release(check, findings).enforce()
    check.verdict = Verdict.BEING_CHECKED if check.is_open else Verdict.READY
    check.answered_at = check.released_at = now
    check.save(update_fields=["verdict", "answered_at", "released_at"])
    return check
