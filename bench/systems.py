"""The floor and the product, each with data of its own, built once and copied for each run."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT / "var" / "bench"
NAMES = ("floor", "product")
_SETTINGS = {"floor": "bench.floor.settings", "product": "frirum.config.settings"}
_APPLICATIONS = {
    "floor": "bench.floor.wsgi:application",
    "product": "frirum.config.wsgi:application",
}


@dataclass(frozen=True)
class System:
    """One of the two, on one database. `postgres` is the server's address, or empty for SQLite."""

    name: str
    folder: Path
    postgres: str = ""

    @property
    def application(self) -> str:
        return _APPLICATIONS[self.name]

    @property
    def database_name(self) -> str:
        return f"frirum_bench_{self.folder.parent.name}_{self.name}".replace("-", "_").lower()

    @property
    def database_url(self) -> str:
        if self.postgres:
            return urlunsplit(urlsplit(self.postgres)._replace(path=f"/{self.database_name}"))
        return f"sqlite:///{self.folder / 'data.sqlite3'}"

    @property
    def environment(self) -> dict[str, str]:
        """The product runs as in a real house: secure cookies, short sign-ins, no demo."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith("FRIRUM_") and n != "DEMO"}
        return kept | {
            "DJANGO_SETTINGS_MODULE": _SETTINGS[self.name],
            "FRIRUM_DATABASE_URL": self.database_url,
            "FRIRUM_DATA": str(self.folder / "data"),
            "FRIRUM_KEY_FILE": str(self.folder / "keys" / "keys.json"),
            "FRIRUM_SECRET_KEY": "made up for measuring, and used for nothing else at all",
            "FRIRUM_HOSTS": "127.0.0.1 testserver",
            "BENCH_DATABASE": self._floors_database() if self.name == "floor" else "",
        }

    def _floors_database(self) -> str:
        """The product's own options, whatever they are by now, with the floor's database."""
        product = replace(self, name="product")
        options: dict[str, Any] = product.ask("bench.house:database")
        name = self.database_name if self.postgres else str(self.folder / "data.sqlite3")
        return json.dumps(options | {"NAME": name})

    def ask(self, what: str, *arguments: object) -> Any:
        """Call `module:function` with the system's settings, in a process of its own."""
        command = [sys.executable, "-m", "bench.inside", what, *map(str, arguments)]
        environment = self.environment
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, text=True
        )
        if done.returncode:
            sys.exit(f"{self.name}: {what} failed; the reason is above.")
        return json.loads(done.stdout.splitlines()[-1])


def fresh_copy(name: str, *, size: str, postgres: str) -> System:
    """The system filled for this size, building it when migrations or the generator changed."""
    kind = f"{size}-{'postgres' if postgres else 'sqlite'}"
    built = System(name, BENCH / f"{kind}-{_fingerprint()}" / name, postgres)
    if not _is_built(built):
        for old in BENCH.glob(f"{kind}-*/{name}"):
            shutil.rmtree(old)
        _build(built, size)
    run = System(name, BENCH / "run" / name, postgres)
    shutil.rmtree(run.folder, ignore_errors=True)
    shutil.copytree(built.folder, run.folder)
    if postgres:
        _execute(
            postgres,
            f'DROP DATABASE IF EXISTS "{run.database_name}" WITH (FORCE)',
            f'CREATE DATABASE "{run.database_name}" TEMPLATE "{built.database_name}"',
        )
    return run


_MARK = "built"  # without it an earlier filling broke off half-way


def _is_built(built: System) -> bool:
    if not (built.folder / _MARK).exists():
        return False
    if not built.postgres:
        return True
    with psycopg.connect(built.postgres) as server:
        found = server.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [built.database_name]
        )
        return found.fetchone() is not None


def _build(built: System, size: str) -> None:
    print(f"Filling the {built.name} for size {size}", flush=True)
    built.folder.mkdir(parents=True)
    if built.postgres:
        _execute(
            built.postgres,
            f'DROP DATABASE IF EXISTS "{built.database_name}" WITH (FORCE)',
            f'CREATE DATABASE "{built.database_name}"',
        )
    built.ask(f"bench.{'floor.filling' if built.name == 'floor' else 'filling'}:fill", size)
    (built.folder / _MARK).touch()


def _execute(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def _fingerprint() -> str:
    """Of all that decides what a filled database looks like, and of whose checkout it is."""
    digest = hashlib.sha256(str(ROOT).encode())
    for path in sorted(_sources()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def _sources() -> Iterable[Path]:
    yield from (ROOT / "frirum").glob("*/*/migrations/*.py")
    here = Path(__file__).parent
    yield from (here / name for name in ("facts.py", "filling.py"))
    yield from (here / "floor" / name for name in ("models.py", "search.py", "filling.py"))
