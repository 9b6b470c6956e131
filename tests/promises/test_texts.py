"""Danish is complete and fresh, templates compile, and nothing inline slips past the CSP."""

import re
from pathlib import Path

import polib
import pytest
from django.template import engines

from frirum.foundation.ui.management.commands.compile_messages import message_files

from .code import ROOT, product

pytestmark = pytest.mark.promise

TEMPLATES = sorted((ROOT / "frirum").rglob("templates/**/*.html"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
IN_CODE = re.compile(
    r"\b(?:_|gettext|gettext_lazy|ngettext)\(\s*((?:[fr]?\"(?:[^\"\\]|\\.)*\"\s*)+)", re.DOTALL
)
IN_TEMPLATE = re.compile(r"{%\s*translate\s+\"((?:[^\"\\]|\\.)*)\"|_\(\"((?:[^\"\\]|\\.)*)\"\)")


def entries(path: Path):
    return [e for e in polib.pofile(str(path)) if not e.obsolete]


def danish():
    return {e.msgid for path in message_files() for e in entries(path) if e.translated()}


@pytest.mark.parametrize("path", message_files(), ids=lambda p: p.parts[-4])
def test_no_text_is_missing_fuzzy_or_obsolete(path):
    catalogue = polib.pofile(str(path))
    untranslated = [e.msgid for e in catalogue.untranslated_entries()]
    fuzzy = [e.msgid for e in catalogue.fuzzy_entries()]
    obsolete = [e.msgid for e in catalogue.obsolete_entries()]
    assert (untranslated, fuzzy, obsolete) == ([], [], [])


@pytest.mark.parametrize("path", message_files(), ids=lambda p: p.parts[-4])
def test_placeholders_match(path):
    wrong = [
        e.msgid
        for e in entries(path)
        if not e.msgid_plural
        and set(PLACEHOLDER.findall(e.msgid)) != set(PLACEHOLDER.findall(e.msgstr))
    ]
    assert wrong == []


def test_every_text_in_the_code_and_the_templates_is_in_danish():
    known = danish()
    missing = set()
    for source in product():
        for found in IN_CODE.findall(source.text):
            text = (
                "".join(re.findall(r"\"((?:[^\"\\]|\\.)*)\"", found))
                .replace('\\"', '"')
                .replace("\\n", "\n")
            )
            if text and text not in known:
                missing.add(f"{source.name}: {text}")
    for path in TEMPLATES:
        for one, two in IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            if (one or two).replace('\\"', '"') not in known:
                missing.add(f"{path.name}: {one or two}")
    assert missing == set()


def test_every_reason_frirum_gives_for_acting_itself_is_in_danish():
    """The ledger reads them aloud to the data protection officer."""
    given = r"(?:as_system=|Actor\.system\(\s*|^_[A-Z]+ = )"
    reason = re.compile(given + r"\"([a-z][^\"]+ [^\"]+)\"", re.MULTILINE)
    found = {text for source in product() for text in reason.findall(source.text)}
    assert len(found) > 8
    assert sorted(found - danish()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_every_template_compiles(path):
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_no_inline_script_style_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert "|safe" not in text


def test_nobody_is_labelled():
    """A person who stalks is "udøver", one exposed to it "udsat"; in English likewise."""
    labels = re.compile(r"\b(?:stalker(?:en|e|ne|s)?|offer|ofre|offeret|ofret)\b", re.IGNORECASE)
    found = [e.msgstr for path in message_files() for e in entries(path) if labels.search(e.msgstr)]
    assert found == []


def test_no_address_of_this_or_any_machine_stands_in_a_file():
    wrong = re.compile(
        "/ro" + "ot/|(?<!frirum)/wo" + "rk/|/ho" + "me/\\w|pypi\\.o" + "rg|npmjs\\.o" + "rg"
    )
    kept = [
        *ROOT.glob("*.*"),
        ROOT / "app",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "requirements").glob("*"),
    ]
    kept += [s.path for s in product()]
    found = [
        p.name
        for p in kept
        if p.is_file() and wrong.search(p.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []
