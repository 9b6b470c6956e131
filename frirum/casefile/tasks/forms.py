"""One line, one day, one kind; the rest unfolds. And a case that is handed over."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.rules import NOTE_MOST
from frirum.foundation.ui.forms import DayField

from .models import Kind


class TaskForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("What is to be done?"), max_length=120)
    due_on = DayField(label=_("By when?"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.OTHER)
    worker = forms.TypedChoiceField(
        label=_("For whom?"), coerce=UUID, required=False, empty_value=None
    )
    outside = forms.CharField(
        label=_("Promised by somebody outside the house?"),
        help_text=_("Then whoever is chosen above sees that it is done."),
        required=False,
        max_length=120,
    )
    text = forms.CharField(
        label=_("More about it"), required=False, max_length=2000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, workers: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whoever = ("", _("Whoever stands with the case"))
        self.fields["worker"].choices = [whoever, *workers.items()]  # type: ignore[attr-defined]


class ChangeForm(TaskForm):
    """The same words, of a task that stands already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, workers: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, workers=workers, **kwargs)
        del self.fields["once"]


class DeclineForm(forms.Form):
    word = forms.CharField(
        label=_("A word to whoever asked"),
        required=False,
        max_length=NOTE_MOST,
        help_text=_("Such as when you could. It is kept with the case."),
    )
