"""What is to be done in a case: some late, some due soon, some done."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.casefile.tasks.actions import add_task, finish_task
from frirum.casefile.tasks.models import Kind
from frirum.foundation.wall.actors import Actor

_TASKS = (
    (Kind.CALL, "Ring og hør, hvordan weekenden gik"),
    (Kind.SAFETY, "Gå sikkerhedsplanen igennem igen"),
    (Kind.LETTER, "Skriv udtalelse til kommunen"),
    (Kind.OTHER, "Bed om kopi af anmeldelsen"),
    (Kind.DEADLINE, "Frist for klage over afgørelsen"),
    (Kind.CALL, "Aftal tid til næste samtale"),
    (Kind.OTHER, "Hjælp med at slå deling af placering fra"),
    (Kind.SAFETY, "Spørg, om skolen har fået besked"),
    (Kind.LETTER, "Indhent samtykke til at tale med politiet"),
    (Kind.OTHER, "Læs loggen igennem og vælg typiske eksempler"),
)


def plan_tasks(*, by: Actor, case: Case, rng: Random, now: datetime, is_over: bool) -> None:
    """None to three. In a case that is over everything is done."""
    today = timezone.localdate(now)
    for kind, title in rng.sample(_TASKS, rng.choice((0, 1, 1, 2))):
        days = rng.randrange(-6, 15)
        is_done = is_over or rng.random() < 0.35
        due_on = today + timedelta(days=-abs(days) - 20 if is_done else days)
        added = now - timedelta(days=rng.randrange(7, 20))
        task = add_task(
            by=by, case=case, title=title, kind=kind, due_on=due_on, worker=by.id, now=added
        )
        if is_done:
            finish_task(by=by, task=task, now=added + timedelta(days=rng.randrange(1, 6)))


def alma_tasks(by: Actor, case: Case, *, now: datetime) -> None:
    """One late, one today, two to come and one done."""
    today = timezone.localdate(now)
    for kind, title, days in (
        (Kind.CALL, "Ring til Alma og hør, om hun er hos sin mor", -2),
        (Kind.SAFETY, "Gå sikkerhedsplanen igennem efter forsøget ved døren", 0),
        (Kind.LETTER, "Svar kommunen på underretningen", 3),
        (Kind.DEADLINE, "Retsmøde om brud på tilholdet", 11),
        (Kind.OTHER, "Hjælp Alma med at skifte kode til mailen", -16),
    ):
        due_on = today + timedelta(days=days)
        added = now - timedelta(days=max(-days, 0) + 5)
        task = add_task(
            by=by, case=case, title=title, kind=kind, due_on=due_on, worker=by.id, now=added
        )
        if days < -7:
            finish_task(by=by, task=task, now=added + timedelta(days=4))
