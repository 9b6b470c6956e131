"""The facts in a row of a file of people, and in a row of a file of questions about them."""

from collections.abc import Iterator, Mapping
from datetime import date

from .facts import Fact, FactKind

_SEVERAL = {
    "phones": FactKind.PHONE, "phone": FactKind.PHONE, "emails": FactKind.EMAIL,
    "email": FactKind.EMAIL, "handles": FactKind.HANDLE, "handle": FactKind.HANDLE,
    "plates": FactKind.PLATE, "plate": FactKind.PLATE, "cpr": FactKind.CPR,
    "dob": FactKind.BIRTH, "birth_year_est": FactKind.BIRTH_YEAR,
    "former_family": FactKind.FORMER_NAME, "alias": FactKind.OTHER_NAME,
}  # fmt: skip
# The day on which the ages of a file of questions were right.
ASKED_ON = date(2026, 11, 1)


def facts_of(row: Mapping[str, str], *, on: date = ASKED_ON) -> tuple[Fact, ...]:
    """Columns that are missing or empty say nothing. An age counts from `on`."""
    return tuple(_facts(row, on))


def _facts(row: Mapping[str, str], on: date) -> Iterator[Fact]:
    given, family = row.get("given", ""), row.get("family", "")
    if given or family:
        yield Fact(FactKind.NAME, given, family)
    for column, kind in _SEVERAL.items():
        for value in filter(None, row.get(column, "").split("|")):
            yield Fact(kind, value)
    if (age := row.get("age", "").strip()).isdigit():
        yield Fact(FactKind.BIRTH_YEAR, str(on.year - int(age)))
    area = f"{row.get('postcode', '')} {row.get('city', '')}".strip()
    if row.get("street") or area:
        yield Fact(FactKind.ADDRESS, row.get("street", ""), area)
    if row.get("old_street") or row.get("old_postcode"):
        yield Fact(FactKind.ADDRESS, row.get("old_street", ""), row.get("old_postcode", ""))
