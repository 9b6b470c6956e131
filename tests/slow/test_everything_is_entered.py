"""Each request of a long day leaves exactly the entries it should: counted, not assumed (S22)."""

import random
import uuid

import pytest
from django.db import DataError, connection

from .conftest import FULL
from .stolen import incident, task

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


class Day:
    """What each kind of request is, and what the ledger must say of it, in order."""

    def __init__(self, client_of, house, hers, his):
        self.staff, self.hers, self.his = house.staff, f"/sager/{hers.pk}/", f"/sager/{his.pk}/"
        self.add = f"/opgaver/{hers.pk}/ny/"
        self.clients = {name: client_of(house.staff[name]) for name in ("dorte", "emil", "hans")}
        for client in self.clients.values():
            client.raise_request_exception = False
        self.kinds = [
            self.opens, self.lists, self.searches, self.records, self.plans, self.mistypes,
            self.is_across_the_wall, self.has_not_the_role, self.finds_nothing, self.is_refused,
            self.crashes, self.crashes_while_reading,
        ]  # fmt: skip

    def of(self, name, *entries):
        return [(self.staff[name].id, deed, outcome) for deed, outcome in entries]

    def get(self, name, url, expected):
        assert self.clients[name].get(url).status_code == expected

    def post(self, name, url, given, expected):
        assert self.clients[name].post(url, given).status_code == expected

    def opens(self):
        self.get("dorte", self.hers, 200)
        return self.of("dorte", ("desk:case", "opened"))

    def lists(self):
        self.get("dorte", "/sager/", 200)
        return self.of("dorte", ("desk:cases", "showed"))

    def searches(self):
        self.post("dorte", "/sager/soeg/", {"q": "Alma"}, 200)
        return self.of("dorte", ("desk:search", "showed"))

    def records(self):
        self.post("dorte", f"{self.hers}haendelser/ny/", incident(uploads=[]), 302)
        return self.of("dorte", ("incidents:record", "opened"), ("record_incident", "done"))

    def plans(self):
        self.post("dorte", self.add, task("Ring"), 302)
        return self.of("dorte", ("tasks:add", "opened"), ("add_task", "done"))

    def mistypes(self):
        self.post("dorte", self.add, task(""), 422)
        return self.of("dorte", ("tasks:add", "opened"))

    def is_across_the_wall(self):
        self.get("emil", self.hers, 404)
        return self.of("emil", ("desk:case", "refused"))

    def has_not_the_role(self):
        self.get("hans", f"{self.his}haendelser/", 404)
        return self.of("hans", ("incidents:log", "refused"))

    def finds_nothing(self):
        self.post("dorte", f"/sager/{uuid.uuid4()}/status/", {}, 404)
        return self.of("dorte", ("desk:move", "refused"))

    def is_refused(self):
        """Bo's case is closed: nothing is added to it."""
        self.post("emil", f"{self.his}haendelser/ny/", incident(uploads=[]), 409)
        return self.of("emil", ("incidents:record", "opened"), ("record_incident", "refused"))

    def crashes(self):
        with connection.execute_wrapper(breaking("INSERT", "tasks_task")):
            self.post("dorte", self.add, task("Ring"), 500)
        return self.of("dorte", ("tasks:add", "opened"), ("add_task", "crashed"))

    def crashes_while_reading(self):
        with connection.execute_wrapper(breaking("SELECT", "incidents_incident")):
            self.get("dorte", f"{self.hers}haendelser/", 500)
        return self.of("dorte", ("incidents:log", "opened"))


def breaking(verb, table):
    def broken(execute, sql, params, many, context):
        if sql.startswith(verb) and f'"{table}"' in sql:
            raise DataError("a fault in the storage")
        return execute(sql, params, many, context)

    return broken


def test_s22_every_request_leaves_exactly_its_entries(
    client_of, house, almas_case, bos_case, folmer, ledger, now
):
    from frirum.casefile.matters.actions import move_case
    from frirum.casefile.matters.models import Status

    move_case(by=folmer, case=bos_case, status=Status.CLOSED, now=now)
    day, chance, times = Day(client_of, house, almas_case, bos_case), random.Random(22), 200
    before, expected = len(ledger()), []
    todo = day.kinds * (times if FULL else 10)
    chance.shuffle(todo)
    for act in todo:
        expected += act()
    written = ledger()[before:]
    print(f"{len(todo)} requests, {len(expected)} entries expected, {len(written)} written")
    assert written == expected
