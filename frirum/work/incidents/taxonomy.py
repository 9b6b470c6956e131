"""The pick-list of what people who stalk do, and where each entry stands in two taxonomies.

SLII is SPARC's (surveillance, life invasion, intimidation, interference); the clusters are those of
Cupach and Spitzberg (2004). The mapping from our list to either is our own.
"""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Slii(enum.StrEnum):
    label: Promise

    def __new__(cls, code: str, label: Promise) -> "Slii":
        member = str.__new__(cls, code)
        member._value_, member.label = code, label
        return member

    SURVEILLANCE = "surveillance", _("Surveillance")
    LIFE_INVASION = "life_invasion", _("Life invasion")
    INTIMIDATION = "intimidation", _("Intimidation")
    INTERFERENCE = "interference", _("Interference through sabotage or attack")


class Cluster(enum.StrEnum):
    HYPERINTIMACY = "hyperintimacy"
    MEDIATED = "mediated"
    INTERACTIONAL = "interactional"
    SURVEILLANCE = "surveillance"
    INVASION = "invasion"
    HARASSMENT = "harassment"
    COERCION = "coercion"
    AGGRESSION = "aggression"


class Tone(enum.StrEnum):
    """How the mark in the log looks. Fixed for a behaviour; it weighs nobody's danger."""

    PLAIN = ""
    WARM = "warm"
    SEVERE = "severe"


@dataclass(frozen=True, slots=True)
class _About:
    bit: int
    label: Promise
    icon: str
    slii: frozenset[Slii]
    clusters: frozenset[Cluster]
    tone: Tone


class Behaviour(enum.StrEnum):
    """What was done; an incident may be several. The bits are stored: never renumber one."""

    CALLS = "calls"
    SILENT_CALLS = "silent_calls"
    MESSAGES = "messages"
    MAIL = "mail"
    SOCIAL_MEDIA = "social_media"
    DECLARATIONS = "declarations"
    GIFTS = "gifts"
    TURNING_UP = "turning_up"
    FOLLOWING = "following"
    WATCHING = "watching"
    GATHERING = "gathering"
    TRACKING = "tracking"
    ACCOUNT_BREAK_IN = "account_break_in"
    HOME_INTRUSION = "home_intrusion"
    THREATS = "threats"
    SUICIDE_THREATS = "suicide_threats"
    INTIMIDATION = "intimidation"
    SHARING = "sharing"
    SMEARING = "smearing"
    FALSE_REPORTS = "false_reports"
    ORDERS_IN_NAME = "orders_in_name"
    DAMAGE = "damage"
    HARM_TO_ANIMALS = "harm_to_animals"
    VIOLENCE = "violence"
    OTHER = "other"

    @property
    def about(self) -> _About:
        return _ABOUT[self]

    @property
    def bit(self) -> int:
        return 1 << self.about.bit

    @property
    def label(self) -> Promise:
        return self.about.label

    @property
    def icon(self) -> str:
        return self.about.icon


def _row(
    bit: int,
    label: Promise,
    icon: str,
    slii: Iterable[Slii],
    clusters: Iterable[Cluster],
    *,
    tone: Tone = Tone.PLAIN,
) -> _About:
    return _About(bit, label, icon, frozenset(slii), frozenset(clusters), tone)


_S, _C, _B = Slii, Cluster, Behaviour
_ABOUT: dict[Behaviour, _About] = {
    _B.CALLS: _row(0, _("Calls"), "phone", [_S.LIFE_INVASION], [_C.MEDIATED]),
    _B.SILENT_CALLS: _row(
        1, _("Missed, hidden or silent calls"), "phone-missed", [_S.LIFE_INVASION], [_C.MEDIATED]
    ),
    _B.MESSAGES: _row(2, _("Messages"), "message-square", [_S.LIFE_INVASION], [_C.MEDIATED]),
    _B.MAIL: _row(3, _("E-mails and letters"), "mail", [_S.LIFE_INVASION], [_C.MEDIATED]),
    _B.SOCIAL_MEDIA: _row(
        4,
        _("Contact on social media, new or false profiles"),
        "smartphone",
        [_S.LIFE_INVASION],
        [_C.MEDIATED],
    ),
    _B.DECLARATIONS: _row(
        5, _("Declarations of love"), "heart-handshake", [_S.LIFE_INVASION], [_C.HYPERINTIMACY]
    ),
    _B.GIFTS: _row(6, _("Gifts and parcels"), "gift", [_S.LIFE_INVASION], [_C.HYPERINTIMACY]),
    _B.TURNING_UP: _row(
        7, _("Turned up"), "footprints", [_S.LIFE_INVASION], [_C.INTERACTIONAL], tone=Tone.WARM
    ),
    _B.FOLLOWING: _row(
        8, _("Followed"), "car", [_S.SURVEILLANCE], [_C.SURVEILLANCE], tone=Tone.WARM
    ),
    _B.WATCHING: _row(
        9, _("Watched, took pictures"), "eye", [_S.SURVEILLANCE], [_C.SURVEILLANCE], tone=Tone.WARM
    ),
    _B.GATHERING: _row(
        10, _("Asked others, gathered information"), "search", [_S.SURVEILLANCE], [_C.SURVEILLANCE]
    ),
    _B.TRACKING: _row(
        11,
        _("Tracker or shared location"),
        "map-pin",
        [_S.SURVEILLANCE],
        [_C.SURVEILLANCE, _C.INVASION],
        tone=Tone.WARM,
    ),
    _B.ACCOUNT_BREAK_IN: _row(
        12,
        _("Break-in to accounts or devices, spyware"),
        "laptop",
        [_S.SURVEILLANCE],
        [_C.INVASION, _C.MEDIATED],
        tone=Tone.WARM,
    ),
    _B.HOME_INTRUSION: _row(
        13, _("Break-in or entry"), "door-open", [_S.LIFE_INVASION], [_C.INVASION], tone=Tone.SEVERE
    ),
    _B.THREATS: _row(
        14, _("Threats"), "shield-alert", [_S.INTIMIDATION], [_C.COERCION], tone=Tone.SEVERE
    ),
    _B.SUICIDE_THREATS: _row(
        15,
        _("Threats of suicide"),
        "circle-alert",
        [_S.INTIMIDATION],
        [_C.COERCION],
        tone=Tone.SEVERE,
    ),
    _B.INTIMIDATION: _row(
        16,
        _("Blocked the way, shouted, frightened"),
        "triangle-alert",
        [_S.INTIMIDATION],
        [_C.HARASSMENT],
        tone=Tone.WARM,
    ),
    _B.SHARING: _row(
        17, _("Shared private pictures or facts"), "image", [_S.INTERFERENCE], [_C.HARASSMENT]
    ),
    _B.SMEARING: _row(18, _("Rumours and slander"), "users", [_S.INTERFERENCE], [_C.HARASSMENT]),
    _B.FALSE_REPORTS: _row(
        19,
        _("False reports to an employer or authority"),
        "file-text",
        [_S.INTERFERENCE],
        [_C.HARASSMENT],
    ),
    _B.ORDERS_IN_NAME: _row(
        20, _("Orders or sign-ups in another's name"), "package", [_S.INTERFERENCE], [_C.HARASSMENT]
    ),
    _B.DAMAGE: _row(
        21, _("Damage or theft"), "hammer", [_S.INTERFERENCE], [_C.AGGRESSION], tone=Tone.WARM
    ),
    _B.HARM_TO_ANIMALS: _row(
        22, _("Harm to an animal"), "siren", [_S.INTERFERENCE], [_C.AGGRESSION], tone=Tone.SEVERE
    ),
    _B.VIOLENCE: _row(
        23, _("Violence"), "siren", [_S.INTERFERENCE], [_C.AGGRESSION], tone=Tone.SEVERE
    ),
    _B.OTHER: _row(24, _("Something else"), "info", [], []),
}

# As the form shows them.
GROUPS: tuple[tuple[Promise, tuple[Behaviour, ...]], ...] = (
    (
        _("Contact"),
        (
            _B.CALLS,
            _B.SILENT_CALLS,
            _B.MESSAGES,
            _B.MAIL,
            _B.SOCIAL_MEDIA,
            _B.DECLARATIONS,
            _B.GIFTS,
        ),
    ),
    (
        _("Nearness and watching"),
        (
            _B.TURNING_UP,
            _B.FOLLOWING,
            _B.WATCHING,
            _B.GATHERING,
            _B.TRACKING,
            _B.ACCOUNT_BREAK_IN,
            _B.HOME_INTRUSION,
        ),
    ),
    (_("Threats and fear"), (_B.THREATS, _B.SUICIDE_THREATS, _B.INTIMIDATION)),
    (
        _("Sabotage and attack"),
        (
            _B.SHARING,
            _B.SMEARING,
            _B.FALSE_REPORTS,
            _B.ORDERS_IN_NAME,
            _B.DAMAGE,
            _B.HARM_TO_ANIMALS,
            _B.VIOLENCE,
            _B.OTHER,
        ),
    ),
)

# The one that gives an entry its mark and stands first in its title: gravest first, then nearest.
_FIRST = (
    _B.VIOLENCE,
    _B.HOME_INTRUSION,
    _B.THREATS,
    _B.SUICIDE_THREATS,
    _B.HARM_TO_ANIMALS,
    _B.TURNING_UP,
    _B.FOLLOWING,
    _B.INTIMIDATION,
    _B.DAMAGE,
    _B.TRACKING,
    _B.ACCOUNT_BREAK_IN,
    _B.WATCHING,
)
_RANK = {
    behaviour: rank
    for rank, behaviour in enumerate([*_FIRST, *(b for b in Behaviour if b not in _FIRST)])
}

# What is counted in its own words: "87 messages".
_COUNTED: dict[Behaviour, Callable[[int], str]] = {
    _B.CALLS: lambda n: ngettext("%(count)d call", "%(count)d calls", n),
    _B.SILENT_CALLS: lambda n: ngettext("%(count)d missed call", "%(count)d missed calls", n),
    _B.MESSAGES: lambda n: ngettext("%(count)d message", "%(count)d messages", n),
    _B.MAIL: lambda n: ngettext("%(count)d e-mail or letter", "%(count)d e-mails or letters", n),
    _B.GIFTS: lambda n: ngettext("%(count)d gift or parcel", "%(count)d gifts or parcels", n),
}


def mask_of(behaviours: Iterable[Behaviour]) -> int:
    mask = 0
    for behaviour in behaviours:
        mask |= behaviour.bit
    return mask


def behaviours_in(mask: int) -> list[Behaviour]:
    """The gravest first; the first gives an entry its mark."""
    return sorted((b for b in Behaviour if mask & b.bit), key=_RANK.__getitem__)


def counted(behaviour: Behaviour, count: int) -> str:
    """ "87 messages", or empty when this behaviour is not counted in words of its own."""
    words = _COUNTED.get(behaviour)
    return words(count) % {"count": count} if words else ""
