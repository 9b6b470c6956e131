"""Somebody else saved meanwhile, or a rule said no: the same form, with all that was typed."""

from typing import Any

from django.forms import Form

from frirum.foundation.wall.rulings import Ruling


def ask_again(form: Form, version: int) -> None:
    """To count against what stands now."""
    typed: Any = form.data.copy()  # type: ignore[attr-defined]
    typed["version"] = str(version)
    form.data = typed


def heeds(form: Form, ruling: Ruling, *, field: str | None = None) -> bool:
    """Whether the rule allows it. Its sentence stands in the form, at the field it is about."""
    if not ruling.allowed:
        form.add_error(field, str(ruling.refusal))
    return ruling.allowed
