"""New enquiries about somebody on file, each with a known error, and about strangers."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from . import slips
from .people import TODAY, Human, Told, human

Row = dict[str, str]


@dataclass(frozen=True)
class Probe:
    """`truth` is the id on file, "" for a stranger; `related` are others of the same matter."""

    told: Told
    kind: str
    truth: str = ""
    related: frozenset[str] = frozenset()


def _age(born: date) -> int:
    return TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))


_NOT_ON_FILE = 0.12
_NEW_BY_NOW = 0.13


def _beside_name(rng: random.Random, who: Human, row: Row, *, most: int = 2) -> Row:
    """One or two facts beside the name, nearly always of those on file; an age may be off."""

    def may(*columns: str) -> bool:
        return any(row[name] for name in columns) or rng.random() < _NOT_ON_FILE

    can = ["age"] * 2 * may("dob", "birth_year_est") + ["dob"] * 2 * may("dob")
    can += ["phone"] * may("phones") + ["email"] * may("emails")
    can += ["town"] * 2 * may("postcode") + ["street"] * may("street")
    found: Row = {}
    for kind in rng.sample(can, k=min(rng.randint(1, most), len(can))):
        if kind == "dob":
            found["dob"] = who.born.isoformat()
        elif kind == "age":
            found["age"] = str(max(0, _age(who.born) + rng.choice([-2, -1, -1, 0, 0, 0, 1, 1, 2])))
        elif kind == "phone":
            found["phone"] = slips.phone_format(rng, who.phones[0])
        elif kind == "email":
            found["email"] = who.emails[0]
        else:
            found |= {"postcode": who.postcode, "city": who.town}
            if kind == "street":
                found["street"] = who.street
    return _by_now(rng, found)


def _by_now(rng: random.Random, found: Row) -> Row:
    """Numbers and addresses change: beside what still holds stands what nobody knew."""
    now = human(rng)
    for name, value in (("phone", now.phones[0]), ("email", now.emails[0]),
                        ("handle", now.handles[0])):  # fmt: skip
        if name not in found and found and rng.random() < _NEW_BY_NOW:
            found[name] = value
    if "postcode" not in found and found and rng.random() < _NEW_BY_NOW / 2:
        found |= {"postcode": now.postcode, "city": now.town}
    return found


def _name(who: Human, row: Row, *, is_whole: bool) -> tuple[str, str]:
    """A first name is enough for most; the family name only where it is on file."""
    given = who.given if is_whole else who.given.split()[0]
    return given, who.family if row["family"] else ""


Maker = Callable[[random.Random, Human, Row], Told | None]


def _named(spoil: Callable[[random.Random, str, str], tuple[str, str] | None]) -> Maker:
    """A maker that spoils given and family name, and tells a fact or two beside them."""

    def make(rng: random.Random, who: Human, row: Row) -> Told | None:
        given, family = _name(who, row, is_whole=rng.random() < 0.3)
        made = spoil(rng, given, family)
        if made is None or made == (given, family):
            return None
        return Told(given=made[0], family=made[1], **_beside_name(rng, who, row))

    return make


def _either(spoil: Callable[[random.Random, str], str]) -> Maker:
    def both(rng: random.Random, given: str, family: str) -> tuple[str, str] | None:
        one, other = spoil(rng, given), spoil(rng, family) if family else ""
        if one and one != given and (rng.random() < 0.5 or other == family):
            return one, family
        return (given, other) if other and other != family else None

    return _named(both)


def _initial(rng: random.Random, given: str, family: str) -> tuple[str, str] | None:
    return (given[0] + rng.choice(["", "."]), family) if family else None


def _by_initial(rng: random.Random, who: Human, row: Row) -> Told | None:
    """Whoever signs with a letter tells more beside it: a day or a home, when these are on file."""
    told = _named(_initial)(rng, who, row)
    if told is None or told.dob or told.street or told.phone or told.email:
        return told
    if row["dob"] and rng.random() < 0.8:
        return replace(told, dob=who.born.isoformat(), age="")
    if row["street"]:
        return replace(told, street=who.street, postcode=who.postcode, city=who.town)
    return told if rng.random() < 0.2 else None


def _swapped(_rng: random.Random, given: str, family: str) -> tuple[str, str] | None:
    return (family, given) if family else None


def _one_field(_rng: random.Random, given: str, family: str) -> tuple[str, str] | None:
    return (f"{given} {family}", "") if family else None


def _exact(rng: random.Random, who: Human, row: Row) -> Told:
    given, family = _name(who, row, is_whole=rng.random() < 0.5)
    return Told(given=given, family=family, **_beside_name(rng, who, row))


def _maiden(rng: random.Random, who: Human, row: Row) -> Told | None:
    given, _family = _name(who, row, is_whole=False)
    if not who.former:
        return None
    return Told(given=given, family=who.former, **_beside_name(rng, who, row, most=3))


def _compound(rng: random.Random, who: Human, row: Row) -> Told | None:
    """Middle names joined, split, dropped, or added; the call name may be the second."""
    names = who.given.replace("-", " ").split()
    if len(names) < 2:
        more = rng.choice(["Marie", "Peter", "Christian", "Louise", "Kirstine", "Bo"])
        given = f"{names[0]} {more}"
    else:
        given = rng.choice([f"{names[0]}{names[1].lower()}", f"{names[0]}-{names[1]}", names[0],
                            names[1], " ".join(names)])  # fmt: skip
    family = who.family if row["family"] else ""
    if given == who.given:
        return None
    return Told(given=given, family=family, **_beside_name(rng, who, row))


def _dob_off(is_swap: bool) -> Maker:
    def make(rng: random.Random, who: Human, row: Row) -> Told | None:
        given, family = _name(who, row, is_whole=False)
        swapped = slips.swapped_day(who.born)
        dob = swapped if is_swap else slips.digit_off(rng, who.born.isoformat())
        if not row["dob"] or not dob or not _is_day(dob):
            return None
        return Told(given=given, family=family, dob=dob)

    return make


def _is_day(text: str) -> bool:
    try:
        return 1900 < date.fromisoformat(text).year <= 2026
    except ValueError:
        return False


def _age_only(rng: random.Random, who: Human, row: Row) -> Told | None:
    given, family = _name(who, row, is_whole=False)
    if not family or not (row["dob"] or row["birth_year_est"]):
        return None
    return Told(given=given, family=family, age=str(max(0, _age(who.born) + rng.randint(-2, 2))))


def _by(column: str, spoil: Callable[[random.Random, Human], Row], *, names: int = 1) -> Maker:
    """A maker that tells one identifier, spoilt, beside no name, a first name or a whole one."""

    def make(rng: random.Random, who: Human, row: Row) -> Told | None:
        if not row[column]:
            return None
        given, family = _name(who, row, is_whole=False)
        told = Told(**spoil(rng, who))
        if names == 0:
            return told
        return replace(told, given=given, family=family if names > 1 else "")

    return make


def _moved(rng: random.Random, who: Human, row: Row) -> Told | None:
    """At the former address, when it is on file, or one that is not."""
    given, family = _name(who, row, is_whole=False)
    if row["old_street"] and rng.random() < 0.7:
        return Told(given=given, family=family, street=who.old_street, postcode=who.old_postcode)
    if not family or not (row["dob"] or row["birth_year_est"]):
        return None
    away = human(rng)
    age = str(_age(who.born) + rng.randint(-1, 1)) if rng.random() < 0.6 else ""
    return Told(given=given, family=family, age=age, street=away.street, postcode=away.postcode,
                city=away.town)  # fmt: skip


def _several(rng: random.Random, who: Human, row: Row) -> Told | None:
    """Two or three slips at once: in both names, and in a fact beside them."""
    given, family = _name(who, row, is_whole=False)
    spoil = rng.choice([slips.slip, slips.respelt, slips.plain_letters])
    beside = _beside_name(rng, who, row, most=3)
    if "phone" in beside and rng.random() < 0.4:
        beside["phone"] = slips.digit_off(rng, who.phones[0])
    if "dob" in beside and rng.random() < 0.4:
        dob = slips.digit_off(rng, beside["dob"])
        beside["dob"] = dob if _is_day(dob) else beside["dob"]
    if "street" in beside and rng.random() < 0.4:
        beside["street"] = slips.slip(rng, beside["street"])
    return Told(given=spoil(rng, given), family=slips.respelt(rng, family) if family else "",
                **beside)  # fmt: skip


def _name_only(rng: random.Random, who: Human, row: Row) -> Told | None:
    given, family = _name(who, row, is_whole=rng.random() < 0.3)
    return Told(given=given, family=family) if family else None


def _phone(rng: random.Random, who: Human) -> Row:
    return {"phone": slips.phone_format(rng, rng.choice(who.phones))}


def _phone_off(rng: random.Random, who: Human) -> Row:
    return {"phone": slips.digit_off(rng, who.phones[0])}


def _cpr_off(rng: random.Random, who: Human) -> Row:
    return {"cpr": slips.digit_off(rng, who.cpr)}


MAKERS: dict[str, tuple[Maker, float]] = {
    "exact": (_exact, 1), "typo": (_either(slips.slip), 2), "spelling": (_either(slips.respelt), 2),
    "letters": (_either(slips.plain_letters), 1), "mangled": (_either(slips.mangled), 1),
    "nickname": (_either(slips.nickname), 1.5), "other ear": (_either(slips.transliterated), 1),
    "compound": (_compound, 1.5), "maiden": (_maiden, 1), "swapped": (_named(_swapped), 1),
    "one field": (_named(_one_field), 0.5), "initial": (_by_initial, 1),
    "day and month": (_dob_off(is_swap=True), 1), "day digit": (_dob_off(is_swap=False), 1),
    "age only": (_age_only, 1.5), "moved": (_moved, 1.5), "several": (_several, 2),
    "phone format": (_by("phones", _phone, names=2), 1),
    "phone digit": (_by("phones", _phone_off, names=2), 1),
    "first name and phone": (_by("phones", _phone), 1),
    "phone alone": (_by("phones", _phone, names=0), 0.7),
    "email": (_by("emails", lambda r, w: {"email": slips.email_variant(r, w.emails[0])}), 1),
    "handle": (_by("handles", lambda r, w: {"handle": slips.handle_variant(r, w.handles[0])}), 1),
    "plate": (_by("plates", lambda r, w: {"plate": slips.plate_variant(r, w.plates[0])}), 0.7),
    "cpr": (_by("cprs", _cpr_off), 0),
    "name alone": (_name_only, 1),
}  # fmt: skip
MAKERS["cpr"] = (_by("cpr", _cpr_off, names=2), 0.5)


def _tells(told: Told, kind: str) -> bool:
    """A name that nothing stands beside is asked about as such, and a first name alone never."""
    held = {name for name, value in vars(told).items() if value}
    if held <= {"given", "family"}:
        return kind in ("name alone", "exact", "one field") and held == {"given", "family"}
    return bool(held)


# A first name with an age or a town, of people who fit it by the hundred: what cannot be
# told from it is no fault of the spelling.
LITTLE_TOLD = "first name and little"
_LITTLE = {"given", "age", "postcode", "city"}
_SO_LITTLE_IS_TOLD = 0.15
# Nor what can't be told from a name beside a home that nobody knew.
NAME_AND_NEW_HOME = "name and new home"


def known_probe(rng: random.Random, who: Human, row: Row, related: frozenset[str]) -> Probe | None:
    """An enquiry about somebody on file; None when what should be spoilt was never told."""
    kind = rng.choices([*MAKERS], [often for _, often in MAKERS.values()])[0]
    told = MAKERS[kind][0](rng, who, row)
    if told is None or not _tells(told, kind):
        return None
    if {name for name, value in vars(told).items() if value} <= _LITTLE:
        kind = LITTLE_TOLD
        if rng.random() > _SO_LITTLE_IS_TOLD:
            return None
    if kind == "moved" and not told.age and told.street != row["old_street"]:
        kind = NAME_AND_NEW_HOME
    return Probe(told, kind, row["person_id"], related)


_ALL_TOLD = (
    "dob", "phones", "postcode", "street", "emails", "family", "handles", "plates", "cpr",
    "birth_year_est",
)  # fmt: skip


def stranger_probe(rng: random.Random, like: Human) -> Probe:
    """An enquiry about nobody on file; now and then a namesake or a relative of somebody who is."""
    who, kind = human(rng), "stranger"
    luck = rng.random()
    if luck < 0.12:
        kind, who = "namesake", replace(who, given=like.given, family=like.family)
    elif luck < 0.18:
        kind, who = "relative", human(rng, like=like)
    elif luck < 0.24:
        kind, who = "old phone", replace(who, phones=like.phones)
    row = dict.fromkeys(_ALL_TOLD, "x") | {"old_street": ""}
    if kind == "old phone":
        given = who.given.split()[0]
        return Probe(Told(given=given, family=who.family, phone=who.phones[0]), kind)
    maker = rng.choices([m for m, _ in MAKERS.values()], [o for _, o in MAKERS.values()])[0]
    told = maker(rng, who, row)
    return Probe(told, kind) if told and _tells(told, "exact") else stranger_probe(rng, like)
