"""Keys in, checks asked and answered, holds decided.

Rooms above write keys inside actions of their own, as Frirum itself: nobody writes keys by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from frirum.casefile.matters.models import Side
from frirum.foundation.jobs.queue import order
from frirum.foundation.vault import index
from frirum.foundation.vault import keys as vault_keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from . import chance
from .facts import Party, profile_of
from .likeness.keys import keys_of
from .likeness.profile import Profile
from .models import (
    MOST_SHOWN,
    VOCABULARY,
    Answer,
    Bearer,
    Check,
    Decision,
    Finding,
    MatchKey,
    Verdict,
    WordCount,
    both_ways,
)
from .onfile import OnFile, alias_of, gains, id_of, rare_among, rare_keys
from .rules import may_decide, may_release

if TYPE_CHECKING:
    from .comparing import Look

# So many rows of the vocabulary are read one by one; more are joined into one.
MOST_PARTS = 32
# So many files a transaction, which others that write wait for.
_SWEPT_AT_ONCE = 50
# As many words as the people of one enquiry bear; of a whole file of people nobody takes the time.
_FEW_WORDS = 100
_AGAIN = Actor.system("compares what the desk was not shown yet")
# A finding as it is when nobody is known elsewhere.
_NOTHING_AGREED: dict[str, Any] = {
    "other_holder": None,
    "other_root": None,
    "other_side": "",
    "other_stance": "",
    "agree": [],
    "differ": [],
    "agreement": b"",
    "belief": 0.0,
    "fits": 0,
    "answer": "",
}


@action(Permission.RUN_CHECKS)
def put_facts(*, by: Actor, parties: Sequence[Party]) -> int:
    """Add what is known of these people, with its keys. None is ever taken away here.

    Who turns out to be somebody else in the case is compared as that, also by what was known.
    """
    on_file = OnFile(reason=by.reason)
    rows = on_file.rows_for({party.holder for party in parties})
    before = {holder: row.profile for holder, row in rows.items()}
    for party in parties:
        row = rows.setdefault(party.holder, _new_bearer(party))
        told = profile_of(party.facts)
        row.profile = row.profile.and_also(told)
        row.side, row.stance = party.side, party.stance
        row.client_of = party.client_of
    return _write_bearers(on_file, rows, before)


def _new_bearer(party: Party) -> Bearer:
    return Bearer(
        pk=party.holder,
        root=party.root,
        alias=alias_of(party.holder),
        key_version=index.version(),
        sealed_profile="",
    )


def _write_bearers(
    on_file: OnFile, rows: Mapping[UUID, Bearer], before: Mapping[UUID, Profile]
) -> int:
    """The rows, their keys and what the vocabulary gains. Says how many keys are new."""
    fresh = [row for holder, row in rows.items() if holder not in before]
    Bearer.objects.bulk_create(fresh, batch_size=500)
    for holder in before:
        rows[holder].save(update_fields=["side", "stance", "client_of", "sealed_profile"])
    after = {holder: row.profile for holder, row in rows.items()}
    words = on_file.vocabulary()
    gained = gains(before, after)
    rare, common = rare_among(words, before, after, gained)
    ids, gone = [], []
    for holder, profile in after.items():
        alias, had = rows[holder].alias, set(keys_of(before.get(holder, Profile())))
        has = set(keys_of(profile))
        ids += [id_of(key, alias) for key in (has - had) | rare.get(holder, set())]
        gone += [id_of(key, alias) for key in had - has]
    keys = [MatchKey(pk=pk) for pk in sorted(ids)]
    MatchKey.objects.bulk_create(keys, ignore_conflicts=True, batch_size=900)
    if gone:
        on_file.keys_with(gone).delete()
    borne = dict.fromkeys(key for profile in after.values() for key in rare_keys(profile))
    for rows_within in on_file.rows_within(
        common, of=list(borne) if len(borne) <= _FEW_WORDS else common
    ):
        rows_within.delete()
    _write_words(gained)
    return len(keys)


def _write_words(gained: Mapping[str, int]) -> None:
    if gained:
        vault_keys.ensure(VOCABULARY, Compartment.INDEX)
        WordCount.objects.create(sealed_counts=dict(gained))


@action(Permission.RUN_CHECKS)
def join_words(*, by: Actor, most: int = MOST_PARTS) -> int:
    """Make one row of the vocabulary's many, once there are more than `most`; says how many."""
    on_file = OnFile(reason=by.reason)
    parts = list(on_file.parts().select_for_update())
    if len(parts) <= most:
        return 0
    whole: Counter[str] = Counter()
    for part in parts:
        whole.update(part.sealed_counts)
    on_file.parts().filter(pk__in=[part.pk for part in parts]).delete()
    _write_words({word: many for word, many in sorted(whole.items()) if many > 0})
    return len(parts)


@action(Permission.RUN_CHECKS)
def move_facts(*, by: Actor, root: UUID, to: UUID, side: Side) -> int:
    """An enquiry became a case: its people, its check and what the desk found follow it.

    Called before the case gets facts of its own. People keep the ids they had in the enquiry, so
    that what the desk decided about them holds. What is known is sealed anew with the case's key.
    """
    Check.objects.visible_to(by).filter(subject=root).update(subject=to, is_of_case=True)
    Finding.objects.visible_to(by).filter(our_root=root).update(our_root=to, our_side=side)
    Finding.objects.visible_to(by).filter(other_root=root).update(other_root=to, other_side=side)
    rows = list(OnFile(reason=by.reason).rows_of(root))
    for row in rows:
        known = row.profile
        row.root, row.side, row.profile = to, side, known
        row.save(update_fields=["root", "side", "sealed_profile"])
    return len(rows)


@action(Permission.RUN_CHECKS)
def drop_facts(*, by: Actor, root: UUID) -> int:
    """The enquiry came to nothing, or the file is erased: its people, its check and what was
    decided about them go. Where others agreed with it, nothing agrees any more.
    """
    on_file = OnFile(reason=by.reason)
    rows = {row.pk: row for row in on_file.rows_of(root)}
    decided = Decision.objects.visible_to(by)
    (decided.filter(low__in=rows) | decided.filter(high__in=rows)).delete()
    findings = Finding.objects.visible_to(by)
    findings.filter(our_root=root).delete()
    findings.filter(other_root=root).update(**_NOTHING_AGREED)
    Check.objects.visible_to(by).filter(subject=root).delete()
    known = {holder: row.profile for holder, row in rows.items()}
    for holder, profile in known.items():
        borne = [id_of(key, rows[holder].alias) for key in (*keys_of(profile), *rare_keys(profile))]
        on_file.keys_with(borne).delete()
    if known:
        _write_words(gains(known, {}))
        join_words(by=by, most=0)
    return on_file.rows_of(root).delete()[0]  # type: ignore[no-any-return]


@action(Permission.RUN_CHECKS)
def join_facts(*, by: Actor, twin: Party, party: Party) -> None:
    """Two rows of one case were one person: all that was ever known of the one is the other's.

    Nothing that could be compared is lost, and what the desk decided about either holds.
    """
    on_file, holder, into = OnFile(reason=by.reason), twin.holder, party.holder
    rows = on_file.rows_for({holder, into})
    gone, kept = rows.get(holder), rows.get(into)
    if gone is None or kept is None:
        return
    known, before = gone.profile, {into: kept.profile}
    borne = [id_of(key, gone.alias) for key in (*keys_of(known), *rare_keys(known))]
    on_file.keys_with(borne).delete()
    on_file.rows_of(gone.root).filter(pk=holder).delete()
    _write_words(gains({holder: known}, {}))
    kept.profile = kept.profile.and_also(known)
    _write_bearers(on_file, {into: kept}, before)
    join_words(by=by, most=0)
    _decided_of(by, holder, into)


def _decided_of(by: Actor, holder: UUID, into: UUID) -> None:
    """Where both were decided about and the answers differ, the same person stands: it parts."""
    findings = Finding.objects.visible_to(by)
    findings.filter(our_holder=holder).update(our_holder=into)
    findings.filter(other_holder=holder).update(other_holder=into)
    decisions = Decision.objects.visible_to(by)
    for decision in decisions.filter(low=holder) | decisions.filter(high=holder):
        other = decision.high if decision.low == holder else decision.low
        low, high = both_ways(into, other)
        there = decisions.filter(low=low, high=high)
        if decision.answer == Answer.SAME:
            there.filter(answer=Answer.DIFFERENT).delete()
        if other == into or there.exists():
            decision.delete()
        else:
            decision.low, decision.high = low, high
            decision.save(update_fields=["low", "high"])


@action(Permission.RUN_CHECKS)
def order_check(
    *,
    by: Actor,
    subject: UUID,
    now: datetime,
    is_of_case: bool = False,
    is_urgent: bool = False,
) -> Check:
    """Have the facts of a case or enquiry compared, soon. One that waits already covers it.

    What lies with the desk stays with the desk, whatever a new comparison finds.
    """
    check: Check
    checks = Check.objects.visible_to(by).select_for_update()
    check, is_new = checks.get_or_create(
        subject=subject,
        defaults={"asked_at": now, "is_of_case": is_of_case, "is_urgent": is_urgent},
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
    findings = _look(by).find(current, now=now)
    drawn = chance.is_drawn()
    if findings[0].is_pair or drawn or current.verdict == Verdict.WITH_DESK:
        current.verdict, current.held_since = Verdict.WITH_DESK, current.held_since or now
    else:
        current.verdict = Verdict.READY
    current.is_open, current.answered_at = False, now
    current.save(update_fields=["is_open", "verdict", "answered_at", "held_since"])
    _write_findings(by, current, findings)
    return current


def _look(by: Actor) -> "Look":
    from .comparing import Look  # noqa: PLC0415 - the comparison itself, which no page runs

    return Look(reason=by.reason)


def _write_findings(by: Actor, check: Check, findings: Sequence[Finding]) -> None:
    Finding.objects.visible_to(by).filter(check_id=check.pk, answer="").delete()
    Finding.objects.bulk_create(findings)


class Swept(NamedTuple):
    """`held`: how many files went to the desk. `last`: where the next lot begins, or nowhere."""

    held: int
    last: UUID | None


@action(Permission.RUN_CHECKS)
def sweep_checks(*, by: Actor, after: UUID | None, now: datetime) -> Swept:
    """Compare some files that are ready once more, as nobody had told anything new of them.

    Those in which somebody turns up now go to the desk. A pair that lies there already, or whose
    other file is being checked itself, holds nothing: whoever works on a case must not see by its
    hold that somebody called (S9). None is drawn: drawn every night, all would be with the desk
    within a month.
    """
    ready = Check.objects.visible_to(by).filter(is_open=False, verdict=Verdict.READY)
    rows = ready.filter(pk__gt=after) if after else ready
    checks = list(rows.select_for_update().order_by("pk")[:_SWEPT_AT_ONCE])
    look, lying, held = _look(by), _lying_with_desk(by), 0
    asked = set(Check.objects.visible_to(by).filter(is_open=True).values_list("subject", flat=True))
    for check in checks:
        found = look.find(check, now=now)
        findings = [f for f in found if f.pair not in lying and f.other_root not in asked]
        if findings and findings[0].is_pair:
            lying |= {one.pair for one in findings}
            check.verdict, check.answered_at = Verdict.WITH_DESK, now
            check.held_since = check.held_since or now
            check.save(update_fields=["verdict", "answered_at", "held_since"])
            _write_findings(by, check, findings)
            held += 1
    return Swept(held, checks[-1].pk if len(checks) == _SWEPT_AT_ONCE else None)


def _lying_with_desk(by: Actor) -> set[tuple[UUID, UUID]]:
    """Pairs that a check found and that nobody decided yet."""
    open_pairs = Finding.objects.visible_to(by).filter(answer="", other_holder__isnull=False)
    return {both_ways(*two) for two in open_pairs.values_list("our_holder", "other_holder")}


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
    """The desk has looked: the check is ready, unless facts came meanwhile, or there may be more
    pairs than it was shown; then these come next.
    """
    findings = list(Finding.objects.visible_to(by).filter(check_id=check.pk))
    may_release(check, findings).enforce()
    if _is_cut(findings):
        order_check(by=_AGAIN, subject=check.subject, now=now, is_of_case=check.is_of_case)
        check.is_open = True
    check.verdict = Verdict.BEING_CHECKED if check.is_open else Verdict.READY
    check.answered_at = check.released_at = now
    check.held_since = None
    check.save(update_fields=["verdict", "answered_at", "released_at", "held_since"])
    return check


def _is_cut(findings: Sequence[Finding]) -> bool:
    shown = Counter(finding.our_holder for finding in findings if finding.is_pair)
    return max(shown.values(), default=0) >= MOST_SHOWN
