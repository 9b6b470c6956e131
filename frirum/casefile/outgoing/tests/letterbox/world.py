"""The made-up world, and how to look something up in it."""

import json
from pathlib import Path

HERE = Path(__file__).parent
WORLD = json.loads((HERE / "world.json").read_text(encoding="utf-8"))
MATTERS = {matter["id"]: matter for matter in WORLD["matters"]}
HOUSE = WORLD["house"]
AGENCIES = WORLD["agencies"]


def lines_of(name: str) -> list[str]:
    """The lines of one of the texts, without remarks."""
    text = (HERE / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def full_name(person: dict) -> str:
    return f"{person['given']} {person['family']}".strip()


def by_role(matter: dict, role: str) -> dict:
    return next(person for person in matter["own"] if person["role"] == role)


def _entries(matter: dict, person_id: str, held: str) -> list[dict]:
    if held == "own":
        everybody = matter["own"]
    else:
        everybody = [person for case in matter["elsewhere"] for person in case["persons"]]
    return [person for person in everybody if person["id"] == person_id]


def value_of(matter: dict, person_id: str, what: str, held: str) -> str:
    """The detail as the world has it; `address#2` is the second address."""
    entries = _entries(matter, person_id, held)
    if what == "name":
        return full_name(entries[0])
    if what == "cpr":
        return entries[0]["cpr"]
    kind, _, nth = what.partition("#")
    values = [value for person in entries for way, value in person["ways"] if way == kind]
    return values[int(nth or 1) - 1]
