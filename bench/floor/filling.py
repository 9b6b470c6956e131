"""The made-up centre in the floor's tables."""

from collections.abc import Iterator
from itertools import islice

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from bench import facts

from .models import Case, Contact, Person, Reminder
from .search import make_index

_KINDS = ("call", "sms", "chat", "mail", "visit", "letter", "other")


def fill(size: str) -> int:
    call_command("migrate", "auth", verbosity=0)  # the floor's own tables point to it
    call_command("migrate", "--run-syncdb", verbosity=0)
    workers = _workers()
    told = facts.cases(size)
    while some := list(islice(told, 500)):
        _store(some, workers)
    make_index()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Case.objects.count()


def _workers() -> list[User]:
    names = [name.split(" ", 1) for name in facts.worker_names()]
    users = [
        User(username=f"worker{number}", first_name=given, last_name=family)
        for number, (given, family) in enumerate(names)
    ]
    return User.objects.bulk_create(users)


def _store(some: list[facts.CaseFacts], workers: list[User]) -> None:
    cases = [
        Case(
            number=f"K{told.index:07}",
            client=told.client.name,
            worker=workers[told.worker],
            is_open=told.is_open,
            opened_at=told.opened_at,
            touched_at=told.touched_at,
        )
        for told in some
    ]
    Case.objects.bulk_create(cases)
    pairs = list(zip(cases, some, strict=True))
    Person.objects.bulk_create(
        Person(case=case, role=role, name=person.name, phone=person.phone)
        for case, told in pairs
        for role, person in (("client", told.client), ("other", told.other))
    )
    contacts = list(_contacts(pairs))
    Contact.objects.bulk_create(contacts, batch_size=2_000)
    Reminder.objects.bulk_create(
        Reminder(case=case, worker=case.worker, due_on=told.reminder[0], title=told.reminder[1])
        for case, told in pairs
        if told.reminder
    )


def _contacts(pairs: list[tuple[Case, facts.CaseFacts]]) -> Iterator[Contact]:
    for case, told in pairs:
        for each in told.happenings:
            yield Contact(
                case=case, worker=case.worker, at=each.at, kind=_KINDS[each.kind], text=each.text
            )
