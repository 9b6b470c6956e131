"""Holds the items to their labels, by code that shares nothing with what made them or the guard.

python -m frirum.casefile.outgoing.tests.letterbox.check_letterbox

A protected item must hold its detail as it says, resemble the world's value, and hold no second
one. A clean item may hold none, and no name, number or address that nobody put in the register.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from zipfile import ZipFile

from PIL import Image
from pypdf import PdfReader

_HERE = Path(__file__).parent
_WORLD = json.loads((_HERE / "world.json").read_text(encoding="utf-8"))
_REGISTER = json.dumps([_WORLD["house"], _WORLD["agencies"]], ensure_ascii=False)
_FOLDED = {"å": "aa", "ø": "oe", "æ": "ae", "ph": "f", "th": "t", "ch": "k", "w": "v", "c": "k"}
_LATIN = str.maketrans("аеорсхіНВМК", "aeopcxiHBMK")  # noqa: RUF001
_STREET = re.compile(
    r"[A-ZÆØÅ][\wæøåé.]*(?:vej|gade|vænge[t]?|bakken|svinget|alle|allé|stræde|stien|parken)"
    r"\s+\d+",
    re.IGNORECASE,
)
_EIGHT = re.compile(r"(?<![\d/-])\d(?:[ .]?\d){7}(?![\d/-])")
_NUMBERED = re.compile(
    r"(?:sags?\w*|sagsnr\.|nr\.|nummer|bilag\w*|fil|konto|account|betalings-id|case|file|"
    r"voucher|invoice|reference:?|reference is|sagsnr\. er|egen|faktura|rapport|kvittering|"
    r"ordrenr\. er|pakkenr\.|nummer|\w*_|brev|letter|exhibit|referat|minutes|"
    r"oversigt|overview|\n)\s*$",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """Letters and digits alone, one spelling for many."""
    text = unicodedata.normalize("NFKC", text.translate(_LATIN)).lower()
    for old, new in _FOLDED.items():
        text = text.replace(old, new)
    text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())
    return re.sub(r"(.)\1", r"\1", text)


def _of_docx(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith(".xml") or name.startswith(("word/theme", "word/style")):
                continue
            raw = archive.read(name).decode()
            yield from re.findall(r'\sdescr="([^"]*)"', raw)
            raw = re.sub(r"</w:(?:p|tc)>|<w:br/>|</(?:dc|cp|dcterms|vt):\w+>", "\n", raw)
            words = re.sub(r"<[^>]*>", "", raw)
            yield words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


def _of_pdf(path: Path) -> Iterator[str]:
    reader = PdfReader(path)
    yield from (str(value) for value in (reader.metadata or {}).values())
    for page in reader.pages:
        yield page.extract_text()
        for remark in page.get("/Annots") or ():
            yield str(remark.get_object().get("/Contents", ""))


def _of_picture(path: Path) -> Iterator[str]:
    with Image.open(path) as picture:
        exif = picture.getexif()
        values = [*exif.values(), *exif.get_ifd(0x8769).values()]
        values += [value for key, value in picture.info.items() if key != "exif"]
    for value in values:
        if isinstance(value, bytes):
            yield value.removeprefix(b"UNICODE\x00").decode("utf-16-le", "ignore")
        elif isinstance(value, str):
            yield value


_READERS = {".docx": _of_docx, ".pdf": _of_pdf, ".jpg": _of_picture, ".png": _of_picture}


def everything(item: dict) -> str:
    parts = [item["subject"], item["text"], item["file_name"] or ""]
    if item["file"]:
        path = _HERE / "files" / item["file"]
        parts += _READERS[path.suffix](path)
    return "\n".join(parts)


def _matter(item: dict) -> dict:
    return next(matter for matter in _WORLD["matters"] if matter["id"] == item["matter"])


def _allowed(matter: dict) -> set[str]:
    """What may stand, folded."""
    allowed = set()
    for person in matter["own"]:
        if person["role"] in {"client", "other_party"}:
            allowed.add(fold(f"{person['given']} {person['family']}"))
        if person["role"] == "other_party" and matter["side"] == "exposed":
            allowed |= {fold(value) for _, value in person["ways"]}
    return allowed


def _key(kind: str, value: str) -> str:
    """What already gives a detail away: of an address the street and number."""
    return fold(value.split(",", maxsplit=1)[0]) if kind == "address" else fold(value)


def forbidden(matter: dict) -> Iterator[tuple[str, str]]:
    allowed = _allowed(matter)
    for other in _WORLD["matters"]:
        groups = [other["own"], *(case["persons"] for case in other["elsewhere"])]
        for person in (person for group in groups for person in group):
            found = [("name", f"{person['given']} {person['family']}")]
            found += [("name", former) for former in person["former"]]
            found += [("cpr", person["cpr"])] if "cpr" in person else []
            found += [(kind, value) for kind, value in person["ways"]]
            for kind, value in found:
                if fold(value) not in allowed:
                    yield _key(kind, value), value


def held_in(text: str, matter: dict) -> set[str]:
    return {value for key, value in forbidden(matter) if key in text}


def stray(text: str, item: dict) -> Iterator[str]:
    """Numbers, mail addresses and streets that are neither in the register nor allowed."""
    register, allowed = fold(_REGISTER), _allowed(_matter(item))
    for found in _STREET.finditer(text):
        if fold(found[0]) not in register and not any(fold(found[0]) in one for one in allowed):
            yield f"street: {found[0]}"
    for found in re.finditer(r"[\w.+-]+@[\w.-]+\w", text):
        if fold(found[0]) not in register and fold(found[0]) not in allowed:
            yield f"mail: {found[0]}"
    text = re.sub(r"\b\d\d\.\d\d\.20\d\d(?!\d)|9570(?= \d)", "", text).replace("\u00ad", "-")
    for found in _EIGHT.finditer(text):
        known = fold(found[0]) in register or fold(found[0]) in allowed
        if not known and not _NUMBERED.search(text[: found.start()]):
            yield f"number: {text[max(0, found.start() - 30) : found.end()]!r}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def faults_of(item: dict) -> Iterator[str]:
    text, matter = everything(item), _matter(item)
    if item["label"] == "clean":
        yield from (f"clean, but holds {value}" for value in held_in(fold(text), matter))
        yield from stray(text, item)
        return
    written = _flat(item["as_written"])
    if written not in _flat(text):
        yield f"does not hold {written!r}"
    if item["value"] not in json.dumps(matter, ensure_ascii=False) and item["what"] != "name":
        yield f"{item['value']} is not in the world"
    rest = re.sub(r"\s+".join(map(re.escape, written.split())), " # ", text)
    others = held_in(fold(rest), matter)
    yield from (f"protected, holds besides {value}" for value in others)
    yield from stray(rest, item)


def likeness(item: dict) -> float:
    """Of what was written to the part of the value that it stands for."""
    written, value = item["as_written"], fold(item["value"])
    if "reversed" in {item["hiding"], *item["also"]}:
        written = " ".join(reversed(re.split(r",? ", written, maxsplit=1)))
    written = fold(re.sub(r"^(\+45|0045|\(\+45\))", "", written))
    if item["hiding"] == "email_words" or "email_words" in item["also"]:
        written = re.sub(r"(snabela|at(?!e)|dot|punktum)", "", written)
    blocks = SequenceMatcher(None, written, value, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(written))


def pairs_of_names(items: list[dict]) -> Counter:
    """Two capitalised words side by side in clean items that the register does not know."""
    counted: Counter = Counter()
    for item in items:
        known = fold(_REGISTER) + "".join(_allowed(_matter(item)))
        for line in everything(item).splitlines():
            for found in re.finditer(r"(?=\b([A-ZÆØÅ][a-zæøåé]+[ -][A-ZÆØÅ][a-zæøåé]+)\b)", line):
                if fold(found[1]) not in known:
                    counted[found[1]] += 1
    return counted


def main() -> None:
    lines = (_HERE / "items.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    faults = [f"{item['id']} {fault}" for item in items for fault in faults_of(item)]
    protected = [item for item in items if item["label"] == "protected"]
    out = [*faults, f"{len(faults)} faults in {len(items)} items, {len(protected)} protected", ""]
    hidings = Counter(name for item in protected for name in [item["hiding"], *item["also"]])
    out.append(f"hidings {dict(hidings)}")
    names = ("held", "what", "made_by", "language", "kind")
    out += [f"{name} {dict(Counter(item[name] for item in protected))}" for name in names]
    endings = Counter((item["label"], (item["file"] or "text")[-4:]) for item in items)
    out.append(f"files {dict(endings)}")
    out += [
        f"{item['id']} far: {item['as_written']!r}" for item in protected if likeness(item) < 0.8
    ]
    clean = [item for item in items if item["label"] == "clean"]
    out.append(f"pairs {pairs_of_names(clean).most_common()}")
    sys.stdout.write("\n".join(out) + "\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
