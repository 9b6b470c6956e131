"""What the guard watches for in one case: its own words, the rest of the matter's, the house's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from frirum.casefile.agencies.queries import house_words
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case, Side
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.queries import KnownWord, known_words
from frirum.foundation.accounts.models import User
from frirum.foundation.wall.actors import Actor

from .guard.details import Detail, Sort, street_of
from .guard.foreign import Known
from .guard.looking import Watched
from .guard.spelling import squeezed
from .guard.tables import family_names, given_names

_NAMES_STAND = frozenset(
    {PersonRole.CLIENT, PersonRole.OTHER_PARTY, PersonRole.SUPPORTED, PersonRole.PROFESSIONAL}
)
_PLACES_OF_MANY = frozenset({Sort.SCHOOL, Sort.WORKPLACE})
_TO_A_PLACE = frozenset({RecipientRole.SCHOOL, RecipientRole.EMPLOYER})


@dataclass(frozen=True, slots=True)
class Going:
    """Where something goes: from a case of this side, to whom, telling what."""

    side: Side
    role: RecipientRole
    recipient: str
    contents: frozenset[Content]


def watched_in(*, actor: Actor, case: Case, going: Going, elsewhere: Iterable[Detail]) -> Watched:
    """For something that leaves this case; `elsewhere` is behind the wall."""
    return watched_from(
        known_words(actor=actor, case=case), house=_house_words(), elsewhere=elsewhere, going=going
    )


def watched_from(
    held: Sequence[KnownWord],
    *,
    house: Sequence[tuple[str, str]],
    elsewhere: Iterable[Detail],
    going: Going,
) -> Watched:
    """Names of client, other party and professionals stand; children's only where their situation
    is told. On the exposed side what is the other party's own may stand too: it is evidence.

    `house`: pairs of a sort and a word that may stand anywhere.
    """
    own = [word for word in held if _is_protected(word, going)]
    if going.role in _TO_A_PLACE:
        own = [word for word in own if not _is_recipient(word, going.recipient)]
    known = known_of([*_pairs(held), *house])
    lone = _first_names(word for word in held if word not in own)
    return Watched(
        own=tuple(_detail(word, lone) for word in own),
        elsewhere=tuple(one for one in dict.fromkeys(elsewhere) if not _is_held(one, known)),
        known=known,
        common=known.names | given_names() | family_names() | _streets_of(house),
    )


def _streets_of(house: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Streets on which the house or an authority lies: without a number they tell nothing."""
    return frozenset(street.partition("|")[0] for street in known_of(house).streets)


def _is_protected(word: KnownWord, going: Going) -> bool:
    if word.kind == Sort.CPR:
        return True
    if word.role == PersonRole.PROFESSIONAL:
        return False
    if word.role == PersonRole.OTHER_PARTY and going.side != Side.EXERCISING:
        return False
    if word.kind != Sort.NAME:
        return True
    stands = word.role in _NAMES_STAND
    return not (stands or (word.role == PersonRole.CHILD and Content.CHILDREN in going.contents))


def _is_recipient(word: KnownWord, recipient: str) -> bool:
    """A letter to a school, or a place of work, names it."""
    return word.kind in _PLACES_OF_MANY and squeezed(word.value) in squeezed(recipient)


def _detail(word: KnownWord, lone: frozenset[str]) -> Detail:
    first = squeezed(word.value.split()[0]) if word.value.split() else ""
    is_alone = word.kind == Sort.NAME and first not in lone
    return Detail(Sort(word.kind), word.value, alone=is_alone)


def _first_names(words: Iterable[KnownWord]) -> frozenset[str]:
    """First names of those who may be named: borne by somebody else too, they tell nothing."""
    names = (word.value.split() for word in words if word.kind == Sort.NAME)
    return frozenset(squeezed(name[0]) for name in names if name)


def _pairs(words: Iterable[KnownWord]) -> list[tuple[str, str]]:
    return [(str(word.kind), word.value) for word in words]


def _house_words() -> list[tuple[str, str]]:
    """The house itself, those who work in it, and all in the register of agencies."""
    names = User.objects.values_list("name", flat=True)
    contact = getattr(settings, "CENTRE_CONTACT", "")
    phones = re.findall(r"\+?\d[\d ]{6,}\d", contact)
    mails = re.findall(r"\S+@\S+\.\w+", contact)
    return [
        *(("name", name) for name in names),
        *((_kind_of(word), word) for word in house_words()),
        ("workplace", getattr(settings, "CENTRE_NAME", "Frirum")),
        *(("phone", phone) for phone in phones),
        *(("email", mail) for mail in mails),
    ]


def _kind_of(word: str) -> str:
    """What a word of the register is; a street only when a number stands behind it."""
    if "@" in word:
        return "email"
    if not any(sign.isalpha() for sign in word):
        return "phone"
    return "address" if re.search(r"\d", word) else "name"


def known_of(pairs: Iterable[tuple[str, str]]) -> Known:
    """Whatever stands in the case or is the house's: nobody is a stranger in it."""
    words: set[str] = set()
    digits: set[str] = set()
    streets: set[str] = set()
    names: set[str] = set()
    for kind, value in pairs:
        words.add(squeezed(value))
        if kind == Sort.PHONE:
            digits.add(re.sub(r"\D", "", value)[-8:])
        elif kind == Sort.NAME:
            names |= {squeezed(word) for word in re.split(r"[\s\-]+", value)}
            names |= {squeezed(word) for word in value.split()}
        elif kind == Sort.ADDRESS and (street := street_of(Detail(Sort.ADDRESS, value))):
            streets |= {f"{spelt.letters}|{street.number}" for spelt in street.spellings}
    return Known(frozenset(words), frozenset(digits), frozenset(streets), frozenset(names - {""}))


def _is_held(detail: Detail, known: Known) -> bool:
    """The writer's own case knows it: then its own rules hold, whoever else does."""
    if detail.sort is Sort.PHONE:
        return re.sub(r"\D", "", detail.value)[-8:] in known.digits
    if detail.sort is Sort.ADDRESS and (street := street_of(detail)):
        return any(f"{one.letters}|{street.number}" in known.streets for one in street.spellings)
    return squeezed(detail.value) in known.words
