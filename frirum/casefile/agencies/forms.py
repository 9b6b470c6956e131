"""What is asked about an agency and about somebody who works there."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import PhoneField

from .facts import AgencyFacts, PersonFacts
from .kinds import AgencyKind

_NOT_THE_CALLERS = _(
    "From a directory or the agency's own page, never the number that somebody called from."
)


class _ListedForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    call_back = PhoneField(
        label=_("Number to call back on"), help_text=_NOT_THE_CALLERS, required=False
    )
    found_in = forms.CharField(
        label=_("Where was it looked up?"),
        help_text=_("Such as: the police's own page."),
        max_length=80,
        required=False,
    )
    phone = PhoneField(label=_("Other phone"), required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=120,
        error_messages={"invalid": _("Write it as name@host, such as post@aarhus.dk.")},
    )

    def clean(self) -> None:
        if self.cleaned_data.get("call_back") and not self.cleaned_data.get("found_in"):
            self.add_error("found_in", _("Write where the number was looked up."))

    @property
    def answers(self) -> dict[str, Any]:
        kept = {"once", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}


class AgencyForm(_ListedForm):
    field_order = ("kind", "name", "call_back", "found_in", "phone", "email", "address")

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *AgencyKind.choices])
    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Postal address"), max_length=200, required=False)

    @property
    def facts(self) -> AgencyFacts:
        return AgencyFacts(**self.answers)


class PersonForm(_ListedForm):
    field_order = ("name", "title", "call_back", "found_in", "phone", "email")

    name = forms.CharField(label=_("Name"), max_length=80)
    title = forms.CharField(label=_("Title or part"), max_length=80, required=False)

    @property
    def facts(self) -> PersonFacts:
        return PersonFacts(**self.answers)


class FindForm(forms.Form):
    q = forms.CharField(label=_("Name, number or mail"), max_length=80)
