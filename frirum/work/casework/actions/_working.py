"""How every action of this room begins."""

from datetime import datetime

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from ..rules import may_work_in


def _work_in(by: Actor, case: Case, now: datetime) -> None:
    """The case is open, and was worked on. On PostgreSQL this holds its row until the transaction
    ends: two orders recorded at once stand in line, and the second sees the first."""
    may_work_in(case).enforce()
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)
