"""Which case to open for an hour and why; whom a case is for alone."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ..models import GlassReason
from .reasons import at_length


class NumberField(forms.CharField):
    """A case number, however it was written down."""

    def to_python(self, value: Any) -> str:
        plain = "".join(str(super().to_python(value)).split()).replace("-", "").upper()
        return f"{plain[:3]}-{plain[3:]}" if plain else ""


class BreakGlassForm(forms.Form):
    number = NumberField(
        label=_("Case number"),
        help_text=_("As it stands on the case, such as K7M-4Q2."),
        error_messages={"required": _("Write the number of the case.")},
        validators=[
            RegexValidator(
                r"^[A-Z0-9]{3}-[A-Z0-9]{3}$", _("A case number has three characters twice.")
            )
        ],
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "is-short"}
        ),
    )
    reason_code = forms.TypedChoiceField(
        label=_("Why now?"),
        choices=GlassReason.choices,
        coerce=GlassReason,
        error_messages={"required": _("Choose what it is about.")},
        widget=forms.RadioSelect,
    )
    reason = at_length(
        _("What has happened?"),
        missing=_("Write in at least 20 characters why it can't wait."),
        most=1_000,
        help_text=_("At least 20 characters. Everybody who stands with the case can read it."),
        rows=4,
    )


class ShieldForm(forms.Form):
    """Why a case is for those named alone, or no longer."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever sees the case reads it."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, *args: Any, is_standing: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_standing:
            self.fields["reason"].label = _("Why is it no longer needed?")
