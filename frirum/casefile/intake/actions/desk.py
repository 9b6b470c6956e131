"""What the conflict desk does about a hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from frirum.casefile.matching.actions import (
    decide_pair,
    release_hold,
)
from frirum.casefile.matching.models import Answer, Check, Finding
from frirum.casefile.matching.queries import comparison
from frirum.casefile.matters.jobs import order_asking
from frirum.casefile.matters.models import Matter, Side, Team
from frirum.casefile.matters.queries import team_in_words
from frirum.casefile.matters.rules import may_stand_with
from frirum.casefile.tasks.actions import leave_task
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..checking import CHECKING
from ..choices import LAYS_WITH_A_TEAM, MOVES, DeskOutcome, State
from ..conflicts import (
    Known,
    case_behind,
    enquiry_behind,
    files_in,
    has_part,
    known_by,
    places_of,
    standing_in,
)
from ..models import DeskDecision, Enquiry, PassedOn
from ..queries import waiting_for_more
from ..rules import may_belong, may_choose, may_conclude, may_resolve, may_wait
from .deciding import _decided, _move


@action(Permission.RESOLVE_HOLDS)
def compare_names(*, by: Actor, check: Check) -> dict[UUID, Known]:
    """Show the desk whom a hold speaks of. Each look stands in the ledger."""
    pairs = comparison(actor=by, check=check)
    may_resolve(has_part=has_part(by, pairs, check.subject)).enforce()
    holders = [pair.finding.our_holder for pair in pairs]
    return known_by([*holders, *(pair.finding.other_holder for pair in pairs)])


@action(Permission.RESOLVE_HOLDS)
def decide_hold(
    *,
    by: Actor,
    check: Check,
    answers: Mapping[UUID, Answer],
    outcome: DeskOutcome,
    team: Team | None,
    reason: str,
    now: datetime,
) -> DeskDecision:
    """Decide each pair, then how it goes on. Decided pairs are not asked again."""
    pairs = comparison(actor=by, check=check)
    may_resolve(has_part=has_part(by, pairs, check.subject)).enforce()
    may_choose(
        outcome,
        is_of_case=check.is_of_case,
        has_pairs=bool(pairs),
        has_client=any(pair.finding.is_same_side for pair in pairs),
    ).enforce()
    same = [pair for pair in pairs if answers[pair.finding.pk] == Answer.SAME]
    may_conclude(outcome, is_same=bool(same), has_team=team is not None).enforce()
    for pair in pairs:
        decide_pair(by=by, finding=pair.finding, answer=answers[pair.finding.pk], now=now)
    if outcome == DeskOutcome.JOIN:
        _join(by, [check.subject, *(root for pair in same if (root := pair.finding.other_root))])
    if outcome == DeskOutcome.BELONGS:
        _lay_to_case(by, check.subject, [pair.finding for pair in same], now)
    _lay_with(check.subject, outcome, team, now)
    release_hold(by=by, check=check, now=now)
    laid_with = team_in_words(team) if team and outcome in LAYS_WITH_A_TEAM else None
    return _kept_for_desk(by, check, outcome, reason, now, laid_with=laid_with)


@action(Permission.RESOLVE_HOLDS)
def wait_for_more(*, by: Actor, check: Check, reason: str, now: datetime) -> DeskDecision:
    """The facts do not decide it. The hold stays, and comes back when more is written down.

    Nobody is asked anything: every file that is not ready says of itself what would help (S9).
    """
    pairs = comparison(actor=by, check=check)
    may_resolve(has_part=has_part(by, pairs, check.subject)).enforce()
    waits = waiting_for_more(actor=by, checks=[check])
    may_wait(is_held=check.is_held, is_waiting=check.pk in waits).enforce()
    return _kept_for_desk(by, check, DeskOutcome.MORE, reason, now)


def _join(by: Actor, roots: Sequence[UUID]) -> None:
    """Into a matter that one of them has, the others' first; else a new one.

    The desk says that these files speak of one stalking situation; the wall follows at once.
    """
    places = places_of(roots)
    held = [places[root].matter for root in [*roots[1:], roots[0]] if root in places]
    known = [matter for matter in held if matter]
    matter = Matter.objects.get(pk=known[0]) if known else Matter.objects.create()
    for files in standing_in(roots, known):
        files.update(matter=matter)
    for root, side in files_in(matter):
        order_asking(by=by, root=root, matter=matter.pk, side=side)


def _lay_to_case(by: Actor, subject: UUID, found: Sequence[Finding], now: datetime) -> None:
    """The enquiry is the case's own from now on, and whoever stands with it has a task today.

    One side, asked of the files themselves and not of what the check wrote down.
    """
    enquiry = enquiry_behind(subject)
    cases = {one.other_root for one in found if one.is_same_side}
    case = case_behind(cases.pop()) if len(cases) == 1 else None
    may_belong(
        enquiry.side if enquiry else "",
        to_sides={case.side} if case else set(),
        is_closed=bool(case and case.is_closed),
        state=enquiry.state if enquiry else State.OPENED,
    ).enforce()
    if enquiry is None or case is None:
        raise Http404
    _passed_on(enquiry, now)
    enquiry.case, enquiry.matter, enquiry.state = case, case.matter, State.OPENED
    enquiry.call_due_on = None
    enquiry.save(update_fields=["case", "matter", "state", "call_due_on"])
    leave_task(
        by=by,
        root=case.pk,
        title=_("The client has got in touch anew. Read the enquiry and answer it."),
        text=_(
            "It stands among the finished enquiries. Contact them only as is agreed in the case."
        ),
        once=enquiry.pk,
        now=now,
    )


def _passed_on(enquiry: Enquiry, now: datetime) -> None:
    PassedOn.objects.create(
        subject=enquiry.pk, team=enquiry.team_id, received_at=enquiry.received_at, passed_at=now
    )


def _lay_with(subject: UUID, outcome: DeskOutcome, team: Team | None, now: datetime) -> None:
    """What the desk's decision does to an enquiry. A case stays with its team: `outcomes_for`."""
    enquiry = enquiry_behind(subject)
    if enquiry is None:
        return
    if team and outcome in LAYS_WITH_A_TEAM:
        may_stand_with(team, Side(enquiry.side)).enforce()
        if team != enquiry.team:
            _passed_on(enquiry, now)
        enquiry.team = team
        enquiry.save(update_fields=["team"])
    if outcome == DeskOutcome.REFER and State.REFERRED in MOVES[enquiry.state]:
        _move(enquiry, State.REFERRED)
        told = _("We can't offer a course here. Others can help, and danger never waits.")
        _decided(CHECKING, enquiry, now, reasons=told)


def _kept_for_desk(
    by: Actor,
    check: Check,
    outcome: DeskOutcome,
    reason: str,
    now: datetime,
    *,
    laid_with: str | None = None,
) -> DeskDecision:
    decision = DeskDecision(
        check_id=check.pk,
        subject=check.subject,
        outcome=outcome,
        reason=reason,
        laid_with=laid_with,
        decided_by=by.id,
        decided_at=now,
    )
    keys.issue(decision.pk, Compartment.HOUSE)
    decision.save(force_insert=True)
    return decision
