"""What the tests of this room share."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.work.safety.actions import add_measure, assess, note_cause
from frirum.work.safety.domains import Domain
from frirum.work.safety.facts import Judged, Precaution
from frirum.work.safety.kinds import Level


@pytest.fixture
def today(now):
    return now.date()


@pytest.fixture
def judge(almas_case, dorte, now):
    """Dorte judges Alma's case."""

    def judging(level=Level.MODERATE, *, by=dorte, at=now, once=None, **other):
        values = {
            "level": level,
            "assessed_on": at.date(),
            "review_on": date(2027, 1, 17),
            "scenarios": "Han møder op ved børnehaven en fredag.",
            "reasons": "Han har gjort det før.",
            "measures": "Skolen har fået besked.",
        }
        judged = Judged(**{**values, **other})
        return assess(by=by, case=almas_case, judged=judged, once=once or uuid4(), now=at)

    return judging


@pytest.fixture
def note(almas_case, dorte, now):
    """Dorte notes something that must be judged."""

    def noting(kind, happens_on=None, *, by=dorte, at=now, **other):
        day = happens_on or at.date()
        values = {"once": uuid4(), **other}
        return note_cause(by=by, case=almas_case, kind=kind, happens_on=day, now=at, **values)

    return noting


@pytest.fixture
def decide_on(almas_case, dorte, now):
    """Dorte and Alma decide on a measure."""

    def deciding(text="Skift låse.", *, domain=Domain.HOME, once=None, **other):
        precaution = Precaution(domain=domain, text=text, owner="Alma", **other)
        return add_measure(
            by=dorte, case=almas_case, precaution=precaution, once=once or uuid4(), now=now
        )

    return deciding


@pytest.fixture
def closed_case(almas_case, freja, now):
    return move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)


@pytest.fixture
def url_of(almas_case):
    def address(name, *rows):
        return reverse(f"safety:{name}", args=[almas_case.pk, *(row.pk for row in rows)])

    return address
