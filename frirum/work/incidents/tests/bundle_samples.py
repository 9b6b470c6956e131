"""Small bundles to test with."""

import hashlib
import io
from datetime import UTC, date, datetime, timedelta

from frirum.work.incidents.bundle.content import (
    BundleContent,
    BundleExhibit,
    BundleIncident,
    Precision,
)

START = datetime(2026, 1, 5, 22, 14, tzinfo=UTC)


def an_incident(number=1, **changes):
    moment = changes.pop("moment", START + timedelta(hours=7 * number))
    given = {
        "precision": Precision.EXACT,
        "when": f"{moment.day}. jan. 2026, kl. {moment.hour:02d}.14",
        "kinds": ("Opkald",),
        "facts": "Han ringede tre gange fra skjult nummer. Hun tog den ikke.",
    }
    return BundleIncident(number=number, moment=moment, **(given | changes))


def an_exhibit(number, received, extension=".jpg", there=None, opened=None, **changes):
    now = received if there is None else there
    return BundleExhibit(
        number=number,
        extension=extension,
        sha256=hashlib.sha256(received).hexdigest(),
        size=len(received),
        received_at=START,
        received_from="klienten",
        open=opened or (lambda: io.BytesIO(now)),
        **changes,
    )


def a_bundle(**changes):
    given = {
        "language": "da",
        "centre": "Center for Ro",
        "centre_contact": "Rådgivningen, 70 10 20 30, hverdage kl. 9-15",
        "reference": "K7-4921-83",
        "prepared_at": datetime(2026, 9, 12, 10, tzinfo=UTC),
        "prepared_by": "Maja Holm",
        "prepared_by_title": "socialrådgiver",
        "first_day": date(2026, 1, 5),
        "last_day": date(2026, 9, 3),
        "client": "Nguyễn Ægidius",
        "other_party": "Łukasz Andersen",
        "introduction": "Parterne var kærester til maj 2025.",
        "incidents": (an_incident(1), an_incident(2)),
    }
    return BundleContent(**(given | changes))
