"""Somebody else saved while this form was being filled in."""

from typing import Any

from django.forms import Form


def ask_again(form: Form, version: int) -> None:
    """The same form with all that was typed, to count against what stands now."""
    typed: Any = form.data.copy()  # type: ignore[attr-defined]
    typed["version"] = str(version)
    form.data = typed
