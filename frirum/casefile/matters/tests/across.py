"""Words of a warning across the wall, for the tests of what is done with them."""

import pytest

from frirum.casefile.matters.actions import write_crossing
from frirum.casefile.matters.models import Basis, Danger, ForWhom
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Refused

WORDS = "Pas særligt på, når du går til og fra arbejde i denne uge."
WHY = "Han sagde i dag kl. 10, at han vil vente på hende torsdag."
DONE = "Ringede til hende kl. 11. Politiet følger hende hjem i dag."
FRIRUM = Actor.system("a test")


def written(by, case, now, words=WORDS, for_whom=ForWhom.WORKER, once=None):
    return write_crossing(
        by=by, case=case, danger=Danger.PLAN, basis=Basis.CRIME, for_whom=for_whom, reason=WHY,
        words=words, now=now, once=once,
    )  # fmt: skip


def refused(deed, **given):
    with pytest.raises(Refused) as error:
        deed(**given)
    return str(error.value.sentence)
