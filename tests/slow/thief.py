"""Very many people taken in, and beside the house a paper that says which keys each of them bears.

The paper is what the thief knows more than anybody could, and what the attack is judged by.
"""

import json
import random
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import connection

from frirum.casefile.matching.actions import put_facts
from frirum.casefile.matching.facts import Party, profile_of
from frirum.casefile.matching.likeness.keys import RARE, keys_of, tokens_of
from frirum.casefile.matching.rows import facts_of
from frirum.casefile.matching.training.trial import centre
from frirum.casefile.matters.models import Side
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor

_AT_A_TIME = 2_000


def take_in(people: int, paper: str) -> dict[str, Any]:
    """Each stands in a file of their own. The paper has a line for each: id, and keys in words."""
    by, crowd = Actor.system("fills a house to be stolen"), centre(random.Random(11), people)
    for at in range(0, people, _AT_A_TIME):
        parties = [_party(row) for row in crowd.rows[at : at + _AT_A_TIME]]
        keys.issue_many({party.root: Compartment.EXPOSED for party in parties})
        put_facts(by=by, parties=parties)
    with Path(paper).open("w", encoding="utf-8") as lines:
        for row in crowd.rows:
            profile = profile_of(facts_of(row))
            words = [(RARE, word) for word in tokens_of(profile).told]
            lines.write(json.dumps([_id("person", row).hex, [*keys_of(profile), *words]]) + "\n")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"people": people}


def _party(row: Any) -> Party:
    return Party(_id("person", row), _id("file", row), Side.EXPOSED, Side.EXPOSED, facts_of(row))


def _id(what: str, row: Any) -> Any:
    return uuid5(NAMESPACE_URL, f"{what} {row['person_id']}")
