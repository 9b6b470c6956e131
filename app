#!/usr/bin/env python3
"""Everything one does with Frirum from a terminal. `./app` alone lists the commands."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what older Pythons meet first
    for newer in ("python3.14", "python3.13", "python3.12", "python3.11"):
        if path := shutil.which(newer):
            os.execv(path, [path, *sys.argv])  # noqa: S606 - the same programme, a newer Python
    sys.exit("Frirum needs Python 3.11 or newer. Install it, then run the same command again.")

from tools import checks, vendor, venv
from tools.browser import find_browser

ROOT = venv.ROOT
DEMO_DATA = ROOT / "var" / "demo"
SEEDED = DEMO_DATA / "seeded"
POSTGRES = "FRIRUM_TEST_DATABASE_URL"
IN_CI = bool(os.environ.get("CI"))

FAST = "not slow and not browser and not promise"


def demo(asked: argparse.Namespace) -> None:
    """start a made-up centre on this machine, with everything in it"""
    venv.ensure("base")
    # A fresh demo begins a ledger of its own, so its signed copies go with it.
    signed = DEMO_DATA / "checkpoints"
    os.environ.update(DEMO="1", FRIRUM_DATA=str(DEMO_DATA), FRIRUM_CHECKPOINTS=str(signed))
    if asked.fresh and answers(asked.port):
        sys.exit("A demo is running here. Stop it first (Ctrl-C), then begin afresh.")
    if asked.fresh or not SEEDED.exists():  # without the mark an earlier start broke off half-way
        shutil.rmtree(DEMO_DATA, ignore_errors=True)
    manage("compile_messages", "--skip-checks")
    manage("migrate", "--verbosity", "0")
    manage("vault", "init", "--verbosity", "0")
    if not SEEDED.exists():
        print("Building the demo centre", flush=True)
        manage("seed_demo")
        SEEDED.touch()
    become("python", "manage.py", "serve", "--port", str(asked.port))


def serve(asked: argparse.Namespace) -> None:
    """run for real; docs/running.md is the way there"""
    venv.ensure("base")
    for loosened in ("DEMO", "FRIRUM_TESTING"):  # left over in a shell, they would open the house
        os.environ.pop(loosened, None)
    manage("compile_messages", "--skip-checks")
    manage("migrate", "--verbosity", "0")
    manage("vault", "init", "--verbosity", "0")
    where = ["--host", asked.host, "--port", str(asked.port)]
    many = ["--workers", str(asked.workers), "--jobs", str(asked.jobs)]
    become("python", "manage.py", "serve", *where, *many)


def test(asked: argparse.Namespace) -> None:
    """check, promises, journeys; PostgreSQL too when it is given"""
    database = os.environ.get(POSTGRES)
    if asked.paths:
        prepare_tests()
        pytest(*asked.paths)
        return
    if not database and (asked.postgres or (IN_CI and not asked.sqlite)):
        sys.exit(f"Set {POSTGRES} to an address such as postgres://postgres@localhost:5432/test")
    browser = find_browser()
    if browser:
        os.environ["E2E_BROWSER"] = browser
    elif IN_CI and not asked.postgres:
        sys.exit("No browser was found. Install Chromium, or name one in E2E_BROWSER.")
    if not asked.postgres:
        check(asked)
        pytest("frirum", "-n", "2", "--dist", "loadfile", "-m", "promise and not slow")
        pytest("tests", "-n", "2", "-rs")
    if database and not asked.sqlite:
        prepare_tests()
        os.environ[POSTGRES] = database
        rooms = ["frirum"] if asked.postgres else []
        pytest(*rooms, "tests", "-n", "2", "-m", "not slow and not browser")


def check(_: argparse.Namespace) -> None:
    """style, types, imports, fast tests; changes nothing"""
    prepare_tests()
    started = time.monotonic()
    if not checks.all_well():
        sys.exit("The check found something; it is shown above.")
    pytest("frirum", "-n", "2", "--dist", "loadfile", "-m", FAST)
    print(f"Checked in {time.monotonic() - started:.0f} s", flush=True)


def fix(_: argparse.Namespace) -> None:
    """put style and imports right where a tool can"""
    venv.ensure("dev")
    run("ruff", "check", "--fix")
    run("ruff", "format")


def slow(asked: argparse.Namespace) -> None:
    """timing, killing, long random stories; --full for figures"""
    database = os.environ.get(POSTGRES, "")
    prepare_tests()
    os.environ["FRIRUM_SLOW_POSTGRES"] = database  # processes are killed on both databases
    if asked.full:
        os.environ["FRIRUM_FULL"] = "1"
    pytest("frirum", "tests", "-m", "slow")


def bench(asked: argparse.Namespace) -> None:
    """measure how quick the pages are, as ratios to bare Django"""
    prepare_tests()
    run("python", "-m", "bench", *asked.rest)


def docs(_: argparse.Namespace) -> None:
    """draw docs/generated anew from the code"""
    prepare_tests()
    run("python", "-m", "tools.drawings")


def train_matching(asked: argparse.Namespace) -> None:
    """learn anew how much each fact says in the conflict check"""
    if "--own" in asked.rest:  # from the decisions of this centre, so on its own database
        venv.ensure("base")
    else:
        prepare_tests()
    manage("train_matching", *asked.rest)


def planning(_: argparse.Namespace) -> None:
    """add the solver that plans a week (240 MB); without it the plain way is taken"""
    venv.ensure("planning")


def lock(_: argparse.Namespace) -> None:
    """write requirements/*.txt from pyproject.toml"""
    if shutil.which("uv") is None:
        sys.exit("uv makes the locks. Install it (pip install uv), then try again.")
    exact = ["--universal", "--python-version", "3.11", "--generate-hashes"]
    quiet = ["--no-header", "--no-annotate", "--quiet"]
    base, dev = str(venv.LOCKS["base"]), str(venv.LOCKS["dev"])
    compile_lock = ["uv", "pip", "compile", "pyproject.toml", *exact, *quiet]
    run(*compile_lock, "-o", base)
    extra = [*compile_lock, "--extra", "planning", "-c", base]
    run(*extra, "-o", str(venv.LOCKS["planning"]))
    run(*extra, "--group", "dev", "-o", dev)


def fetch_vendored(asked: argparse.Namespace) -> None:
    """fetch the front-end files again; --check only verifies them"""
    if not asked.check:
        vendor.fetch()
    if troubles := vendor.verify():
        sys.exit("\n".join(troubles))
    print("The front-end files are those that tools/vendor.json names.")


def prepare_tests() -> None:
    """A house of the tests' own: a real one's database and keys are never theirs to touch."""
    venv.ensure("dev")
    for name in [name for name in os.environ if name.startswith("FRIRUM_") or name == "DEMO"]:
        del os.environ[name]
    os.environ.update(FRIRUM_TESTING="1", FRIRUM_DATA=str(ROOT / "var" / "test"))
    manage("compile_messages", "--skip-checks")


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def run(*command: str) -> None:
    """Run it and end with its result if it fails; it has said why itself."""
    if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(code)


def manage(*arguments: str) -> None:
    run("python", "manage.py", *arguments)


def pytest(*arguments: str) -> None:
    run("pytest", "-q", *arguments)


def become(*command: str) -> None:
    """Hand over this very process, so that Ctrl-C and signals reach the server itself."""
    sys.stdout.flush()
    os.execvp(command[0], command)  # noqa: S606 - a programme of .venv with our own arguments


COMMANDS = {
    "demo": demo,
    "serve": serve,
    "test": test,
    "check": check,
    "fix": fix,
    "slow": slow,
    "bench": bench,
    "docs": docs,
    "train-matching": train_matching,
    "planning": planning,
    "lock": lock,
    "vendor": fetch_vendored,
}


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./app", description="Frirum from a terminal.")
    commands = parser.add_subparsers(title="commands", metavar="", dest="command")
    parts = {name: commands.add_parser(name, help=do.__doc__) for name, do in COMMANDS.items()}
    for name in ("demo", "serve"):
        parts[name].add_argument("--port", type=int, default=8000, help="8000 unless given")
    parts["serve"].add_argument("--host", default="127.0.0.1", help="127.0.0.1 unless given")
    parts["serve"].add_argument("--workers", type=int, default=2, help="page processes, 2 or more")
    parts["serve"].add_argument("--jobs", type=int, default=1, help="job processes, 1 unless given")
    parts["demo"].add_argument("--fresh", action="store_true", help="throw the old demo away")
    parts["test"].add_argument("paths", nargs="*", help="only these files or folders, alone")
    parts["test"].add_argument("--sqlite", action="store_true", help="on SQLite alone")
    parts["test"].add_argument("--postgres", action="store_true", help="on PostgreSQL alone")
    parts["slow"].add_argument("--full", action="store_true", help="in full size; takes hours")
    parts["vendor"].add_argument("--check", action="store_true", help="verify, fetch nothing")
    asked, asked.rest = parser.parse_known_args()
    if asked.rest and asked.command not in ("bench", "train-matching"):  # read their own options
        parser.error(f"not known here: {' '.join(asked.rest)}")
    if asked.command is None:
        parser.print_help()
        sys.exit()
    return asked


if __name__ == "__main__":
    arguments = read_arguments()
    os.chdir(ROOT)
    os.environ["PATH"] = f"{venv.BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        COMMANDS[arguments.command](arguments)
    except KeyboardInterrupt:
        sys.exit(130)
