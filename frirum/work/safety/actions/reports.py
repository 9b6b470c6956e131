"""The sealed report of an instrument, on its way out."""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind, Release
from frirum.casefile.outgoing.parcels import Enclosed, Parcel
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import InstrumentResult
from ..queries import has_open_risk


@action(Permission.LET_OUT)
def send_report(
    *,
    by: Actor,
    result: InstrumentResult,
    role: RecipientRole,
    recipient: str,
    basis: Basis | None,
    once: UUID,
    now: datetime,
) -> Release:
    """Ask for it to leave as its website made it. While risk is open a colleague reads it first."""
    if result.file is None:
        raise Http404
    parcel = Parcel(
        kind=Kind.EXPORT,
        role=role,
        recipient=recipient,
        contents=frozenset({Content.RISK}),
        enclosed=Enclosed("report.pdf", result.file),
        basis=basis,
        wants_reader=has_open_risk(actor=by, case=result.case, on=timezone.localdate(now)),
    )
    return ask_to_leave(by=by, case=result.case, parcel=parcel, once=once, now=now)
