"""Handing a case over by asking somebody."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules import NOTE_MOST, may_write_note
from .teams import AllocateForm


class HandOverForm(AllocateForm):
    """Who is to take the case over, and what they may read before they see it."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    note = forms.CharField(
        label=_("A word to whoever is asked"),
        help_text=_("Read before they see the case: no names, no places. The rest comes with it."),
        required=False,
        max_length=NOTE_MOST,
    )

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        may = may_write_note(note)
        if not may.allowed:
            raise forms.ValidationError(str(may.refusal))
        return note
