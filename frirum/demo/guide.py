"""Whom a newcomer can be in the demo, and what to try as each."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .cast import STAFF
from .phone import FILES


@dataclass(frozen=True, slots=True)
class Card:
    """One "sign in as" card."""

    username: str
    name: str
    title: str
    icon: str
    try_this: "tuple[str | Promise, ...]"


_TRY: dict[str, tuple[str, "tuple[str | Promise, ...]"]] = {
    "dorte": (
        "heart-handshake",
        (
            _("Open Alma's case and read who may call her, and how."),
            _("Read in a phone export, look at the pattern, make the police bundle."),
            _("Search for Bo's own case. To her it does not exist."),
        ),
    ),
    "emil": (
        "user",
        (
            _("Open Bo's case. He wants to change."),
            _("Search for Alma as a client. To him she is only a name in Bo's file."),
        ),
    ),
    "freja": (
        "users",
        (
            _("Record a call, name the parties, and see it being checked."),
            _("Decide what to offer, and open the case."),
        ),
    ),
    "folmer": ("users", (_("Lead the team that works with those who stalk and want to change."),)),
    "ida": ("user", (_("A counsellor with no part in Alma's case: see that it is not there."),)),
    "vera": (
        "scale",
        (_("Decide the holds: which facts agree, on which sides, and nothing more."),),
    ),
    "asta": ("key-round", (_("Invite a colleague and end sign-ins, without sight of any case."),)),
    "gry": ("phone", (_("A volunteer. The helpline's own desk comes later."),)),
    "hans": ("shield-check", (_("The data protection officer reads no notes."),)),
}


def cards() -> list[Card]:
    return [
        Card(username, STAFF[username][0], STAFF[username][1], icon, steps)
        for username, (icon, steps) in _TRY.items()
    ]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to try the import with."""

    name: str
    what: "str | Promise"


def samples() -> list[Sample]:
    texts, calls, chat = FILES
    return [
        Sample(texts, _("Text messages: Bo's evenings, and those of Alma's mother")),
        Sample(calls, _("Calls, most of them not taken")),
        Sample(chat, _("A chat as the phone exports it")),
    ]
