"""Puts what is written into a file, clean corners and properties included."""

from dataclasses import dataclass, field
from random import Random

from .docxs import Sheet, docx
from .pdfs import Page, pdf
from .pictures import jpeg, png
from .writing import Written

_KINDS = {
    ("letter", "da"): "Brev",
    ("letter", "en"): "Letter",
    ("message", "da"): "Bilag",
    ("message", "en"): "Exhibit",
    ("minutes", "da"): "Referat",
    ("minutes", "en"): "Minutes",
    ("list", "da"): "Oversigt",
    ("list", "en"): "Overview",
}
_COVERS = {
    "da": (
        "Vedhæftet fremsendes materiale vedrørende {client}. Ring til {worker} på {hphone}.",
        "Som aftalt vedhæftes det ønskede. Vores sagsnr. er {num8}.\n\n{worker}, {house}",
        "Hermed bilaget fra i går. Mvh {worker}",
        "Vedr. {client}\n\nSe venligst vedhæftede.\n\nMed venlig hilsen\n{worker}\n{house}",
    ),
    "en": (
        "Please find attached our letter concerning {client}. Call {hphone} with questions.",
        "Attached as agreed. Our reference: {num8}.\n\n{worker}, {house}",
    ),
}


@dataclass
class Corner:
    """Where in a file something stands beside its open words: `place` as in `planted.txt`."""

    place: str = ""
    words: str = ""


@dataclass
class Filed:
    content: bytes
    name: str
    told: dict[str, str] = field(default_factory=dict)


def cover(written: Written, chance: Random) -> str:
    """The words that go along with a file."""
    return written.slots.fill(chance.choice(_COVERS[written.language]), theirs=True)


def file_name(written: Written, ending: str, chance: Random) -> str:
    kind = _KINDS[written.kind, written.language]
    client = written.slots.fill("{client}")
    number = "".join(str(chance.randrange(10)) for _ in range(8))
    return chance.choice(
        (
            f"{kind} {client}.{ending}",
            f"{kind}_{client.replace(' ', '_')}_{number}.{ending}",
            f"2026-03-{chance.randrange(1, 29):02} {kind.lower()} {number}.{ending}",
            f"{number}.{ending}",
        )
    )


def filed(
    written: Written,
    ending: str,
    chance: Random,
    *,
    corner: Corner | None = None,
    long: bool = False,
) -> Filed:
    corner = corner or Corner()
    make = {"pdf": _pdf, "docx": _docx, "jpg": _jpg, "png": _png}[ending]
    name = file_name(written, ending, chance)
    if corner.place.startswith("name:"):
        name = f"{corner.words}.{ending}"
    return Filed(content=make(written, corner, chance, long), name=name)


def _pdf(written: Written, corner: Corner, chance: Random, long: bool) -> bytes:
    where, _, which = corner.place.partition(":")
    page = Page(
        paragraphs=written.paragraphs,
        title=written.subject,
        author=written.worker,
        language=written.language,
        hyphenate=not corner.place and chance.random() < 0.5,
        long=long,
    )
    hidden = corner.words if where == "pdf" else ""
    page.white = hidden if which == "white" else ""
    page.tiny = hidden if which == "tiny" else ""
    page.annotation = hidden if which == "annot" else ""
    if which == "meta":
        page.properties = {"Subject": hidden}
    if not corner.place and chance.random() < 0.35:
        page.annotation = written.slots.fill("Godkendt, {worker}. Sag {num8}")
        page.white = "Side uden tekst"
    return pdf(page)


def _docx(written: Written, corner: Corner, chance: Random, long: bool) -> bytes:
    fill = written.slots.fill
    properties = {
        "author": written.worker,
        "title": written.subject[:120],
        "keywords": "",
        "comments": "",
        "subject": fill("Sag {num8}"),
        "last_modified_by": written.worker,
    }
    corners = {"header": fill("{house} · {hphone}"), "footer": fill("{haddress} · CVR {cvr}")}
    where, _, which = corner.place.partition(":")
    if where == "docx" and which:
        corners[which] = corner.words
    elif corner.place == "prop:custom":
        corners["custom"] = corner.words
    elif where == "prop":
        properties[which] = corner.words
    else:
        _clean_corners(written, properties, corners, chance)
    sheet = Sheet(paragraphs=written.paragraphs, properties=properties, corners=corners)
    return docx(sheet, chance)


def _clean_corners(
    written: Written, properties: dict[str, str], corners: dict[str, str], chance: Random
) -> None:
    """What stands in the corners of an honest letter."""
    fill = written.slots.fill
    harmless = {
        "vanish": fill("Skabelon 14, rettet {date}"),
        "comment": fill("Har {worker} set dette afsnit? Frist {date2}."),
        "textbox": fill("Fortroligt, sag {num8}"),
        "table": fill("Journal {journal} Beløb {amount}"),
        "alt": "Centrets logo: et hus ved en fjord",
        "deleted": fill("Beløbet på {amount} kr. udgår."),
        "custom": fill("{house}"),
    }
    for name in chance.sample(sorted(harmless), 2):
        corners[name] = harmless[name]
    properties["keywords"] = chance.choice(("udtalelse; stalking", "bilag; kopi", "skole; samvær"))
    properties["comments"] = fill("Kvalitetssikret af {worker} den {date}")


def _told(written: Written, corner: Corner) -> dict[str, str]:
    where, _, which = corner.place.partition(":")
    return {which: corner.words} if where in {"jpg", "png"} else {}


def _jpg(written: Written, corner: Corner, chance: Random, long: bool) -> bytes:
    told = {
        "make": chance.choice(("Canon", "Nikon", "Fairphone")),
        "model": f"DX {chance.randrange(100, 900)}",
        "software": f"Firmware {chance.randrange(1, 9)}.{chance.randrange(0, 20)}",
        "taken": f"2026:03:{chance.randrange(1, 28):02} 14:{chance.randrange(10, 59)}:07",
        "artist": written.worker,
        "description": written.slots.fill("Bilag {n}, modtaget {date}, sag {num8}"),
    }
    return jpeg(told | _told(written, corner), chance)


def _png(written: Written, corner: Corner, chance: Random, long: bool) -> bytes:
    told = {"Software": "Fjordscan 3.1", "Title": written.slots.fill("Kvittering {num8}")}
    return png(told | _told(written, corner), chance)
