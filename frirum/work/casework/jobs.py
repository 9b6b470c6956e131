"""What the house does by itself at night for orders."""

from datetime import timedelta

from django.utils import timezone

from frirum.foundation.jobs.queue import Running, job
from frirum.foundation.wall.actors import Actor

from .actions import remind_of_orders


@job("remind_of_orders", every=timedelta(days=1), as_system="reminds of orders that end soon")
def run_reminding(*, by: Actor, running: Running) -> None:  # noqa: ARG001 - the queue hands it over
    remind_of_orders(by=by, now=timezone.now())
