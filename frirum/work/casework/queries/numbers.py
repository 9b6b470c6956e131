"""Under which numbers others file the case; what a letter may name."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from ..models import Breach, Extension, Involvement, Order, Proceeding


@dataclass(frozen=True, slots=True)
class JournalNumber:
    """A number, whose it is and what for. It may go to whoever gave it."""

    number: str
    agency: str
    about: str


def journal_numbers(*, actor: Actor, case: Case) -> list[JournalNumber]:
    """Every journal number of the case, each once, in five reads."""
    found = [*_of_involved(actor, case), *_of_proceedings(actor, case), *_of_orders(actor, case)]
    return list(dict.fromkeys(one for one in found if one.number))


def _of_involved(actor: Actor, case: Case) -> list[JournalNumber]:
    rows = Involvement.objects.visible_to(actor).filter(case=case).select_related("agency")
    return [
        JournalNumber(row.journal_number or "", row.agency.name, row.purpose)
        for row in rows.order_by("since", "pk")
    ]


def _of_proceedings(actor: Actor, case: Case) -> list[JournalNumber]:
    rows = Proceeding.objects.visible_to(actor).filter(case=case).select_related("agency")
    return [
        JournalNumber(row.journal_number or "", _name(row), row.get_kind_display())
        for row in rows.order_by("started_on", "pk")
    ]


def _of_orders(actor: Actor, case: Case) -> list[JournalNumber]:
    rows = Order.objects.visible_to(actor).filter(case=case).select_related("agency")
    orders = {row.pk: row for row in rows.order_by("first_day", "pk")}
    found = [
        JournalNumber(row.journal_number or "", _name(row), row.word) for row in orders.values()
    ]
    longer = Extension.objects.visible_to(actor).filter(case=case).order_by("last_day", "pk")
    broken = Breach.objects.visible_to(actor).filter(case=case).order_by("added_at", "pk")
    for row in longer:
        order = orders[row.order_id]
        found.append(JournalNumber(row.journal_number or "", _name(order), order.word))
    for row in broken:
        order, words = orders[row.order_id], _("Breach: %(order)s")
        about = words % {"order": order.word}
        found.append(JournalNumber(row.journal_number or "", _name(order), about))
    return found


def _name(row: Proceeding | Order) -> str:
    return row.agency.name if row.agency else ""
