"""What became of jobs that people ask about."""

from .models import Job, State

CHECK_LEDGER = "check_ledger"


def ledger_check_under_way() -> Job | None:
    """The check that waits or runs, if there is one."""
    under_way = Job.objects.filter(kind=CHECK_LEDGER, state__in=[State.QUEUED, State.RUNNING])
    return under_way.order_by("ordered_at", "pk").first()


def last_ledger_check() -> Job | None:
    """The newest check that came to an end."""
    over = Job.objects.filter(kind=CHECK_LEDGER, state__in=[State.DONE, State.FAILED])
    return over.order_by("-ended_at", "pk").first()
