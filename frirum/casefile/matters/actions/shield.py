"""A case that only those named see, and the end of it."""

from datetime import datetime

from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Case, Shield
from ..queries import leads, standing_shield
from ..rules import may_shield


@action(Permission.ALLOCATE_CASE)
def shield_case(*, by: Actor, case: Case, reason: str, now: datetime) -> Shield:
    """From now on nobody opens this case for an hour, and whoever has it open sees it no more."""
    standing = standing_shield(actor=by, case=case)
    may_shield(leads=leads(by, case.pk), is_wanted=standing is None).enforce()
    case.glass_breaks.visible_to(by).filter(until__gt=now).update(until=now)
    made: Shield = Shield.objects.create(case=case, reason=reason, raised_by=by.id, raised_at=now)
    return made


@action(Permission.ALLOCATE_CASE)
def unshield_case(*, by: Actor, case: Case, reason: str, now: datetime) -> Shield:
    """It need not be so any longer, and why."""
    standing = standing_shield(actor=by, case=case)
    may_shield(leads=leads(by, case.pk), is_wanted=standing is not None).enforce()
    assert standing is not None  # noqa: S101 - the rule has said so
    standing.lifted_reason, standing.lifted_by, standing.lifted_at = reason, by.id, now
    standing.save(update_fields=["lifted_reason", "lifted_by", "lifted_at"])
    return standing
