"""Fills the slots of the texts from the world: only with what may stand in a clean item."""

import re
from random import Random

from .world import AGENCIES, HOUSE, by_role, full_name

_SLOT = re.compile(r"\{(\w+)\}(s\b)?")
_PRONOUNS = {
    ("da", "f"): ("hun", "hende", "hendes"),
    ("da", "m"): ("han", "ham", "hans"),
    ("en", "f"): ("she", "her", "her"),
    ("en", "m"): ("he", "him", "his"),
}
_MONTHS = {
    "da": "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_OF_ONE_AGENCY = {"Politiet v/": "police", "Kriminalforsorgen": "probation"} | dict.fromkeys(
    ("Familieretshuset", "Agency of Family Law"), "familylaw"
)


def date(chance: Random, language: str, year: int = 2026) -> str:
    day, month = chance.randrange(1, 29), chance.randrange(1, 13)
    name = _MONTHS[language].split("|")[month - 1]
    if language == "en":
        return f"{day} {name} {year}"
    if chance.random() < 0.3:
        return f"{day:02}.{month:02}.{year}"
    return f"{day}. {name} {year}"


def _digits(chance: Random, count: int) -> str:
    return "".join(str(chance.randrange(1, 10)) for _ in range(count))


def _journal(chance: Random) -> str:
    return chance.choice(
        (
            f"4200-7{_digits(chance, 4)}-{_digits(chance, 5)}-26",
            f"2026-{_digits(chance, 8)}",
            f"26/{_digits(chance, 5)}",
            f"SS {_digits(chance, 1)}-{_digits(chance, 4)}/2026",
        )
    )


def _like_a_phone(chance: Random) -> str:
    """Eight digits that are a case number; the text around says so."""
    digits = _digits(chance, 8)
    if chance.random() < 0.5:
        return digits
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2))


def _amount(chance: Random, language: str) -> str:
    thousands, hundreds = chance.randrange(1, 99), chance.randrange(0, 999)
    if language == "en":
        return f"{thousands},{hundreds:03}.{chance.choice(('00', '50', '75'))}"
    return f"{thousands}.{hundreds:03},{chance.choice(('00', '50', '75'))}"


def _time(chance: Random, language: str) -> str:
    between = ":" if language == "en" else "."
    return f"{chance.randrange(7, 23)}{between}{chance.randrange(0, 60):02}"


class Slots:
    """One item's slots. Numbers and days are drawn anew each time, people stay."""

    def __init__(self, *, matter: dict, language: str, agency: dict | None, chance: Random):
        self.language, self.agency, self.chance = language, agency, chance
        self.worker = chance.choice(HOUSE["workers"])
        self.register = [one for one in AGENCIES if one["id"] in matter["agencies"]]
        self.officer = chance.choice(agency["people"]) if agency else None
        self._people = self._of_people(matter)
        self._house = {
            "house": HOUSE["name"],
            "hphone": HOUSE["phone"],
            "hemail": HOUSE["email"],
            "haddress": HOUSE["address"],
            "cvr": HOUSE["cvr"],
            "town": matter["town"],
            "worker": self.worker["name"],
        }

    def _of_people(self, matter: dict) -> dict[str, str]:
        client, other = by_role(matter, "client"), by_role(matter, "other_party")
        exposed = matter["side"] == "exposed"
        filled = {"client": full_name(client), "client1": client["given"]}
        filled |= {"other": full_name(other), "other1": other["given"]}
        filled["stalker"] = filled["other" if exposed else "client"]
        for letter, role in (("c", "client"), ("o", "other_party")):
            gender = matter["gender"][role]
            forms = _PRONOUNS[self.language, gender]
            for ending, form in zip(("", "obj", "pos"), forms, strict=True):
                filled[letter + ending] = form
                filled[letter.upper() + ending] = form.capitalize()
        if exposed:
            filled |= {f"o{kind}": value for kind, value in other["ways"]}
        return filled

    def _agency_for(self, line: str) -> tuple[dict, dict]:
        for word, role in _OF_ONE_AGENCY.items():
            if word in line:
                return self._of_role(role)
        if self.agency and self.officer and self.chance.random() < 0.7:
            return self.agency, self.officer
        agency = self.chance.choice(self.register)
        return agency, self.chance.choice(agency["people"])

    def _of_role(self, role: str) -> tuple[dict, dict]:
        if self.agency and self.officer and self.agency["role"] == role:
            return self.agency, self.officer
        agency = self.chance.choice([one for one in self.register if one["role"] == role])
        return agency, self.chance.choice(agency["people"])

    def fill(self, line: str, *, theirs: bool = False) -> str:
        """`theirs`: the agency is the recipient, whatever the line says."""
        if theirs and self.agency and self.officer:
            agency, officer = self.agency, self.officer
        else:
            agency, officer = self._agency_for(line)
        known = self._people | self._house
        known |= {"agency": agency["name"], "aaddress": agency["address"]}
        known |= {"officer": officer["name"], "aphone": officer["phone"]}
        known["aemail"] = officer["email"]

        def filled(found: re.Match) -> str:
            value = known.get(found[1]) or self._drawn(found[1])
            ending = found[2] or ""
            return value + ("’" if ending and value.endswith("s") else ending)

        return _SLOT.sub(filled, line)

    def _drawn(self, slot: str) -> str:
        if slot in {"date", "date2"}:
            return date(self.chance, self.language, 2026 if slot == "date" else 2027)
        if slot == "n":
            return str(self.chance.randrange(3, 29))
        if slot in {"amount", "time"}:
            return (_amount if slot == "amount" else _time)(self.chance, self.language)
        return {"journal": _journal, "num8": _like_a_phone}[slot](self.chance)
