"""An order and what becomes of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.casefile.agencies.queries import Recipient
from frirum.casefile.people.models import Person
from frirum.foundation.country.here import ORDERS
from frirum.foundation.ui.dates import is_danish
from frirum.foundation.ui.forms import DayField
from frirum.foundation.wall.rulings import Ruling

from ..facts import ToldOrder
from ..models import Breach, Order
from ..queries import BreachRow
from ..rules import may_answer, may_extend, may_lift, may_order, may_serve, may_stand_longer
from .whom import WhomField, found_in_register


def _say(form: forms.Form, field: str, *rulings: Ruling) -> None:
    refusal = next((one.refusal for one in rulings if not one.allowed), "")
    if refusal:
        form.add_error(field, str(refusal))


class OrderForm(forms.Form):
    """Whom it protects, from when to when, and where."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)
    kind = forms.ChoiceField(label=_("Kind of order"), widget=forms.RadioSelect)
    people = forms.TypedMultipleChoiceField(
        label=_("Whom does it protect?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    decided_on = DayField(label=_("Decided on"))
    served_on = DayField(label=_("Served on"), required=False)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))
    zones = forms.CharField(
        label=_("Area"),
        help_text=_("As the order says it, one place a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    whom = WhomField(label=_("Which police district?"), required=False)
    journal_number = forms.CharField(label=_("Journal number"), max_length=60, required=False)
    remark = forms.CharField(
        label=_("Remark"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        police: Iterable[Recipient],
        others: Sequence[Order],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others, self.today = others, today
        language = "da" if is_danish() else "en"
        kinds = [(code, law.names[language]) for code, law in ORDERS.items()]
        chosen: Any = self.fields["kind"]
        chosen.choices = kinds
        protected: Any = self.fields["people"]
        protected.choices = [(str(one.pk), one.full_name) for one in people]
        found_in_register(self.fields["whom"], police)

    def clean(self) -> None:
        if not self.errors:
            told = self.told
            field = "zones" if ORDERS[told.kind].has_zones and not told.zones else "last_day"
            _say(self, field, may_order(told, self.others, today=self.today))

    @property
    def told(self) -> ToldOrder:
        said = self.cleaned_data
        lines = (" ".join(line.split()) for line in said["zones"].splitlines())
        return ToldOrder(
            kind=said["kind"],
            decided_on=said["decided_on"],
            served_on=said["served_on"],
            first_day=said["first_day"],
            last_day=said["last_day"],
            people=tuple(said["people"]),
            zones=tuple(line for line in lines if line),
            agency=said["whom"].agency,
            journal_number=said["journal_number"],
            remark=said["remark"],
        )


def initial_of(order: Order) -> dict[str, Any]:
    """What an order says now, as its form takes it."""
    columns = ("version", "kind", "decided_on", "served_on", "first_day", "last_day")
    return {
        **{name: getattr(order, name) for name in columns},
        "people": [str(one) for one in order.protects],
        "zones": "\n".join(order.zones),
        "whom": f"{order.agency_id}:" if order.agency_id else "",
        "journal_number": order.journal_number or "",
        "remark": order.remark or "",
    }


class _DeedForm(forms.Form):
    """Something done to one order on a day."""

    def __init__(self, *args: Any, order: Order, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.today = order, today


class ServeForm(_DeedForm):
    served_on = DayField(label=_("Served on"))

    def clean(self) -> None:
        if on := self.cleaned_data.get("served_on"):
            _say(self, "served_on", may_serve(self.order.decided_on, on, today=self.today))


class ExtendForm(_DeedForm):
    decided_on = DayField(label=_("Decided on"))
    last_day = DayField(label=_("New last day"))
    journal_number = forms.CharField(
        label=_("Journal number, when there is a new one"), max_length=60, required=False
    )

    def __init__(self, *args: Any, others: Sequence[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean(self) -> None:
        said = self.cleaned_data
        decided_on, last_day = said.get("decided_on"), said.get("last_day")
        if decided_on and last_day:
            longer = may_extend(
                self.order, decided_on=decided_on, last_day=last_day, today=self.today
            )
            beside = may_stand_longer(self.order, last_day, self.others)
            _say(self, "last_day", longer, beside)


class LiftForm(_DeedForm):
    lifted_on = DayField(label=_("From which day does it no longer hold?"))
    why = forms.CharField(label=_("Why?"), max_length=400, required=False)

    def clean(self) -> None:
        if on := self.cleaned_data.get("lifted_on"):
            _say(self, "lifted_on", may_lift(self.order, lifted_on=on, today=self.today))


class LinkForm(forms.Form):
    """Incidents that were marked as a breach while the order was in force."""

    incidents = forms.TypedMultipleChoiceField(
        label=_("Which incidents broke it?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rows: Sequence[BreachRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {row.incident.pk: row.incident for row in rows}
        self.fields["incidents"].choices = [  # type: ignore[attr-defined]
            (str(row.incident.pk), f"{row.title} · {row.when}") for row in rows
        ]


class BreachForm(forms.Form):
    told_on = DayField(label=_("The police were told on"), required=False)
    journal_number = forms.CharField(label=_("Journal number"), max_length=60, required=False)
    answered_on = DayField(label=_("They answered on"), required=False)
    answer = forms.CharField(
        label=_("What did they answer?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        said = self.cleaned_data
        told_on, answered_on = said.get("told_on"), said.get("answered_on")
        may = may_answer(told_on=told_on, answered_on=answered_on, today=self.today)
        _say(self, "answered_on" if answered_on else "told_on", may)


def breach_initial(breach: Breach) -> dict[str, Any]:
    return {
        "told_on": breach.told_on,
        "journal_number": breach.journal_number or "",
        "answered_on": breach.answered_on,
        "answer": breach.answer or "",
    }
