"""Made-up people, as a centre writes them down: much is missing, some is written wrongly."""

import functools
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from .slips import slip

_LISTS = Path(__file__).parent / "lists"
_ORIGINS = {
    "danish": 0.84, "arab": 0.055, "somali": 0.02, "turkish": 0.02, "polish": 0.02,
    "ukrainian": 0.025, "balkan": 0.02,
}  # fmt: skip
TODAY = date(2026, 11, 1)
_HOSTS = ("gmail", "hotmail", "icloud", "live", "mail", "firma", "kommune", "outlook", "yahoo")
_SERVICES = ("instagram", "snapchat", "tiktok", "facebook")
_BEASTS = (
    "fisk", "ulv", "ravn", "tiger", "ghost", "king", "queen", "boss", "lady", "baby", "sun", "star",
    "rider", "dark", "red", "blue", "wolf",
)  # fmt: skip


@dataclass(frozen=True)
class Human:
    """Who somebody is and everything that could be told of them."""

    is_woman: bool
    origin: str
    given: str
    family: str
    born: date
    former: str = ""
    alias: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    cpr: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    old_street: str = ""
    old_postcode: str = ""


@dataclass(frozen=True)
class Told:
    """What was told of somebody: the columns of a new enquiry."""

    given: str = ""
    family: str = ""
    dob: str = ""
    age: str = ""
    cpr: str = ""
    phone: str = ""
    email: str = ""
    handle: str = ""
    plate: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""


@functools.cache
def _lists(name: str) -> dict[str, list[str]]:
    found = {}
    for line in (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            key, _, rest = line.partition(":")
            found[key] = [w.strip() for w in (rest.split(",") if "," in rest else rest.split())]
    return found


@functools.cache
def _weights(many: int, steep: float) -> list[float]:
    """The commonest first, as names are: each next one is rarer, soon by little."""
    return [1.0 / (rank + 3.0) ** steep for rank in range(many)]


def _drawn(rng: random.Random, names: list[str], steep: float = 1.05) -> str:
    return rng.choices(names, _weights(len(names), steep))[0]


def _given(rng: random.Random, origin: str, *, is_woman: bool) -> str:
    names = _lists("names")[f"{origin} {'women' if is_woman else 'men'}"]
    return _drawn(rng, names, 0.7)


def _family(rng: random.Random, origin: str) -> str:
    lists = _lists("names")
    if origin == "danish" and rng.random() < 0.4:
        return rng.choice(lists["danish first"]) + rng.choice(lists["danish last"])
    return _drawn(rng, lists[f"{origin} family"])


def _phone(rng: random.Random) -> str:
    return f"{rng.randrange(20_000_000, 99_999_999)}"


def _address(rng: random.Random) -> tuple[str, str, str]:
    lists = _lists("places")
    street = rng.choice(lists["streets"]) + rng.choice(lists["kinds"])
    floor = rng.choice(["", "", "", ", st. tv", ", 1. th", ", 3. tv", ", 2. mf"])
    code, _, town = _drawn(rng, lists["towns"], 0.4).partition(" ")
    number = f"{rng.randrange(1, 90)}{rng.choice(['', '', '', '', 'A', 'B', 'C'])}"
    return f"{street} {number}{floor}", code, town


def _born(rng: random.Random) -> date:
    years = rng.triangular(2, 88, 34)
    return TODAY - timedelta(days=int(years * 365.25))


def _plate(rng: random.Random) -> str:
    letters = rng.choice("ABCDEGHKLMNPRSTVXYZ") + rng.choice("ABCDEGHKLMNPRSTVXYZO")
    return f"{letters}{rng.randrange(20_000, 99_999)}"


def _email(rng: random.Random, given: str, family: str, born: date) -> str:
    first, last = (_latin(name.split()[0] if name else "x") for name in (given, family))
    local = rng.choice([
        f"{first}.{last}{born.year % 100:02d}", f"{first}_{last}", f"{first}{last[:1]}{born.year}",
        f"{first[:1]}{last}{rng.randrange(99)}", f"{first}.{last}",
        f"{rng.choice(_BEASTS)}.{first}{rng.randrange(999)}",
        f"{rng.choice(_BEASTS)}{rng.choice(_BEASTS)}{rng.randrange(999)}",
    ])  # fmt: skip
    return f"{local}@{rng.choice(_HOSTS)}.example"


def _handle(rng: random.Random, given: str, family: str) -> str:
    first, last = (_latin(name.split()[0] if name else "x") for name in (given, family))
    name = rng.choice([
        f"{first}_{last[:3]}{rng.randrange(999)}", f"{first}.{last[:1]}",
        f"{first}{last}{rng.randrange(999)}",
        f"{rng.choice(_BEASTS)}{rng.choice(_BEASTS)}{rng.randrange(9999)}",
    ])  # fmt: skip
    return f"{rng.choice(_SERVICES)}:{name}"


_LATIN = str.maketrans({"æ": "ae", "ø": "o", "å": "aa", "-": "", "'": ""})


def _latin(name: str) -> str:
    plain = name.lower().translate(_LATIN)
    return "".join(letter for letter in plain if letter.isascii()) or "x"


def human(rng: random.Random, *, like: Human | None = None) -> Human:
    """Somebody new; `like`: of the same family, with its name and home and now and then phone."""
    origin = like.origin if like else rng.choices([*_ORIGINS], [*_ORIGINS.values()])[0]
    is_woman = rng.random() < 0.5
    given = _given(rng, origin, is_woman=is_woman)
    if rng.random() < 0.22:
        middle = _given(rng, origin, is_woman=is_woman)
        given += f" {middle if rng.random() < 0.5 else _family(rng, origin)}"
    family = like.family if like and rng.random() < 0.7 else _family(rng, origin)
    born, (street, postcode, town) = _born(rng), _address(rng)
    old_street, old_postcode, _town = _address(rng)
    if like and rng.random() < 0.6:
        street, postcode, town = like.street, like.postcode, like.town
    phones = [_phone(rng) for _ in range(1 + (rng.random() < 0.15))]
    if like and like.phones and rng.random() < 0.25:
        phones = [like.phones[0]]
    stand_in = f"{born.day + 60:02d}{born.month:02d}{born.year % 100:02d}"
    return Human(
        is_woman=is_woman, origin=origin, given=given, family=family, born=born,
        former=_family(rng, origin) if rng.random() < (0.3 if is_woman else 0.08) else "",
        phones=tuple(phones), emails=(_email(rng, given, family, born),),
        handles=(_handle(rng, given, family),),
        plates=(_plate(rng),),
        cpr=f"{stand_in}-{rng.randrange(1000, 9999)}", street=street, postcode=postcode, town=town,
        old_street=old_street, old_postcode=old_postcode,
    )  # fmt: skip


_CLIENT = {"dob": 0.78, "cpr": 0.5, "phone": 0.88, "email": 0.5, "handle": 0.1, "plate": 0.04,
           "street": 0.55, "post": 0.75, "family": 0.99}  # fmt: skip
_NAMED = {"dob": 0.3, "cpr": 0.06, "phone": 0.55, "email": 0.3, "handle": 0.22, "plate": 0.1,
          "street": 0.35, "post": 0.6, "family": 0.86}  # fmt: skip


def written_down(rng: random.Random, who: Human, number: int) -> dict[str, str]:
    """The row on file: a client tells most of it, whoever is only named little of it."""
    held = _CLIENT if rng.random() < 0.45 else _NAMED
    has = {name: rng.random() < often for name, often in held.items()}
    if rng.random() < 0.04:
        who = replace(who, given=slip(rng, who.given), family=slip(rng, who.family))
    has_age = not has["dob"] and rng.random() < 0.5
    has_post = has["post"] or has["street"]
    was_elsewhere = has["street"] and rng.random() < 0.2
    return {
        "person_id": f"P{number:07d}",
        "given": who.given,
        "family": who.family if has["family"] else "",
        "former_family": who.former if rng.random() < 0.3 else "",
        "alias": who.alias,
        "dob": who.born.isoformat() if has["dob"] else "",
        "birth_year_est": str(who.born.year + rng.choice([-1, 0, 0, 0, 1])) if has_age else "",
        "cpr": who.cpr if has["cpr"] else "",
        "phones": "|".join(who.phones) if has["phone"] else "",
        "emails": "|".join(who.emails) if has["email"] else "",
        "handles": "|".join(who.handles) if has["handle"] else "",
        "plates": "|".join(who.plates) if has["plate"] else "",
        "street": who.street if has["street"] else "",
        "postcode": who.postcode if has_post else "",
        "city": who.town if has_post else "",
        "old_street": who.old_street if was_elsewhere else "",
        "old_postcode": who.old_postcode if was_elsewhere else "",
    }
