"""A form that is shown once more, as things are now."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CHANGED = _("Somebody changed this meanwhile. See what it says now; save again to keep yours.")


def with_answer(data: Any, name: str, value: object) -> Any:
    """What was typed, with one hidden answer brought up to date."""
    fresh = data.copy()
    fresh[name] = str(value)
    return fresh
