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
            _("Open Alma's case. The yellow bar says how she may be reached."),
            _("Import a phone export from below, and look at the pattern."),
            _("Make the police bundle, and read it as the other party would."),
            _("Book Alma’s next talk: a few times are offered, and none ever says why not."),
            _("Search for Bo: you find him in Alma's case, and nothing of his own."),
        ),
    ),
    "emil": (
        "user",
        (
            _("Open Bo's case. He wants to change."),
            _("Search for Alma: to you she is only a name in Bo's case."),
            _("Danger to life: see what to do, and what you are never told."),
        ),
    ),
    "freja": (
        "users",
        (
            _("See under Today what cannot wait."),
            _("Write down a call, name the people, and see it being examined."),
            _("Go through the first steps, decide what to offer, and open the case."),
        ),
    ),
    "folmer": (
        "users",
        (_("Open the team's cases: most of them people who stalk and want to stop."),),
    ),
    "ida": (
        "user",
        (
            _("Search for Alma: she is not there, for you have no part in her case."),
            _("Open her case for an hour with the number Dorte sees. Freja is told at once."),
        ),
    ),
    "vera": (
        "scale",
        (
            _("Decide the possible conflicts. You see which facts agree, nothing that was told."),
            _("Approve the warning that waits; then be Dorte, and read it in Alma's case."),
        ),
    ),
    "asta": (
        "key-round",
        (_("Invite a colleague and end sign-ins, without sight of any case."),),
    ),
    "karen": (
        "calendar",
        (
            _("See who is too close to whom, and ask one of the two for another time."),
            _("Plan next week from those who wait. You see no client."),
        ),
    ),
    "rosa": (
        "door-open",
        (_("Let people in by the name agreed for the door. Why they come stands nowhere."),),
    ),
    "gry": ("phone", (_("A volunteer sees no cases. The helpline's own pages come later."),)),
    "hans": (
        "shield-check",
        (
            _("See in the access log who opened what, and verify the whole chain."),
            _("See what was out of the ordinary: who and when, never what."),
        ),
    ),
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
