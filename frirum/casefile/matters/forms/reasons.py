"""Reasons in whole sentences, as several forms ask for them."""

from typing import TYPE_CHECKING

from django import forms

from ..rules import REASON_LETTERS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as _Words


def at_length(
    label: "_Words", *, missing: "_Words", most: int, help_text: "_Words", rows: int = 3
) -> forms.CharField:
    """Reasons in whole sentences; too short is as good as nothing, and is told the same."""
    return forms.CharField(
        label=label,
        min_length=REASON_LETTERS,
        max_length=most,
        help_text=help_text,
        error_messages={"required": missing, "min_length": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )
