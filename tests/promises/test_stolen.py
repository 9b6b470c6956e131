"""What a thief of the database, the files and the logs reads: none of what was typed (S17, S21)."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from frirum.foundation.vault import keys

from .world import CANARIES

pytestmark = pytest.mark.promise


def everything_stored():
    """Every value of every table, and every file, as bytes."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        bytes(value)
                        if isinstance(value, memoryview | bytes)
                        else str(value).encode()
                    )
    for path in settings.FILE_DIR.glob("??/*"):
        yield path.read_bytes()


def found(canaries):
    wanted = [c.casefold().encode() for c in canaries]
    return {c for value in everything_stored() for c in wanted if c in value.lower()}


def test_s17_stolen_tables_files_and_logs_hold_no_word_that_was_typed(
    world, client_of, dorte, run_jobs, caplog
):
    client = client_of(dorte)
    client.post("/sager/soeg/", {"q": "Kanariebirk"})
    client.get(f"/sager/{world.case.pk}/")
    run_jobs()
    assert found([*CANARIES, "Kanariebilag", "Kanarieliste", "Kanarienavn"]) == set()
    assert [c for c in CANARIES if c in caplog.text] == []


def test_s17_the_search_for_canaries_would_find_one(world, almas_case):
    almas_case.number = "KANARIE"
    almas_case.save()
    assert found(["kanarie"]) == {b"kanarie"}


def test_s21_a_copy_of_the_database_is_unreadable_once_the_key_is_shredded(world, dorte):
    from frirum.foundation.vault.sealing import Unreadable
    from frirum.foundation.wall.ledger import seal_outbox
    from frirum.foundation.wall.ledger.verify import verify

    incident = world.case.incidents.visible_to(dorte).get()
    keys.shred(world.case.pk)
    with pytest.raises(Unreadable):
        incident.told  # noqa: B018
    seal_outbox()
    assert verify().faults == []
