"""A consent as it is written down, and as it is taken back."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField

from .kinds import Content, RecipientRole
from .models import How
from .rules import may_last

_HALF_A_YEAR = timedelta(days=182)
# Where the client is to be found, and workers' own notes, leave to nobody.
_MAY_BE_TOLD = [one for one in Content if one not in (Content.CONTACT, Content.NOTES)]


class ConsentForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    role = forms.TypedChoiceField(
        label=_("Who may be told?"),
        choices=[(one.value, one.label) for one in RecipientRole if one != RecipientRole.CLIENT],
        coerce=RecipientRole,
    )
    recipient = forms.CharField(
        label=_("Name of the person or the place"),
        help_text=_(
            "A consent holds for this one alone, such as “Aarhus Kommune, Familieafdelingen”."
        ),
        max_length=120,
        error_messages={"required": _("Write who may be told.")},
    )
    extent = forms.TypedMultipleChoiceField(
        label=_("What may they be told?"),
        choices=[(one.value, one.label) for one in _MAY_BE_TOLD],
        coerce=Content,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what may be told.")},
    )
    purpose = forms.CharField(
        label=_("What for?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what it is told for.")},
    )
    how = forms.TypedChoiceField(
        label=_("How was it said?"), choices=How.choices, coerce=How, widget=forms.RadioSelect
    )
    given_on = DayField(label=_("Given on"))
    expires_on = DayField(
        label=_("Until and including"), help_text=_("A year at most. Then ask anew.")
    )

    def __init__(self, data: Any, *, today: date) -> None:
        initial = {"given_on": today, "expires_on": today + _HALF_A_YEAR, "how": How.SPOKEN}
        super().__init__(data, initial=initial)
        self._today = today

    def clean(self) -> None:
        given, expires = self.cleaned_data.get("given_on"), self.cleaned_data.get("expires_on")
        if given and expires:
            ruling = may_last(given_on=given, expires_on=expires, today=self._today)
            if not ruling.allowed:
                field = "given_on" if given > self._today else "expires_on"
                self.add_error(field, str(ruling.refusal))


class WithdrawForm(forms.Form):
    afterwards = forms.CharField(
        label=_("What becomes of what was told already?"),
        help_text=_("Such as: the municipality is asked to delete the letter; or it stays there."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you agreed with the client about it.")},
    )
