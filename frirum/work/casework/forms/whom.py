"""Choosing an agency of the register, or somebody there."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from frirum.casefile.agencies.queries import Recipient

from ..facts import With


class WhomField(forms.ChoiceField):
    """One of these, or nobody. Cleans to `With`."""

    def offer(self, recipients: Iterable[Recipient], nobody: str = "–") -> None:
        self.known = {one.value: one for one in recipients}
        people = [(value, one.words) for value, one in self.known.items()]
        self.choices = [("", nobody), *people]

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        one = self.known.get(chosen)
        return With(one.agency, one.person) if one else With()


def found_in_register(field: Any, recipients: Iterable[Recipient], nobody: str = "") -> None:
    """Fill the `WhomField` of a form that is being made."""
    field.offer(recipients, nobody or _("Not known yet"))
