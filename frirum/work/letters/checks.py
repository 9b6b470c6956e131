"""Frirum does not start with a letter that asks for what no letter may hold."""

from typing import Any

from django.core.checks import CheckMessage, Error

from .fields import FIELDS, fields_in
from .kinds import templates


def every_template_asks_for_known_fields(**_options: Any) -> list[CheckMessage]:
    return [
        Error(f"{one.path.name} ({one.language}) asks for {sorted(unknown)}", id="letters.E001")
        for one in templates()
        if (unknown := fields_in("\n".join(one.parts)) - set(FIELDS))
    ]
