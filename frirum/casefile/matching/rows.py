"""Profiles of the rows of a file of people, and of a file of questions about them."""

import re
from collections.abc import Mapping

from .likeness import spelling
from .likeness.profile import Profile, split_name

_AGES_ON = 2026


def _all(spelt: object, values: str) -> tuple[str, ...]:
    found = dict.fromkeys(spelt(value) for value in values.split("|"))  # type: ignore[operator]
    return tuple(value for value in found if value)


def _day(written: str) -> tuple[str, ...]:
    return (written,) if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else ()


def profile_of_person(row: Mapping[str, str]) -> Profile:
    """A row of a file of people."""
    old = spelling.place(row.get("old_street", ""), row.get("old_postcode", ""))
    now = spelling.place(row.get("street", ""), row.get("postcode", ""), row.get("city", ""))
    return Profile(
        given=split_name(row["given"]),
        family=split_name(row["family"]),
        former=split_name(row.get("former_family", "")),
        alias=split_name(row.get("alias", "")),
        born=_day(row.get("dob", "")),
        years=tuple(filter(None, [row.get("birth_year_est", "")])),
        phones=_all(spelling.phone_digits, row.get("phones", "")),
        emails=_all(spelling.email, row.get("emails", "")),
        handles=_all(spelling.handle, row.get("handles", "")),
        plates=_all(spelling.plate, row.get("plates", "")),
        cprs=_all(spelling.cpr_digits, row.get("cpr", "")),
        places=tuple(filter(None, [now, old])),
    )


def profile_of_probe(row: Mapping[str, str]) -> Profile:
    """A row of a file of questions: one value of each kind, an age in place of a year."""
    age = row.get("age", "")
    return profile_of_person({
        "given": row.get("given", ""), "family": row.get("family", ""), "dob": row.get("dob", ""),
        "birth_year_est": str(_AGES_ON - int(age)) if age.isdigit() else "",
        "cpr": row.get("cpr", ""), "phones": row.get("phone", ""), "emails": row.get("email", ""),
        "handles": row.get("handle", ""), "plates": row.get("plate", ""),
        "street": row.get("street", ""), "postcode": row.get("postcode", ""),
        "city": row.get("city", ""),
    })  # fmt: skip
