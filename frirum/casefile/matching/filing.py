"""A file of people answered against a file of questions, in a house that is thrown away."""

import csv
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from frirum.casefile.matters.models import Side
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor

from .actions import join_words, put_facts
from .comparing import Match, asked_of
from .facts import Party, profile_of
from .onfile import OnFile
from .rows import facts_of

_BY = Actor.system("compares a file of made-up people, in a house that is thrown away")
_AT_A_TIME = 2_000
_COLUMNS = ("probe_id", "person_id", "score", "posterior", "ms")
_SIDES = {
    "victim": Side.EXPOSED, "perpetrator": Side.EXERCISING, "named_stalker": Side.EXERCISING,
}  # fmt: skip

Row = Mapping[str, str]


def roles_in(path: Path | None) -> dict[str, str]:
    """`matter:role` of each person, from a file of roles; the first is where they are filed."""
    found: dict[str, str] = {}
    if path is None:
        return found
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, restval=""):
            matter = row.get("matter_id") or row.get("matter") or ""
            found.setdefault(row["person_id"], f"{matter}:{row.get('role', '')}")
    return found


def take_in(path: Path, roles: Mapping[str, str]) -> dict[UUID, str]:
    """Everybody of a file, through the room's own action. Answers the id of each by its holder."""
    ids: dict[UUID, str] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = iter(csv.DictReader(lines, restval=""))
        issued: set[UUID] = set()
        while some := list(islice(rows, _AT_A_TIME)):
            parties = [_party(row, roles) for row in some]
            fresh = {party.root for party in parties} - issued
            keys.issue_many(dict.fromkeys(sorted(fresh), Compartment.NEUTRAL))
            issued |= fresh
            put_facts(by=_BY, parties=parties)
            ids |= {
                party.holder: row["person_id"] for party, row in zip(parties, some, strict=True)
            }
    join_words(by=_BY, most=1)
    return ids


def _party(row: Row, roles: Mapping[str, str]) -> Party:
    number = row["person_id"]
    told = roles.get(number) or row.get("roles", "").split("|")[0]
    matter, _, role = told.partition(":")
    side = _SIDES.get(role, Side.NEUTRAL)
    root = uuid5(NAMESPACE_URL, f"matter {matter or number} {side}")
    holder = uuid5(NAMESPACE_URL, f"person {number}")
    return Party(holder, root, side, side, facts_of(row))


def answers(path: Path, ids: Mapping[UUID, str], *, top: int) -> Iterator[tuple[str, ...]]:
    """A line for each of the likeliest of each question. Questions without an id are numbered."""
    on_file = OnFile(reason=_BY.reason, is_even=False)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, restval="")):
            began = time.perf_counter()
            (found,) = asked_of(on_file, [profile_of(facts_of(row))], are_humans=True)
            took = f"{(time.perf_counter() - began) * 1000:.3f}"
            name = row.get("probe_id") or str(number)
            for match in found[:top]:
                yield name, ids[match.known.holder], *_figures(match), took


def _figures(match: Match) -> tuple[str, str]:
    return f"{match.candidate.score:.6f}", f"{match.candidate.posterior:.9f}"


def write_answers(
    persons: Path, roles: Path | None, probes: Path, out: Path, *, top: int
) -> tuple[int, int]:
    """How many people were taken in, and how many lines were written."""
    ids = take_in(persons, roles_in(roles))
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for line in answers(probes, ids, top=top):
            writer.writerow(line)
            count += 1
    return len(ids), count
