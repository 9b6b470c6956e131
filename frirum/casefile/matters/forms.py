"""Which case, and why it can't wait. Parsing only."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .models import GlassReason
from .rules import REASON_LETTERS


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
    reason = forms.CharField(
        label=_("What has happened?"),
        min_length=REASON_LETTERS,
        max_length=1_000,
        help_text=_("At least 20 characters. Everybody who stands with the case can read it."),
        error_messages={
            "required": _("Write in at least 20 characters why it can't wait."),
            "min_length": _("Write in at least 20 characters why it can't wait."),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
