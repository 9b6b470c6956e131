"""A copy of the whole house for safe keeping, and the way back. The keys are never in it.

What people wrote is as sealed in the copy as it is here. In clear stand what stands in clear in
the database: ids, days, the names of staff.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

SUMS = "SHA256SUMS"
_SQLITE, _DUMP, _FILES, _SIGNED = "frirum.sqlite3", "frirum.dump", "files", "checkpoints.jsonl"


class CannotCopy(Exception):
    """A sentence for whoever keeps the copies."""


def make(target: Path) -> int:
    """Copy database, sealed files and signed checkpoints while the house is at work.

    The database comes first: a file that it names lay there before its row did, and stays.
    Returns the number of files.
    """
    _refuse_place(target)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    if connection.vendor == "sqlite":
        _copy_sqlite(target / _SQLITE)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target / _DUMP}")
    (target / _FILES).mkdir(mode=0o700)
    for path in _sealed_files():
        place = target / _FILES / path.parent.name
        place.mkdir(exist_ok=True, mode=0o700)
        with contextlib.suppress(FileNotFoundError):  # erased a moment ago
            shutil.copyfile(path, place / path.name)
    signed = Path(settings.CHECKPOINT_DIR) / _SIGNED
    if signed.exists():
        shutil.copyfile(signed, target / _SIGNED)
    sums = [f"{_sum(path)}  {path.relative_to(target)}\n" for path in _all_in(target)]
    (target / SUMS).write_text("".join(sums), encoding="utf-8")
    return len(sums)


def put_back(source: Path) -> int:
    """Fill an empty house from a copy, after every byte of it was compared with its checksum."""
    sums = _verified(source)
    files = Path(settings.FILE_DIR)
    if files.exists() or _has_tables():
        raise CannotCopy("There is a house here already. A copy is put back into an empty one.")
    if connection.vendor == "sqlite":
        connection.close()
        shutil.copyfile(_part(source, _SQLITE), settings.DATABASES["default"]["NAME"])
    else:
        _postgres("pg_restore", "--no-owner", "--exit-on-error", "--dbname=", _part(source, _DUMP))
    shutil.copytree(source / _FILES, files, copy_function=shutil.copyfile)
    signed = Path(settings.CHECKPOINT_DIR) / _SIGNED
    if (source / _SIGNED).exists() and not signed.exists():
        signed.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(source / _SIGNED, signed)
    return len(sums)


def _refuse_place(target: Path) -> None:
    here = target.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotCopy("Name a new folder for the copy: this one holds something already.")
    if here.is_relative_to(Path(settings.DATA_DIR).resolve()):
        raise CannotCopy("A copy in the data folder is lost with it. Name a place elsewhere.")
    if Path(settings.KEY_FILE).resolve().parent in (here, *here.parents):
        raise CannotCopy("Keys and copy in one place open each other. Name a place elsewhere.")


def _sealed_files() -> Iterator[Path]:
    whole = Path(settings.FILE_DIR).glob("??/*")
    return (path for path in sorted(whole) if path.suffix != ".part")


def _all_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verified(source: Path) -> dict[str, str]:
    """Paths and checksums of a copy in which nothing is missing, changed or added."""
    if not (source / SUMS).is_file():
        raise CannotCopy(f"This is no copy of a house, or not a whole one: {SUMS} is missing.")
    lines = (source / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {path: wanted for wanted, _, path in (line.partition("  ") for line in lines)}
    found = {str(path.relative_to(source)): path for path in _all_in(source)}
    wrong = {*sums} ^ {*found}
    wrong |= {name for name in {*sums} & {*found} if _sum(found[name]) != sums[name]}
    if wrong:
        raise CannotCopy("Missing, changed or added in this copy: " + ", ".join(sorted(wrong)))
    return sums


def _part(source: Path, name: str) -> Path:
    if not (source / name).exists():
        raise CannotCopy("This copy was made of another kind of database: see FRIRUM_DATABASE_URL.")
    return source / name


def _has_tables() -> bool:
    return bool(connection.introspection.table_names())


def _copy_sqlite(target: Path) -> None:
    """One consistent moment, though others write: SQLite's own way of copying itself."""
    with (
        contextlib.closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _postgres(tool: str, *arguments: str | Path) -> None:
    """PostgreSQL's own tools. The password goes by the environment, not where `ps` shows it."""
    if shutil.which(tool) is None:
        raise CannotCopy(f"{tool} is missing. It comes with PostgreSQL's client programmes.")
    place = settings.DATABASES["default"]
    given = {
        "PGDATABASE": place["NAME"], "PGHOST": place["HOST"], "PGPORT": str(place["PORT"]),
        "PGUSER": place["USER"], "PGPASSWORD": place["PASSWORD"],
    }  # fmt: skip
    environment = os.environ | {name: value for name, value in given.items() if value}
    told = [f"--dbname={place['NAME']}" if one == "--dbname=" else str(one) for one in arguments]
    done = subprocess.run([tool, *told], env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise CannotCopy(f"{tool} did not succeed; what it says stands above.")
