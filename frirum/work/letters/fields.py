"""What a template may take from a case: these fields and no others. A place or a number never is.

Whoever adds one says to whom it may go: every letter can hold every field.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from frirum.foundation.ui.dates import day as written_day
from frirum.foundation.wall.rulings import ALLOWED, Ruling

_FIELD = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a letter is begun. Empty where the case does not say it."""

    today: date
    client: str = ""
    birth_year: str = ""
    number: str = ""
    since: date | None = None
    is_ongoing: bool = False
    worker: str = ""
    worker_title: str = ""
    centre: str = ""
    centre_contact: str = ""
    recipient: str = ""
    children: tuple[str, ...] = field(default_factory=tuple)


FIELDS: dict[str, Callable[[Facts], str]] = {
    "today": lambda facts: written_day(facts.today),
    "client": lambda facts: facts.client,
    "birth_year": lambda facts: facts.birth_year,
    "case_number": lambda facts: facts.number,
    "since": lambda facts: written_day(facts.since) if facts.since else "",
    "worker": lambda facts: facts.worker,
    "worker_title": lambda facts: facts.worker_title,
    "centre": lambda facts: facts.centre,
    "centre_contact": lambda facts: facts.centre_contact,
    "recipient": lambda facts: facts.recipient,
    "child": lambda facts: " og ".join(facts.children),
}


def fields_in(text: str) -> set[str]:
    return set(_FIELD.findall(text))


def may_fill(text: str) -> Ruling:
    """A template that asks for anything else is no template."""
    unknown = sorted(fields_in(text) - set(FIELDS))
    if unknown:
        return Ruling(
            _("The template asks for “%(field)s”, which no letter may hold. Choose another kind.")
            % {"field": unknown[0]}
        )
    return ALLOWED


def filled(text: str, facts: Facts, *, language: str) -> str:
    """The text with what the case says; what it does not say is left as dots to be written."""
    with override(language):
        return _FIELD.sub(lambda found: FIELDS[found[1]](facts) or "………", text)
