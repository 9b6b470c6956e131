"""Makes `items.jsonl` and `files/`, the same to the byte each time.

python -m frirum.casefile.outgoing.tests.letterbox.make_letterbox
"""

import json
import sys
from dataclasses import dataclass
from random import Random
from typing import Any

from .filing import Corner, cover, filed
from .pdfs import pages_of
from .planting import Plan, plans
from .world import HERE, MATTERS, lines_of
from .writing import Written, begin, write

_SEED = "letterbox 1"
_LONG_WORDS = 3900
_LETTER_ROLES = (
    ["police"] * 5 + ["municipal"] * 5 + ["court"] * 4 + ["familylaw"] * 4 + ["health"] * 3
) + (["probation", "lawyer", "authority", "school", "employer", "shelter"] * 2)
# How many clean items of each kind and, for files, ending.
_CLEAN = (
    [("letter", "")] * 78
    + [("message", "")] * 34
    + [("minutes", "")] * 14
    + [("list", "")] * 12
    + [("letter", "pdf")] * 19
    + [("minutes", "pdf")] * 3
    + [("list", "pdf")] * 3
    + [("letter", "pdf20")]
    + [("letter", "docx")] * 20
    + [("minutes", "docx")] * 3
    + [("list", "docx")] * 3
    + [("message", "jpg")] * 6
    + [("message", "png")] * 4
)


@dataclass
class Item:
    """A line of `items.jsonl` and, for some, a file."""

    line: dict[str, Any]
    content: bytes = b""
    ending: str = ""


def _words(chance: Random) -> int:
    return chance.choice((60, 100, 150, 220, 300, 380))


def _line(written: Written, text: str, name: str | None) -> dict[str, Any]:
    return {
        "matter": written.matter,
        "kind": written.kind,
        "recipient_role": written.role,
        "recipient": written.recipient,
        "contents": written.contents,
        "language": written.language,
        "subject": written.subject,
        "text": text,
        "file": None,
        "file_name": name,
        "label": "clean",
    }


def _clean(nth: int, kind: str, ending: str, chance: Random) -> Item:
    matter_id = f"m{nth % 6 + 1}"
    roles = _LETTER_ROLES if kind == "letter" else ["police", "municipal", "court", "familylaw"]
    if MATTERS[matter_id]["side"] == "exercising":
        roles = [role for role in roles if role not in {"school", "shelter"}]
    role = chance.choice(roles)
    if kind == "message" and chance.random() < 0.25:
        role = "client"
    language = "en" if chance.random() < 0.48 else "da"
    children = matter_id != "m3" and role not in {"employer", "client"} and chance.random() < 0.4
    written = begin(
        matter_id=matter_id,
        kind=kind,
        language=language,
        role=role,
        chance=chance,
        children=children,
    )
    long = ending == "pdf20"
    write(written, words=_LONG_WORDS if long else _words(chance), children=children, chance=chance)
    _bring_near(written, chance)
    return _posted(written, ending, chance)


def _bring_near(written: Written, chance: Random) -> None:
    """Adds, where one fits, a sentence that resembles what is protected in this matter."""
    rows = [row.split("|") for row in lines_of("near")]
    wanted = [written.matter, written.language, written.kind]
    fitting = [row[3] for row in rows if row[:3] == wanted]
    seldom = 0.65 if written.kind == "message" else 0.2
    if not fitting or written.role == "client" or chance.random() < seldom:
        return
    sentence = written.slots.fill(chance.choice(fitting), theirs=True)
    if written.kind == "message":
        written.body = [sentence]
    else:
        written.plant(sentence, chance)


def _posted(written: Written, ending: str, chance: Random, *, corner: Corner | None = None) -> Item:
    if not ending:
        return Item(_line(written, written.text, None))
    long, ending = ending == "pdf20", ending.removesuffix("20")
    made = filed(written, ending, chance, corner=corner, long=long)
    if long:
        assert 20 <= pages_of(made.content) <= 22, pages_of(made.content)
    text = written.text if written.kind == "message" else cover(written, chance)
    return Item(_line(written, text, made.name), made.content, ending)


def _protected(plan: Plan, chance: Random) -> Item:
    written = begin(
        matter_id=plan.matter,
        kind=plan.kind,
        language=plan.language,
        role=plan.role,
        chance=chance,
    )
    open_words = plan.place in {"text", "pdf", "docx", "pdf20"}
    sentence = written.slots.fill(plan.sentence, theirs=True)
    if plan.kind == "message" and open_words:
        written.body = [sentence]
    else:
        words = _LONG_WORDS if plan.place == "pdf20" else _words(chance)
        write(written, words=words, children=False, chance=chance)
        if open_words:
            written.plant(sentence, chance)
    ending = "pdf20" if plan.place == "pdf20" else plan.ending
    corner = Corner(plan.place, "" if open_words else sentence)
    item = _posted(written, ending, chance, corner=corner)
    item.line |= {
        "label": "protected",
        "what": plan.what,
        "whose": plan.whose,
        "held": plan.held,
        "value": plan.value,
        "as_written": plan.as_written,
        "where": plan.place,
        "hiding": plan.hiding,
        "also": list(plan.also),
        "made_by": plan.made_by,
    }
    return item


def _all() -> list[Item]:
    items = [_protected(plan, Random(f"{_SEED} {plan}")) for plan in plans(Random(_SEED))]
    items += [
        _clean(nth, kind, ending, Random(f"{_SEED} clean {nth}"))
        for nth, (kind, ending) in enumerate(_CLEAN)
    ]
    Random(_SEED).shuffle(items)
    return items


def main() -> None:
    folder = HERE / "files"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    lines = []
    for nth, item in enumerate(_all(), start=1):
        line = {"id": f"i{nth:03}"} | item.line
        if item.content:
            line["file"] = f"i{nth:03}.{item.ending}"
            (folder / line["file"]).write_bytes(item.content)
        lines.append(json.dumps(line, ensure_ascii=False))
    (HERE / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} items\n")


if __name__ == "__main__":
    main()
