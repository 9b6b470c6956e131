"""May this be recorded about authorities, reports and orders?"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.country.here import ORDERS
from frirum.foundation.country.orders import OrderKind
from frirum.foundation.ui.dates import day
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .facts import ToldContact, ToldOrder, ToldProceeding
from .kinds import FIRST_STAGES, MOVES, ContactChannel, IdentityCheck, ProceedingKind, Stage
from .models import Order, Proceeding

_ON_THE_LINE = frozenset({ContactChannel.PHONE, ContactChannel.VIDEO})
_WRITTEN = frozenset({ContactChannel.MAIL, ContactChannel.LETTER})
_BACK = IdentityCheck.CALLED_BACK
_BY_NUMBER = frozenset({_BACK, IdentityCheck.WE_CALLED})


def may_work_in(case: Case) -> Ruling:
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it to write about authorities and orders."))
    return ALLOWED


def may_end_part(since: date, ended_on: date) -> Ruling:
    if ended_on < since:
        return Ruling(_("It ends before it begins. Check the days."))
    return ALLOWED


def may_log(told: ToldContact, *, now: datetime) -> Ruling:
    """Who they are is known by a call to a number from the register, by sight, or in writing."""
    if told.at > now:
        return Ruling(_("This lies in the future. Check the day and the time."))
    if told.whom.agency is None and not told.who:
        return Ruling(_("Write who it was."))
    return may_rely_on(told)


def may_rely_on(told: ToldContact) -> Ruling:
    """Whoever calls in may be anybody, whatever they say and whatever number is shown."""
    check = told.check
    if check == IdentityCheck.NOT_CHECKED:
        return ALLOWED
    if told.channel == ContactChannel.PHONE and told.is_incoming and check != _BACK:
        return Ruling(
            _(
                "Somebody who calls in is known only when they are called back on the number "
                "from the register. Call back, or write that it was not checked."
            )
        )
    if check in _BY_NUMBER:
        if told.channel not in _ON_THE_LINE:
            return Ruling(_("A letter or meeting is not checked by calling. Choose what was done."))
        listed = told.whom.agent.number_to_call_back() if told.whom.agent else told.whom.agency
        if listed is None or not listed.call_back:
            return Ruling(
                _(
                    "The register has no number to call back on for them. Look it up and write it "
                    "there first."
                )
            )
    if check == IdentityCheck.SECURE_MAIL and told.channel not in _WRITTEN:
        return Ruling(_("This was no mail or letter. Choose how you knew who it was."))
    return ALLOWED


def may_start(told: ToldProceeding, *, today: date) -> Ruling:
    if told.started_on > today:
        return Ruling(_("This lies in the future. Check the day and the time."))
    if told.stage not in FIRST_STAGES[told.kind]:
        return Ruling(_("Begin with how it began. What came of it is written as steps."))
    return ALLOWED


def may_step(proceeding: Proceeding, stage: Stage, on: date, *, today: date) -> Ruling:
    if stage not in MOVES[ProceedingKind(proceeding.kind)][proceeding.stage]:
        return Ruling(_("This step does not follow from where it stands. Open it again."))
    if on < proceeding.started_on:
        return Ruling(_("This is before the report was made. Check the day."))
    if on > today and stage != Stage.COURT:
        return Ruling(_("Only a court date may lie ahead. Check the day."))
    return ALLOWED


def may_strike(*, is_last: bool, is_first: bool) -> Ruling:
    if is_first:
        return Ruling(_("How it began stays. Write what it became instead."))
    if not is_last:
        return Ruling(_("Only the newest step can be taken back."))
    return ALLOWED


def may_order(told: ToldOrder, others: Iterable[Order], *, today: date) -> Ruling:
    """`others`: orders of this case that are not this one."""
    law = ORDERS.get(told.kind)
    if law is None:
        return Ruling(_("Choose the kind of order."))
    return _first_refused(
        may_serve(told.decided_on, told.served_on, today=today),
        _may_last(law, told.first_day, told.last_day, since=told.first_day),
        _unless(law.has_zones and not told.zones, _("Write the area that the order names.")),
        _unless(not told.people, _("Say whom the order protects.")),
        _may_stand_beside(told.kind, told.first_day, told.last_day, set(told.people), others),
    )


def _unless(is_wrong: bool, sentence: str) -> Ruling:
    return Ruling(sentence) if is_wrong else ALLOWED


def _first_refused(*rulings: Ruling) -> Ruling:
    return next((one for one in rulings if not one.allowed), ALLOWED)


def _may_last(law: OrderKind, first_day: date, last_day: date, *, since: date) -> Ruling:
    """`since`: from which day on the law counts; for an extension, the day it would have ended."""
    if last_day < first_day:
        return Ruling(_("It ends before it begins. Check the days."))
    if last_day > (latest := law.latest_end(since)):
        return Ruling(
            _("The law lets this order last until %(latest)s (%(section)s). Check the last day.")
            % {"latest": day(latest), "section": law.section}
        )
    return ALLOWED


def may_serve(decided_on: date, served_on: date | None, *, today: date) -> Ruling:
    if decided_on > today or (served_on or today) > today:
        return Ruling(_("Neither decided nor served in the future. Check the days."))
    if served_on and served_on < decided_on:
        return Ruling(_("Served before it was decided. Check the days."))
    return ALLOWED


def _may_stand_beside(
    kind: str, first_day: date, last_day: date, people: set[object], others: Iterable[Order]
) -> Ruling:
    for other in others:
        ends = _ends(other)
        overlaps = other.first_day <= last_day and first_day <= ends
        if other.kind == kind and overlaps and people & other.protects:
            words = {"first": day(other.first_day), "last": day(ends)}
            return Ruling(
                _(
                    "An order of this kind protects the same person from %(first)s to %(last)s "
                    "already. Extend that one, or check the days."
                )
                % words
            )
    return ALLOWED


def _ends(order: Order) -> date:
    """The last day on which it holds; one that was lifted at once held on none."""
    if order.lifted_on is None:
        return order.last_day
    return min(order.last_day, date.fromordinal(order.lifted_on.toordinal() - 1))


def may_extend(order: Order, *, decided_on: date, last_day: date, today: date) -> Ruling:
    is_lifted, may_be = order.is_lifted_by(today), order.law.may_be_extended
    lifted = _("The order was lifted. Record the new order as one of its own.")
    never = _("This kind of order cannot be extended. Record the order that follows it.")
    too_late = _("It had expired by then. Record the new order as one of its own.")
    no_longer = _("The order lasts until %(last)s already. Write a later day.")
    return _first_refused(
        _unless(is_lifted, lifted),
        _unless(not may_be, never),
        may_serve(decided_on, None, today=today),
        _unless(decided_on > order.last_day, too_late),
        _unless(last_day <= order.last_day, no_longer % {"last": day(order.last_day)}),
        _may_last(order.law, order.first_day, last_day, since=order.last_day),
    )


def may_stand_longer(order: Order, last_day: date, others: Iterable[Order]) -> Ruling:
    """An extension must not run into another order either."""
    new = date.fromordinal(order.last_day.toordinal() + 1)
    return _may_stand_beside(order.kind, new, last_day, set(order.protects), others)


def may_lift(order: Order, *, lifted_on: date, today: date) -> Ruling:
    if order.lifted_on is not None:
        return Ruling(_("The order was lifted already."))
    if lifted_on < order.first_day or lifted_on > order.last_day:
        return Ruling(_("The order was not in force on that day. Check the day."))
    if lifted_on > today:
        return Ruling(_("This lies in the future. Check the day and the time."))
    return ALLOWED


def may_change_order(version: int, current: int) -> Ruling:
    if version != current:
        return Ruling(_("Somebody changed this meanwhile. Open it again and see what changed."))
    return ALLOWED


def may_link(order: Order, happened_at: datetime, *, is_breach: bool) -> Ruling:
    happened_on = timezone.localdate(happened_at)
    if not is_breach:
        return Ruling(_("Mark the incident as a breach in the log first."))
    if not order.first_day <= happened_on <= _ends(order):
        return Ruling(_("The order was not in force on that day. Check the day."))
    return ALLOWED


def may_answer(*, told_on: date | None, answered_on: date | None, today: date) -> Ruling:
    if answered_on and (told_on is None or answered_on < told_on):
        return Ruling(_("The police cannot answer before they were told. Check the days."))
    if (told_on or today) > today or (answered_on or today) > today:
        return Ruling(_("This lies in the future. Check the day and the time."))
    return ALLOWED
