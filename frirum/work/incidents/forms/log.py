"""What to see of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField

from ..kinds import Channel, Reported
from ..queries import Cursor, Filters
from ..taxonomy import GROUPS, Behaviour

_ALL = ("", _("All"))


class CursorField(forms.CharField):
    """A place in the log."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Cursor | None:  # type: ignore[override]
        return Cursor.parse(str(value or ""))

    def run_validators(self, value: Any) -> None:
        """A cursor has nothing to validate."""


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Words in the text"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    behaviour = forms.TypedChoiceField(
        label=_("What was done"),
        choices=[
            _ALL,
            *((group, [(kind.value, kind.label) for kind in kinds]) for group, kinds in GROUPS),
        ],
        coerce=Behaviour,
        empty_value=None,
        required=False,
    )
    channel = forms.ChoiceField(label=_("How"), choices=[_ALL, *Channel.choices], required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    reported = forms.ChoiceField(
        label=_("Police"), choices=[_ALL, *Reported.choices], required=False
    )
    starred = forms.BooleanField(label=_("Typical examples"), required=False)
    breach = forms.BooleanField(label=_("Breaches of an order"), required=False)
    with_files = forms.BooleanField(label=_("With files"), required=False)
    older = CursorField(required=False)
    newer = CursorField(required=False)

    @property
    def filters(self) -> Filters:
        """What is wrong is left out; the form says so beside the field."""
        said = self.cleaned_data if self.is_bound else {}
        return Filters(
            words=" ".join(said.get("q", "").split()),
            behaviour=said.get("behaviour"),
            channel=said.get("channel", ""),
            since=said.get("since"),
            until=said.get("until"),
            reported=said.get("reported", ""),
            is_starred=said.get("starred", False),
            is_breach=said.get("breach", False),
            with_files=said.get("with_files", False),
        )
