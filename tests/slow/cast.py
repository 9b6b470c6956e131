"""Who lives in the house apart, how to find them again, and what stands in its ledger."""

import os
from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils import timezone

from frirum.casefile.consents.basis import Basis
from frirum.casefile.matters.models import Case
from frirum.casefile.tasks.models import Task
from frirum.demo.cast import create_house, open_almas_case, open_bos_case, user_id
from frirum.foundation.accounts.queries import actor_by_id
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import seal_outbox
from frirum.foundation.wall.ledger.models import Entry
from frirum.foundation.wall.ledger.verify import seal_checkpoint, verify
from frirum.work.incidents.facts import Told
from frirum.work.incidents.models import Incident
from frirum.work.incidents.taxonomy import Behaviour

BY_LAW = Basis(law="crime_work", reason="Politiet har bedt om materialet til sagen.")


def move_in() -> None:
    house, now = create_house(), timezone.now()
    alma = open_almas_case(house, now=now)
    open_bos_case(house, now=now, matter=alma.matter)
    seal_checkpoint(now=now)


def person(name: str) -> Actor:
    return actor_by_id(user_id(name))


def almas_case() -> Case:
    return Case.objects.visible_to(person("dorte")).earliest("opened_at")


def told(number: int) -> Told:
    return Told(
        happened_at=timezone.now() - timedelta(hours=1 + number % 500),
        behaviours=frozenset({Behaviour.MESSAGES}),
        account=f"Skrev igen, {number}. gang, og bad om svar.",
        channel="sms",
    )


def kept() -> dict[str, Any]:
    """What is there afterwards: each row is opened, each entry is counted, the chain is walked."""
    while seal_outbox():
        pass
    dorte = person("dorte")
    incidents = {str(row.pk): row.told.account for row in Incident.objects.visible_to(dorte)}
    tasks = {str(row.pk): row.title for row in Task.objects.visible_to(dorte)}
    done = Entry.objects.filter(outcome="done").values_list("deed", flat=True)
    return {
        "incidents": sorted(incidents),
        "tasks": sorted(tasks),
        "entries": Counter(done),
        "faults": verify().faults,
        "by": os.getpid(),
    }
