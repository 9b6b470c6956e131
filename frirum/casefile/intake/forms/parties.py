"""Somebody an enquiry names."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField, PhoneField

from ..choices import PartyRole
from ..facts import PartyFacts

_OLDEST = 110


class PartyForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    role = forms.ChoiceField(label=_("Who is it?"), choices=PartyRole.choices)
    given_name = forms.CharField(label=_("First names"), required=False, max_length=80)
    family_name = forms.CharField(label=_("Family name"), required=False, max_length=80)
    birth_date = DayField(
        label=_("Birth date"), required=False, help_text=_("Such as 3-9-84, if it is known.")
    )
    age = forms.IntegerField(label=_("Age, about"), required=False, min_value=0, max_value=_OLDEST)
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        error_messages={
            "unreadable": _(
                "Write the whole number, such as 22 33 44 55. If only a part is known, write it "
                "under relation: “phone ends in 45”."
            )
        },
    )
    town = forms.CharField(label=_("Town"), required=False, max_length=60)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=120)
    address = forms.CharField(label=_("Street and number"), required=False, max_length=120)
    handle = forms.CharField(label=_("Profile name"), required=False, max_length=60)
    plate = forms.CharField(label=_("Number plate"), required=False, max_length=12)
    relation = forms.CharField(
        label=_("Relation to whoever got in touch"),
        required=False,
        max_length=80,
        help_text=_("Such as former husband, colleague, neighbour."),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and self.facts().is_empty:
            self.add_error("given_name", gettext("Write a name, a phone number or something else."))
        return values

    def is_blank(self) -> bool:
        """Nothing was typed; the person's role alone says nothing."""
        asked = set(self.fields) - {"once", "version", "role"}
        return not any(self.data.get(name, "").strip() for name in asked)

    def facts(self) -> PartyFacts:
        given = {k: v for k, v in self.cleaned_data.items() if k not in ("once", "version")}
        return PartyFacts(**given)
