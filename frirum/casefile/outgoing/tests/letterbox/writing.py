"""Composes letters, messages, minutes and lists of the pool's paragraphs."""

from dataclasses import dataclass, field
from random import Random

from .slots import Slots, date
from .world import AGENCIES, HOUSE, MATTERS, by_role, full_name, lines_of

_OF_CHILDREN = ("Børnene", "børnene", "barnet", "Barnet", "barnets", "children", "the child")
_HEADS = {"school": ("skolens ledelse", "the head of the school")} | {
    "employer": ("nærmeste leder", "the line manager"),
    "shelter": ("krisecentrets leder", "the manager of the shelter"),
    "relative": ("den pårørende", "the relative"),
}


@dataclass
class Written:
    """One item on its way: its words, and who it is for."""

    matter: str
    kind: str
    language: str
    role: str
    recipient: str
    contents: list[str]
    subject: str
    worker: str
    day: str
    slots: Slots
    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    end: list[str] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[str]:
        return [*self.head, *self.body, *self.end]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    def plant(self, sentence: str, chance: Random) -> None:
        """Among the paragraphs, deep in a long letter; at times after a paragraph's last words."""
        at = chance.randrange(1, len(self.body)) if len(self.body) > 1 else len(self.body)
        if len(self.body) > 40:
            at = len(self.body) * 7 // 10
        if self.kind == "letter" and self.body and chance.random() < 0.5:
            self.body[at - 1] += " " + sentence
        elif self.kind == "minutes":
            points = [point.partition(". ")[2] for point in self.body]
            points.insert(at, sentence)
            self.body = [f"{nth}. {point}" for nth, point in enumerate(points, start=1)]
        else:
            self.body.insert(at, sentence)


def _of_children(line: str) -> bool:
    return any(word in line for word in _OF_CHILDREN)


def _pool(matter: dict, language: str, *, children: bool, chance: Random) -> list[str]:
    """Shuffled paragraphs, about two of the side's own for each that suits any letter."""
    own, common = lines_of(f"{language}_{matter['side']}"), lines_of(f"{language}_any")
    chance.shuffle(own)
    chance.shuffle(common)
    mixed = []
    while own or common:
        mixed += own[:2] + common[:1]
        own, common = own[2:], common[1:]
    return [line for line in mixed if children or not _of_children(line)]


def begin(
    *, matter_id: str, kind: str, language: str, role: str, chance: Random, children: bool = False
) -> Written:
    """An item without a body yet: its recipient and its subject."""
    matter = MATTERS[matter_id]
    known = [agency for agency in AGENCIES if agency["id"] in matter["agencies"]]
    agencies = [agency for agency in known if agency["role"] == role]
    agency = chance.choice(agencies) if agencies else None
    slots = Slots(matter=matter, language=language, agency=agency, chance=chance)
    if slots.officer:
        recipient = slots.officer["name"]
    elif role == "client":
        recipient = full_name(by_role(matter, "client"))
    else:
        recipient = _HEADS[role][language == "en"]
    contents, subject = _subject(matter, kind, language, role, children=children, chance=chance)
    return Written(
        matter=matter_id,
        kind=kind,
        language=language,
        role=role,
        recipient=recipient,
        contents=contents,
        subject=slots.fill(subject, theirs=True),
        worker=slots.worker["name"],
        day=date(chance, language),
        slots=slots,
    )


def _subject(
    matter: dict, kind: str, language: str, role: str, *, children: bool, chance: Random
) -> tuple[list[str], str]:
    rows = [row.split("|") for row in lines_of("subjects")]
    rows = [row for row in rows if row[:2] == [language, kind]]
    if matter["side"] == "exercising":
        rows = [row for row in rows if "incidents" not in row[2]]
    concern = [row for row in rows if row[2] == "statement,children"]
    if children and role == "municipal" and concern:
        rows = concern
    else:
        rows = [row for row in rows if row not in concern]
    _, _, contents, subject = chance.choice(rows)
    return contents.split(","), subject


def write(written: Written, *, words: int, children: bool, chance: Random) -> Written:
    """Gives it a body of about so many words."""
    {"letter": _letter, "message": _message, "minutes": _minutes, "list": _list}[written.kind](
        written, words, children, chance
    )
    if any(_of_children(part) for part in written.body) and "children" not in written.contents:
        written.contents.append("children")
    return written


def _letter(written: Written, words: int, children: bool, chance: Random) -> None:
    matter, fill = MATTERS[written.matter], written.slots.fill
    _letter_head(written)
    while sum(len(part.split()) for part in written.body) < words:
        for from_pool in _pool(matter, written.language, children=children, chance=chance):
            line = from_pool
            if "barnets lov" in line and written.role != "municipal":
                continue
            if written.body and chance.random() < 0.3:
                line = line.replace("{client}", "{client1}")
            written.body.append(fill(line))
            if sum(len(part.split()) for part in written.body) >= words:
                break
    english = written.language == "en"
    title = written.slots.worker["title_en" if english else "title"]
    greeting = "Yours sincerely," if english else "Med venlig hilsen"
    written.end = [greeting, f"{written.worker}\n{title}, {HOUSE['name']}"]


def _letter_head(written: Written) -> None:
    english, slots = written.language == "en", written.slots
    house = "{house}\n{haddress}\n" + ("Phone" if english else "Tlf.") + " {hphone} · CVR {cvr}"
    to = written.recipient
    if slots.agency and slots.officer:
        title = slots.officer["title_en" if english else "title"]
        to = f"{slots.agency['name']}\n{slots.agency['address']}\nAtt.: {title} {to}"
    re = "Re" if english else "Vedr."
    hello = ("Dear " if english else "Kære ") + written.recipient
    if not slots.officer and written.role != "client":
        hello = "To whom it may concern" if english else "Til rette vedkommende"
    written.head = [slots.fill(house), to, written.day, f"{re}: {written.subject}", hello]


def _message(written: Written, words: int, children: bool, chance: Random) -> None:
    lines = lines_of(f"{written.language}_messages")
    if written.role == "client":
        lines = [line for line in lines if "{officer}" not in line and "{agency}" not in line]
    else:
        lines = [line for line in lines if "{client1}" not in line]
    written.body = [written.slots.fill(chance.choice(lines), theirs=True)]


def _minutes(written: Written, words: int, children: bool, chance: Random) -> None:
    slots = written.slots
    lines = lines_of(f"{written.language}_minutes")
    taken = sorted(chance.sample(range(len(lines)), min(len(lines), 5 + words // 120)))
    present = "Present" if written.language == "en" else "Til stede"
    people = [slots.fill("{client}"), written.recipient, written.worker]
    written.head = [written.subject, f"{present}: {', '.join(people)}"]
    written.body = [
        f"{nth}. {slots.fill(lines[at], theirs=True)}" for nth, at in enumerate(taken, start=1)
    ]


def _list(written: Written, words: int, children: bool, chance: Random) -> None:
    lines = lines_of(f"{written.language}_list")
    written.head = [written.subject]
    count = 4 + words // 40
    written.body = [written.slots.fill(chance.choice(lines)) for _ in range(count)]
