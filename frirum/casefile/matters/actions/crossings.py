"""A message across the wall: written, decided by a second person, laid, confirmed, acted on."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.models import WalledModel
from frirum.foundation.wall.permissions import Permission

from .. import chance
from ..crossings import (
    crossings_against,
    deliveries_into,
    deliveries_of,
    opposing_cases,
    told_already,
)
from ..models import (
    Basis,
    Case,
    Crossing,
    CrossingState,
    Danger,
    Delivery,
    ForWhom,
    HouseWarning,
)
from ..parts import had_part, matters_of
from ..queries import leads, works_on
from ..rules import (
    ASKS_AGAIN_FOR,
    may_act_on,
    may_confirm,
    may_decide_crossing,
    may_look_again,
    may_note_instead,
    may_pass_on,
    may_review_delivery,
    may_review_warning,
)

_CARRIER = Actor.system("lays an approved warning on the other side of the wall")


@action(Permission.WARN_ACROSS)
def write_crossing(
    *,
    by: Actor,
    case: Case,
    danger: Danger,
    basis: Basis,
    for_whom: ForWhom,
    reason: str,
    words: str,
    now: datetime,
    once: UUID | None = None,
) -> Crossing:
    """Ask the desk to have these words laid on the other side. The same `once` asks once."""
    may_pass_on(words).enforce()
    pk = uuid5(once or uuid4(), str(case.pk))
    written = Crossing.objects.visible_to(by).filter(subject=case.pk, pk=pk)
    if twin := written.first():
        return twin  # type: ignore[no-any-return]
    made: Crossing = Crossing.objects.create(
        pk=pk,
        subject=case.pk,
        danger=danger,
        basis=basis,
        for_whom=for_whom,
        reason=reason,
        words=words,
        written_by=by.id,
        written_at=now,
    )
    return made


@action(Permission.DECIDE_CROSSINGS)
def approve_crossing(*, by: Actor, crossing: Crossing, now: datetime) -> Crossing:
    """These very words may cross: the house lays them where they belong, if there is a place.

    Its writer is told that it is handled, after a while that chance decides, either way.
    """
    held = _decided(by, crossing, CrossingState.APPROVED, now)
    held.told_from = now + chance.delay()
    held.save(update_fields=["state", "decided_by", "decided_at", "told_from"])
    cases = opposing_cases(held.subject)
    _note_deliveries(held, _lay(held, cases, now) or [None], now)
    return held


@action(Permission.DECIDE_CROSSINGS)
def send_crossing_back(*, by: Actor, crossing: Crossing, answer: str, now: datetime) -> Crossing:
    """The desk edits nothing: its writer writes anew, or lets it be."""
    held = _decided(by, crossing, CrossingState.SENT_BACK, now)
    held.answer = answer
    held.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    return held


def _decided(by: Actor, crossing: Crossing, state: CrossingState, now: datetime) -> Crossing:
    _stand_still(by, crossing)
    part = had_part(by, matters_of([crossing.subject]))
    may_decide_crossing(crossing=crossing, by=by, has_part=part).enforce()
    crossing.state, crossing.decided_by, crossing.decided_at = state, by.id, now
    return crossing


def _stand_still(by: Actor, row: WalledModel) -> None:
    """Read it anew, and let nobody else write in it until the deed at hand is done."""
    rows = type(row).objects.visible_to(by).select_for_update(of=("self",))
    row.refresh_from_db(from_queryset=rows)


@action(Permission.DECIDE_CROSSINGS)
def look_again(*, by: Actor, crossing: Crossing, now: datetime) -> int:
    """Has somebody come to the house since, who is to be told? Says how many were told now."""
    _stand_still(by, crossing)
    part = had_part(by, matters_of([crossing.subject]))
    may_look_again(crossing=crossing, has_part=part).enforce()
    made = Delivery.objects.visible_to(by).filter(crossing=crossing.pk)
    told = told_already(made.values_list("warning", flat=True))
    new = [case for case in opposing_cases(crossing.subject) if case not in told]
    laid = _lay(crossing, new, now)
    _note_deliveries(crossing, laid, now)
    asked = Delivery.objects.visible_to(by).filter(crossing=crossing.pk, asks_again=True)
    asked.filter(noted_at=None).update(noted_by=by.id, noted_at=now)
    return len(laid)


@action(Permission.CARRY_CROSSINGS)
def ask_again(*, by: Actor, root: UUID, matter: UUID, side: str, now: datetime) -> int:
    """A case or enquiry, `root`, has come to one side of a matter: does what was approved on the
    other concern it too?

    Nothing is laid by itself, as the words may be about a day that is over: the desk is asked.
    """
    asked = 0
    for crossing in crossings_against(matter=matter, side=side, since=now - ASKS_AGAIN_FOR):
        held = deliveries_of(crossing.pk)
        is_told = root in told_already(held.values_list("warning", flat=True))
        if not is_told and not held.filter(asks_again=True, noted_at=None).exists():
            _note_deliveries(crossing, [None], now, asks_again=True)
            asked += 1
    return asked


def _lay(crossing: Crossing, cases: Iterable[UUID], now: datetime) -> list[UUID | None]:
    return [
        lay_warning(
            by=_CARRIER,
            root=case,
            basis=Basis(crossing.basis),
            for_whom=ForWhom(crossing.for_whom),
            words=crossing.words,
            now=now,
        ).pk
        for case in cases
    ]


def _note_deliveries(
    crossing: Crossing,
    warnings: Iterable[UUID | None],
    now: datetime,
    *,
    asks_again: bool = False,
) -> None:
    for warning in warnings:
        row = Delivery(
            subject=crossing.subject,
            crossing=crossing.pk,
            warning=warning,
            asks_again=asks_again,
            made_at=now,
        )
        keys.issue(row.pk, Compartment.HOUSE)
        row.save(force_insert=True)


@action(Permission.CARRY_CROSSINGS)
def lay_warning(
    *, by: Actor, root: UUID, basis: Basis, for_whom: ForWhom, words: str, now: datetime
) -> HouseWarning:
    """A copy of the words, sealed in the case that they warn. Nothing in it leads back."""
    made: HouseWarning = HouseWarning.objects.create(
        case_id=root, basis=basis, for_whom=for_whom, words=words, received_at=now
    )
    return made


@action(Permission.DECIDE_CROSSINGS)
def note_instead(*, by: Actor, delivery: Delivery, instead: str, now: datetime) -> Delivery:
    """Nobody in the house could be told, or it was not read in time: what the desk did instead."""
    _stand_still(by, delivery)
    may_note_instead(delivery).enforce()
    delivery.instead, delivery.noted_by, delivery.noted_at = instead, by.id, now
    delivery.save(update_fields=["instead", "noted_by", "noted_at"])
    return delivery


@action(Permission.WARN_ACROSS)
def confirm_warning(*, by: Actor, warning: HouseWarning, now: datetime) -> HouseWarning:
    """It has been read. The first to confirm it stands there; pressing again changes nothing."""
    _stand_still(by, warning)
    works, led = works_on(by, warning.case_id), leads(by, warning.case_id)
    may_confirm(warning, works=works, leads=led).enforce()
    if not warning.is_confirmed:
        warning.confirmed_by, warning.confirmed_at = by.id, now
        warning.save(update_fields=["confirmed_by", "confirmed_at"])
    return warning


@action(Permission.WARN_ACROSS)
def act_on_warning(*, by: Actor, warning: HouseWarning, deed: str, now: datetime) -> HouseWarning:
    """What was done to keep the person safe."""
    _stand_still(by, warning)
    works, led = works_on(by, warning.case_id), leads(by, warning.case_id)
    may_act_on(warning, works=works, leads=led).enforce()
    warning.deed, warning.acted_by, warning.acted_at = deed, by.id, now
    warning.save(update_fields=["deed", "acted_by", "acted_at"])
    return warning


@action(Permission.REVIEW_WARNING)
def review_warning(
    *, by: Actor, warning: HouseWarning, was_enough: bool, now: datetime
) -> HouseWarning:
    """A leader who did not act on it says whether what was done is enough."""
    _stand_still(by, warning)
    led = leads(by, warning.case_id)
    may_review_warning(by=by, warning=warning, leads=led).enforce()
    warning.reviewed_by, warning.reviewed_at, warning.was_enough = by.id, now, was_enough
    warning.save(update_fields=["reviewed_by", "reviewed_at", "was_enough"])
    return warning


@action(Permission.OVERSEE)
def review_delivery(
    *, by: Actor, delivery: Delivery, was_in_order: bool, now: datetime
) -> Delivery:
    """The data protection officer has looked at how a crossing went, without its words."""
    _stand_still(by, delivery)
    may_review_delivery(delivery).enforce()
    delivery.reviewed_by, delivery.reviewed_at = by.id, now
    delivery.was_in_order = was_in_order
    delivery.save(update_fields=["reviewed_by", "reviewed_at", "was_in_order"])
    return delivery


@action(Permission.ERASE_CASE)
def forget_where_warned(*, by: Actor, root: UUID) -> int:
    """A case that was warned is erased: no id of its warnings stays with the desk."""
    return deliveries_into(root).update(warning=None)  # type: ignore[no-any-return]
