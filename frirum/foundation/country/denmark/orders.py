"""Orders of the Danish act on tilhold, opholdsforbud and bortvisning (tilholdsloven).

Lengths are those of the act as the project's notes on the law give them; that of opholdsforbud is
not confirmed against the text of the act.
"""

from ..orders import OrderKind

TILHOLD = OrderKind(
    code="tilhold",
    names={"da": "Tilhold", "en": "Restraining order (tilhold)"},
    forbids={
        "da": "Al kontakt, også elektronisk, og at følge efter",
        "en": "All contact, electronic too, and following",
    },
    section="Tilholdsloven §§ 1-2 og § 5",
    longest_years=5,
)
STRAKSTILHOLD = OrderKind(
    code="strakstilhold",
    names={"da": "Strakstilhold", "en": "Immediate restraining order (strakstilhold)"},
    forbids={
        "da": "Al kontakt, indtil der er taget stilling til tilhold",
        "en": "All contact, until a restraining order has been decided on",
    },
    section="Tilholdsloven § 2 a",
    longest_days=60,
    may_be_extended=False,
)
OPHOLDSFORBUD = OrderKind(
    code="opholdsforbud",
    names={"da": "Opholdsforbud", "en": "Exclusion zone order (opholdsforbud)"},
    forbids={
        "da": "At være i et område ved bolig, arbejde eller uddannelse",
        "en": "Being in an area near home, work or school",
    },
    section="Tilholdsloven §§ 3-4",
    longest_years=1,
    has_zones=True,
)
BORTVISNING = OrderKind(
    code="bortvisning",
    names={"da": "Bortvisning", "en": "Removal from home (bortvisning)"},
    forbids={"da": "At være i det fælles hjem", "en": "Being in the shared home"},
    section="Tilholdsloven, bortvisning",
    longest_days=28,
    has_zones=True,
)

ORDERS = {kind.code: kind for kind in (TILHOLD, STRAKSTILHOLD, OPHOLDSFORBUD, BORTVISNING)}
