"""The wordings of an incident and what differs between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui import dates
from frirum.foundation.wall.actors import Actor

from ..facts import Report, Told
from ..kinds import Channel, DirectedAt, PlaceKind, Precision, Reported
from ..models import Incident, IncidentVersion
from ..taxonomy import behaviours_in, mask_of
from ..wording import moment_of


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Wording:
    """One version: who worded it, when, why it took another's place, and what it changed."""

    version: int
    told: Told
    worded_at: datetime
    by: str
    reason: str
    changes: list[Change]


def wordings_of(*, actor: Actor, incident: Incident) -> list[Wording]:
    """Newest first. The reason stands with the wording that it led to."""
    rows = IncidentVersion.objects.visible_to(actor).filter(incident=incident)
    former: list[IncidentVersion] = list(rows.order_by("version", "pk"))
    told = [*(row.told for row in former), incident.told]
    marks = [*((row.worded_at, row.worded_by) for row in former)]
    marks.append((incident.worded_at, incident.worded_by))
    names = names_of(by for _at, by in marks)
    reasons = ["", *(row.reason for row in former)]
    found = [
        Wording(
            version=number + 1,
            told=told[number],
            worded_at=at,
            by=names.get(by, "") if by else "",
            reason=reasons[number],
            changes=changes_between(told[number - 1], told[number]) if number else [],
        )
        for number, (at, by) in enumerate(marks)
    ]
    return found[::-1]


def told_at(*, actor: Actor, incident: Incident, version: int) -> Told | None:
    """The wording of a version, or None when there is none such."""
    if version == incident.version:
        return incident.told
    rows = IncidentVersion.objects.visible_to(actor).filter(incident=incident, version=version)
    row: IncidentVersion | None = rows.first()
    return row.told if row else None


def changes_between(before: Told, after: Told) -> list[Change]:
    """In the words of the form; fields that are equal are left out."""
    pairs = zip(_in_words(before), _in_words(after), strict=True)
    return [Change(label, old, new) for (label, old), (_label, new) in pairs if old != new]


def _in_words(told: Told) -> Sequence[tuple[str, str]]:
    report: Report = told.report
    return (
        (_("When"), f"{moment_of(told)} ({Precision(told.precision).label})"),
        (_("What was done"), ", ".join(str(b.label) for b in _kinds(told))),
        (_("How many times"), str(told.count)),
        (_("Facts"), told.account),
        (_("How it affects the client"), told.effect),
        (_("How"), _label(Channel, told.channel)),
        (_("Kind of place"), _label(PlaceKind, told.place_kind)),
        (_("Place"), told.place_text),
        (_("Who saw or heard it"), told.witnesses),
        (_("Against whom"), _label(DirectedAt, told.directed_at)),
        (_("Through others"), _yes(told.is_via_others)),
        (_("Breach of an order"), _yes(told.is_breach)),
        (_("Police"), _label(Reported, told.reported)),
        (_("Police district"), report.district),
        (_("Journal number"), report.journal_number),
        (_("Officer"), report.officer),
        (_("Reported on"), dates.day(report.reported_on)),
    )


def _kinds(told: Told) -> list[Any]:
    return behaviours_in(mask_of(told.behaviours))


def _label(choices: Any, code: str) -> str:
    return str(choices(code).label) if code else ""


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")
