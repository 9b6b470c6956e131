"""What crosses the wall: the words, what is sent back, what was done."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Basis, Danger, ForWhom
from ..rules import WORDS_MOST, may_pass_on
from .reasons import at_length


class CrossingForm(forms.Form):
    """What is to be passed on across the wall, to the letter, and why."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    danger = forms.TypedChoiceField(
        label=_("What is it about?"),
        choices=Danger.choices,
        coerce=Danger,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    reason = at_length(
        _("What have you heard, when, and how sure is it?"),
        missing=_("Write in at least 20 characters what you have heard."),
        most=2_000,
        help_text=_("Read by the conflict desk alone. It is not passed on."),
        rows=4,
    )
    words = forms.CharField(
        label=_("What shall be passed on, to the letter?"),
        max_length=WORDS_MOST,
        help_text=_(
            "The fewest words that protect life, such as “Be careful on the way to and from work "
            "this week.” No names, no place where anybody lives, nothing of how you know it."
        ),
        error_messages={"required": _("Write the words that shall be passed on.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    basis = forms.TypedChoiceField(
        label=_("On what legal basis?"),
        choices=Basis.choices,
        coerce=Basis,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the legal basis.")},
    )
    for_whom = forms.TypedChoiceField(
        label=_("Whose task shall it be there?"),
        choices=ForWhom.choices,
        coerce=ForWhom,
        initial=ForWhom.WORKER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose task it is.")},
    )
    is_read = forms.BooleanField(
        label=_("I have read the words again: no name, no place, nothing that is not needed"),
        error_messages={"required": _("Read the words once more, then tick this.")},
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].strip()
        may = may_pass_on(words)
        if not may.allowed:
            raise forms.ValidationError(str(may.refusal))
        return words

    @property
    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "is_read"}


class AgainForm(forms.Form):
    """Which message came back and is written anew."""

    igen = forms.UUIDField(required=False)


class SendBackForm(forms.Form):
    answer = at_length(
        _("What has to be different?"),
        missing=_("Write in at least 20 characters what has to be different."),
        most=1_000,
        help_text=_("Whoever wrote it reads this. You look at the words, not at the other side."),
    )


class InsteadForm(forms.Form):
    instead = at_length(
        _("What did you do, and whom did you tell?"),
        missing=_("Write in at least 20 characters what was done."),
        most=1_000,
        help_text=_("Such as: police called at 14.20, journal number, who took it."),
    )


class DeedForm(forms.Form):
    deed = at_length(
        _("What was done to keep them safe?"),
        missing=_("Write in at least 20 characters what was done."),
        most=2_000,
        help_text=_("Whom you called and when, what was agreed, what you do next."),
    )
