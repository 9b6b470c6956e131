"""What a client says may be told, and takes back."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from .kinds import Content, RecipientRole
from .models import Consent, How
from .rules import may_consent_in, may_last, may_withdraw


@action(Permission.KEEP_CASE)
def give_consent(
    *,
    by: Actor,
    case: Case,
    role: RecipientRole,
    recipient: str,
    purpose: str,
    extent: Iterable[Content],
    how: How,
    given_on: date,
    expires_on: date,
    once: UUID,
    now: datetime,
    agency: UUID | None = None,
) -> Consent:
    """Write down what the client has said yes to. The same `once` writes one."""
    may_consent_in(case).enforce()
    twin: Consent | None = Consent.objects.visible_to(by).filter(case=case, once=once).first()
    if twin:
        return twin
    may_last(given_on=given_on, expires_on=expires_on, today=timezone.localdate(now)).enforce()
    made: Consent = Consent.objects.create(
        case=case,
        role=role,
        recipient=recipient.strip(),
        agency=agency,
        purpose=purpose,
        sealed_extent=sorted(str(one) for one in extent),
        how=how,
        given_on=given_on,
        expires_on=expires_on,
        recorded_by=by.id,
        recorded_at=now,
        once=once,
    )
    return made


@action(Permission.KEEP_CASE)
def withdraw_consent(*, by: Actor, consent: Consent, afterwards: str, now: datetime) -> Consent:
    """From this moment nothing more is told on it, and what waits to leave on it stays."""
    rows = Consent.objects.visible_to(by).select_for_update(of=("self",))
    held: Consent = rows.get(pk=consent.pk)
    may_withdraw(held).enforce()
    held.withdrawn_on, held.withdrawn_by = timezone.localdate(now), by.id
    held.afterwards = afterwards
    held.save(update_fields=["withdrawn_on", "withdrawn_by", "afterwards"])
    return held
