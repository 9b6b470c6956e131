"""Which cases must never meet: bookings and the outgoing guard ask by token, and hear yes or no.

Nothing here looks behind the wall. From one's own case follow the tokens to keep away from, whether
or not anybody bears them, and in the same time: whoever asks learns of no other case by asking.
"""

from dataclasses import dataclass

from frirum.foundation.vault.index import tag

from .models import OPPOSES, Case, Side


@dataclass(frozen=True, slots=True)
class Apart:
    """Where a case stands, as a keyed hash of its matter and side, and where its opponents would.

    To be kept with an appointment or a recipient. When the conflict desk joins matters it changes:
    whoever keeps one takes it anew then. `draw` is a number drawn from the matter, the same for all
    its cases, by which hours are divided between its sides before anybody asks for one; by that
    alone where the days of the teams say nothing of the two.
    """

    own: bytes
    opponents: frozenset[bytes]
    side: Side
    draw: bytes
    by_lot_alone: bool = False


def apart_of(case: Case) -> Apart:
    """Cases of the same side of a matter have the same token: they may meet."""
    return Apart(
        own=_token(case, case.side),
        opponents=frozenset(_token(case, side) for side in OPPOSES[case.side]),
        side=Side(case.side),
        draw=tag("hours", str(case.matter_id)),
    )


def may_come_together(one: Apart, other: Apart) -> bool:
    """May these two be in one place at one time; may what is of the one go to the other?"""
    return other.own not in one.opponents and one.own not in other.opponents


def _token(case: Case, side: str) -> bytes:
    return tag("separation", str(case.matter_id), side)
