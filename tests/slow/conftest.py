"""Houses apart: founded once, copied for each test."""

import os
import shutil
import uuid

import pytest

from .apart import House

FULL = bool(os.environ.get("FRIRUM_FULL"))
POSTGRES = os.environ.get("FRIRUM_SLOW_POSTGRES", "")


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    place = tmp_path_factory.mktemp("founded")
    House(place).found()
    return place


@pytest.fixture
def apart(founded, tmp_path):
    """In one file of SQLite."""
    shutil.copytree(founded, tmp_path / "house")
    return House(tmp_path / "house")


@pytest.fixture
def house_on_postgres(tmp_path):
    if not POSTGRES:
        pytest.skip("no PostgreSQL is named in FRIRUM_SLOW_POSTGRES")
    import psycopg

    server, _, _ = POSTGRES.rpartition("/")
    name = f"apart_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            house = House(tmp_path / "house", f"{server}/{name}")
            house.found()
            yield house
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgres"])
def either_house(request):
    """The same on both databases."""
    return request.getfixturevalue("apart" if request.param == "sqlite" else "house_on_postgres")
