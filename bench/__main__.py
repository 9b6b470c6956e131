"""`python -m bench [--postgres URL] [--size S|M] [--json FILE] [--full]`.

Floor, product, floor again, each alone with one worker; then what is counted and not timed.
Ends with 1 when a goal is passed by more than machines differ.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import facts, goals
from .load import Browser, Measured, Pages, actions_of, measure, mixed
from .server import cold_start, serving
from .systems import System, fresh_copy

WORDS = {"selective": facts.SELECTIVE, "broad": facts.BROAD}
MIXED, MIXED_FULL, MIXED_LONG = 2_000, 10_000, 100_000


class Run:
    """Measures, and judges at once: a run that is broken off has said what it knew."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.asked = asked
        self.engine = "PostgreSQL" if asked.postgres else "SQLite"
        self.lines: list[goals.Line] = []

    def note(self, **about: Any) -> None:
        """One line of JSON, when a file for them is asked for."""
        if self.asked.json:
            run = {"engine": self.engine, "size": self.asked.size, "at": time.time()}
            with Path(self.asked.json).open("a", encoding="utf-8") as out:
                out.write(json.dumps(run | about) + "\n")

    def judge(self, *lines: goals.Line) -> None:
        for line in lines:
            print(line.as_row(), flush=True)
            self.note(**line.as_json())
        self.lines += lines

    def pages_of(self, system: System) -> Pages:
        room = "bench.floor.pages" if system.name == "floor" else "bench.pages"
        return Pages(**system.ask(f"{room}:pages"))

    def system(self, name: str) -> System:
        return fresh_copy(name, size=self.asked.size, postgres=self.asked.postgres)

    def timed(self, name: str) -> dict[str, Measured]:
        """Every action in turn on a fresh copy."""
        system = self.system(name)
        pages = self.pages_of(system)
        found = {}
        print(f"Measuring the {name}", flush=True)
        with serving(system, path=pages.listed, cookie=pages.cookie) as server:
            browser = Browser(server.port, pages)
            for action, ask in actions_of(pages, WORDS).items():
                found[action] = measure(server, browser, action, ask)
                self.note(system=name, **asdict(found[action]))
        return found

    def started(self, name: str) -> float:
        system = self.system(name)
        pages = self.pages_of(system)
        seconds = cold_start(system, path=pages.listed, cookie=pages.cookie)
        self.note(system=name, cold_start=seconds)
        return seconds

    def held(self, name: str, steps: list[int]) -> list[float]:
        """Private megabytes after so many requests, and then so many."""
        system = self.system(name)
        pages, found, done = self.pages_of(system), [], 0
        print(f"Memory of the {name}", flush=True)
        with serving(system, path=pages.listed, cookie=pages.cookie) as server:
            browser = Browser(server.port, pages)
            for step in steps:
                mixed(browser, actions_of(pages, WORDS), step - done)
                done = step
                found.append(server.private_mb())
                self.note(system=name, requests=step, private_mb=found[-1])
        return found

    def everything(self) -> None:
        first, ours, second = (self.timed(name) for name in ("floor", "product", "floor"))
        self.judge(*goals.pages(ours, (first, second)))
        self.say_whether_void((first, second), ours)
        self.counted()
        self.compared((first, second))
        self.judge(goals.cold_start(self.started("product"), self.started("floor")))
        self.memory()

    def say_whether_void(self, floors: goals.Floors, ours: dict[str, Measured]) -> None:
        drift = goals.drift(floors)
        self.note(drift=drift)
        worst = max(drift, key=lambda action: drift[action])
        print(f"The floors differ by at most {drift[worst]:.0%} ({worst})", flush=True)
        if goals.is_void(floors):
            print("VOID: the floors differ too much; the machine did something else meanwhile")
        for each in (*ours.values(), *floors[0].values(), *floors[1].values()):
            if each.bad:
                print(f"BAD: {each.bad} of {each.requests} answers to {each.action}")

    def counted(self) -> None:
        print("Counting statements, unsealing, writers", flush=True)
        product = self.system("product")
        for what, judge in (
            ("bench.statements:count", goals.statements),
            ("bench.statements:share_of_unsealing", goals.unsealing),
        ):
            told = product.ask(what)
            self.note(system="product", what=what, **told)
            self.judge(*judge(told))
        if not product.postgres:
            told = product.ask("bench.writers:run")
            self.note(system="product", what="writers", **told)
            self.judge(*goals.writers(told))

    def compared(self, floors: goals.Floors) -> None:
        print("Comparing people behind the wall", flush=True)
        told = self.system("product").ask("bench.comparison:run")
        self.note(system="product", what="comparison", **told)
        self.judge(*goals.comparison(told, floors))

    def memory(self) -> None:
        usual = MIXED_FULL if self.asked.full else MIXED
        steps = [usual, MIXED_LONG] if self.asked.full else [usual]
        ours, floors = self.held("product", steps), self.held("floor", [usual])
        self.judge(goals.memory(ours[0], floors[0], usual))
        if self.asked.full:
            self.judge(goals.growth(ours[0], ours[1], MIXED_LONG))

    def report(self, seconds: float) -> int:
        title = f"{self.engine}, size {self.asked.size}, {seconds:.0f} s"
        print(f"\n{title}\n\n{goals.table(self.lines)}\n")
        failed = [line.what for line in self.lines if line.failed]
        for what in failed:
            print(f"FAILED: {what}")
        return int(bool(failed))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--postgres", default="", help="a server's address, instead of SQLite")
    parser.add_argument("--size", choices=sorted(facts.SIZES), default="S")
    parser.add_argument("--json", help="add one line a measurement to this file")
    parser.add_argument("--full", action="store_true", help="memory after 10^4 and 10^5 requests")
    run = Run(parser.parse_args())
    for name in ("floor", "product"):
        run.system(name)  # filling is not part of the time
    started = time.monotonic()
    run.everything()
    return run.report(time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
