"""The conflict check itself, as the job process runs it: how long, how many statements, how many
at once.

Asked about people of the made-up centre, as they stand on file and with slips, and about nobody.
"""

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from bench import facts
from bench.statements import counted
from frirum.casefile.matching.actions import answer_check, order_check, put_facts
from frirum.casefile.matching.comparing import asked_of
from frirum.casefile.matching.facts import Fact, FactKind, Party, profile_of
from frirum.casefile.matching.likeness.profile import Profile
from frirum.casefile.matching.onfile import OnFile
from frirum.casefile.matters.models import Side
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor

ASKED = 300
AT_ONCE = 4
_BY = Actor.system("measures the comparison")


def run() -> dict[str, Any]:
    """Milliseconds of one question, exact and with slips; `four` is the time that four take at
    once, by that of one alone; `statements` of a whole check that finds somebody, and nobody."""
    known = [told.client for told in islice(facts.cases("S"), 0, ASKED * 20, 20)]
    exact, slips = [_as_told(one) for one in known], [_with_slips(one) for one in known]
    return {
        "exact": _timed(exact),
        "slips": _timed(slips),
        "four": _four_by_one(slips),
        "statements": [_statements(_facts(known[1])), _statements(_facts(_nobody()))],
    }


def _facts(one: facts.PersonFacts) -> tuple[Fact, ...]:
    return (
        Fact(FactKind.NAME, one.given, one.family),
        Fact(FactKind.BIRTH, one.born.isoformat()),
        Fact(FactKind.PHONE, one.phone),
    )


def _as_told(one: facts.PersonFacts) -> Profile:
    return profile_of(_facts(one))


def _with_slips(one: facts.PersonFacts) -> Profile:
    """Two letters in the wrong order, and an age in place of the day; no number."""
    at = len(one.family) // 2
    family = one.family[: at - 1] + one.family[at] + one.family[at - 1] + one.family[at + 1 :]
    told = Fact(FactKind.NAME, one.given, family), Fact(FactKind.BIRTH_YEAR, str(one.born.year))
    return profile_of(told)


def _nobody() -> facts.PersonFacts:
    return facts.PersonFacts("Xerxes", "Quistborg", date(1951, 5, 17), "99887766")


def _asks(profiles: Sequence[Profile]) -> Callable[[int], object]:
    """A question of its own each time, with the words on file in memory."""
    on_file = OnFile(reason=_BY.reason)
    on_file.vocabulary()
    return lambda number: asked_of(on_file, [profiles[number % len(profiles)]])


def _timed(profiles: Sequence[Profile]) -> dict[str, float]:
    ask = _asks(profiles)
    for number in range(20):
        ask(number)
    taken, began = [], time.process_time()
    for number in range(len(profiles)):
        started = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(taken, n=100)
    cpu = (time.process_time() - began) * 1000 / len(profiles)
    return {"cpu": cpu, "p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def _four_by_one(profiles: Sequence[Profile]) -> float:
    """The best of three tries: a machine that does something else meanwhile only makes it worse."""
    connection.close()
    return min(_seconds(AT_ONCE, profiles) / _seconds(1, profiles) for _ in range(3))


def _seconds(processes: int, profiles: Sequence[Profile]) -> float:
    """Until the last of so many has asked all its questions."""
    forked = multiprocessing.get_context("fork")
    ready = forked.Barrier(processes + 1)
    asking = [
        forked.Process(target=_ask_all, args=(number, profiles, ready))
        for number in range(processes)
    ]
    for each in asking:
        each.start()
    ready.wait(timeout=60)
    started = time.perf_counter()
    for each in asking:
        each.join()
    return time.perf_counter() - started


def _ask_all(seed: int, profiles: Sequence[Profile], ready: Any) -> None:
    order = list(range(len(profiles)))
    random.Random(seed).shuffle(order)
    ask = _asks(profiles)
    ask(0)
    ready.wait(timeout=60)
    for number in order:
        ask(number)


def _statements(told: tuple[Fact, ...]) -> int:
    with transaction.atomic():
        root = uuid4()
        keys.issue(root, Compartment.NEUTRAL)
        party = Party(uuid4(), root, Side.EXERCISING, Side.EXERCISING, told)
        put_facts(by=_BY, parties=[party])
        check = order_check(by=_BY, subject=root, now=timezone.now())
        OnFile(reason=_BY.reason).vocabulary()
        keys.forget()
        with counted() as statements:
            answer_check(by=_BY, check=check, now=timezone.now())
        transaction.set_rollback(True)
    return len(statements)
