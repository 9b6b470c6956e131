"""The checks that read the code without running it, two at a time, each with its time."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from tools import vendor
from tools.venv import ROOT

# The slowest first, so that both cores end together.
COMMANDS: dict[str, list[str]] = {
    "types": ["mypy"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": ["djlint", "frirum", "--lint", "--quiet"],
    "imports": ["lint-imports", "--no-logo"],
    "lint": ["ruff", "check"],
    "format": ["ruff", "format", "--check"],
}


def all_well() -> bool:
    """Print what each check found and how long it took."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        fine = [*pool.map(_timed, COMMANDS)]
    troubles = vendor.verify()
    _report("vendored", 0.0, "\n".join(troubles))
    return all(fine) and not troubles


def _timed(name: str) -> bool:
    started = time.monotonic()
    done = subprocess.run(COMMANDS[name], cwd=ROOT, capture_output=True, text=True, check=False)
    found = f"{done.stdout}{done.stderr}" if done.returncode else ""
    _report(name, time.monotonic() - started, found)
    return done.returncode == 0


def _report(name: str, seconds: float, found: str) -> None:
    verdict = f"failed\n{found}" if found else "ok"
    print(f"{name:<12}{seconds:5.1f} s  {verdict}", flush=True)
