"""What is to go to the police, asked in two steps. Forms parse; actions decide."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frirum.casefile.consents.asking import AsksBasis, Choices
from frirum.casefile.outgoing.rules import may_receive
from frirum.foundation.ui.forms import DayField

from ..bundle.plan import Part, Plan, Which


class PlanForm(forms.Form):
    """Which incidents, and what of them."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    first_day = DayField(label=gettext_lazy("From"))
    last_day = DayField(label=gettext_lazy("To"))
    which = forms.ChoiceField(
        label=gettext_lazy("Which incidents?"),
        choices=[
            (Which.ALL.value, gettext_lazy("All in the period")),
            (Which.STARRED.value, gettext_lazy("Only the typical ones, with a star")),
            (Which.REPORTED.value, gettext_lazy("Only those reported to the police")),
            (Which.BREACHES.value, gettext_lazy("Only breaches of an order")),
        ],
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What may the police see besides day, kind and facts?"),
        help_text=gettext_lazy(
            "The suspect and the suspect's lawyer may read all of it later. How it affects the "
            "client and workers' notes never leave in a bundle."
        ),
        choices=[
            (Part.MESSAGES.value, gettext_lazy("The words of the messages")),
            (Part.EXHIBITS.value, gettext_lazy("The exhibits, as original files")),
            (Part.PLACE.value, gettext_lazy("The places, as they are written")),
            (Part.WITNESSES.value, gettext_lazy("Who saw or heard it")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    client = forms.CharField(
        label=gettext_lazy("What the client is called in the report"), max_length=120
    )
    other_party = forms.CharField(
        label=gettext_lazy("What the other party is called"), max_length=120
    )
    introduction = forms.CharField(
        label=gettext_lazy("A few lines to begin with"),
        help_text=gettext_lazy("How the two know each other, and since when it has gone on."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the report"),
        choices=[("da", "Dansk"), ("en", "English")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, plan: Plan, today: date) -> None:
        initial = {**plan.as_json(), "first_day": plan.first_day, "last_day": plan.last_day}
        super().__init__(data, initial=initial)
        for name in ("first_day", "last_day"):
            self.fields[name].latest = today  # type: ignore[attr-defined]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first. Turn them round."))

    @property
    def plan(self) -> Plan:
        given = {**self.cleaned_data}
        given.pop("once")
        given["which"] = Which(given["which"])
        given["parts"] = frozenset(Part(part) for part in given["parts"])
        return Plan(**given)


class HandOverForm(AsksBasis):
    """To whom, and which guarded words may stand. None may unless somebody says so."""

    recipient = forms.CharField(
        label=gettext_lazy("Who at the police gets it?"),
        help_text=gettext_lazy("The officer's name and the district, as you know them."),
        max_length=120,
    )
    allowed = forms.MultipleChoiceField(
        label=gettext_lazy("These may stand as they are written"),
        help_text=gettext_lazy(
            "What you don't tick is blacked out. Ask: does the police need it, and may the "
            "other party read it?"
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    field_order = ("recipient", "basis_code", "basis_reason", "allowed", "exhibits")

    exhibits = forms.MultipleChoiceField(
        label=gettext_lazy("These may go as originals"),
        help_text=gettext_lazy(
            "What you don't tick stays in the house. A picture from her new home tells the way to "
            "it, and the other party may be given the file."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        mentions: Sequence[tuple[str, str, str, int]],
        exhibits: Sequence[tuple[str, str, str]] = (),
        opposing: Collection[str] = (),
        bases: Choices = (),
    ) -> None:
        super().__init__(data, bases=bases)
        self._opposing = opposing
        self.fields["allowed"].choices = [  # type: ignore[attr-defined]
            (key, _mention(kind, value, places)) for key, kind, value, places in mentions
        ]
        self.fields["exhibits"].choices = [  # type: ignore[attr-defined]
            (key, format_html("{}<br><small>{}</small>", name, why)) for key, name, why in exhibits
        ]
        if not mentions:
            del self.fields["allowed"]
        if not exhibits:
            del self.fields["exhibits"]

    @property
    def let_through(self) -> list[str]:
        """The keys of what may stand and what may go."""
        said = self.cleaned_data
        return [*said.get("allowed", ()), *said.get("exhibits", ())]

    def clean_recipient(self) -> str:
        ruling = may_receive(self.cleaned_data["recipient"], self._opposing)
        if not ruling.allowed:
            raise ValidationError(str(ruling.refusal))
        return str(self.cleaned_data["recipient"])


def _mention(kind: str, value: str, places: int) -> SafeString:
    count = ngettext("in %(count)d text", "in %(count)d texts", places) % {"count": places}
    return format_html("{}<br><small>{} · {}</small>", value, kind, count)
