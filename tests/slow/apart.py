"""A house of real files whose people act in processes of their own, so that these can be killed.

`python -m tests.slow.apart killing:storm given.json` does a deed in the house that the environment
names, and prints what came of it.
"""

import importlib
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class House:
    """The folder is what a thief would carry away; keys and checkpoints lie beside it."""

    def __init__(self, place: Path, database: str = "") -> None:
        self.folder, self.log = place / "data", place / "data" / "frirum.log"
        self.folder.mkdir(parents=True, exist_ok=True)
        outside = {k: v for k, v in os.environ.items() if not k.startswith(("FRIRUM_", "PYTEST_"))}
        self.environment = outside | {
            "DJANGO_SETTINGS_MODULE": "frirum.config.settings",
            "FRIRUM_TESTING": "1",
            "FRIRUM_DATA": str(self.folder),
            "FRIRUM_KEY_FILE": str(place / "keys" / "keys.json"),
            "FRIRUM_CHECKPOINTS": str(place / "checkpoints"),
        }
        if database:
            self.environment["FRIRUM_DATABASE_URL"] = database

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A Python of its own. What it says as errors goes to the house's log."""
        with self.log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment,
                text=True,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def begin(self, deed: str, **given: Any) -> "subprocess.Popen[str]":
        paper = self.folder.parent / f"{uuid.uuid4().hex}.json"
        paper.write_text(json.dumps(given))
        return self.start("-m", "tests.slow.apart", deed, str(paper))

    def end(self, begun: "subprocess.Popen[str]") -> Any:
        """What came of a deed."""
        said, _ = begun.communicate(timeout=3_600)
        assert begun.returncode == 0, self.log.read_text()[-3_000:]
        return json.loads(said.splitlines()[-1])

    def do(self, deed: str, **given: Any) -> Any:
        return self.end(self.begin(deed, **given))

    def manage(self, *words: str) -> None:
        begun = self.start("manage.py", *words)
        begun.communicate()
        assert begun.returncode == 0, self.log.read_text()[-3_000:]

    def found(self) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.manage("vault", "init", "--verbosity", "0")
        self.do("cast:move_in")


def wait_for(come: Callable[[], Any], seconds: float = 60) -> Any:
    until = time.monotonic() + seconds
    while not (found := come()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.01)
    return found


def _main(deed: str, paper: str) -> None:
    import django

    django.setup()
    given = json.loads(Path(paper).read_text())
    module, name = deed.split(":")
    came = getattr(importlib.import_module(f"tests.slow.{module}"), name)(**given)
    print(json.dumps(came), flush=True)
    os._exit(0)  # as it stands: nothing is tidied away behind it


if __name__ == "__main__":
    _main(*sys.argv[1:])
