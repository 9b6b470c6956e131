"""Promises about the source: who writes, who looks behind the wall, what is pure, what is small."""

import ast
import re

import pytest

from .code import ROOT, Source, product, sources

pytestmark = pytest.mark.promise

WRITES = {
    "create", "bulk_create", "update", "bulk_update", "delete", "save", "get_or_create",
    "update_or_create",
}  # fmt: skip
# Where a write stands although it is no action, and why.
WRITERS = {
    "frirum/foundation/vault/keys.py": "keys follow their owner's action",
    "frirum/foundation/vault/files.py": "file rows follow their owner's action",
    "frirum/foundation/vault/masters.py": "samples of the master keys, at start",
    "frirum/foundation/wall/ledger/chain.py": "the ledger itself",
    "frirum/foundation/wall/ledger/verify.py": "the ledger's checkpoints",
    "frirum/foundation/wall/models.py": "the manager that actions create through",
    "frirum/foundation/wall/whole_case.py": "erases what rooms registered, for the one action",
    "frirum/demo/cast.py": "the cast's sign-ins, in demo and tests only",
    "frirum/foundation/accounts/sessions.py": "a sign-in begun, seen, over by itself",
    "frirum/demo/exhibits.py": "draws a picture",
    "frirum/work/letters/paper/docx.py": "writes a document into memory",
    "frirum/work/incidents/bundle/pictures.py": "draws a picture",
    "frirum/work/incidents/previews/draw.py": "draws a picture",
    "frirum/foundation/jobs/queue.py": "a job's state follows the queue, not a person",
}
# The look at both sides: file, and what for.
PEEPHOLES = {
    "frirum/casefile/matching/comparing.py": "reads what the desk decided about a pair before",
    "frirum/casefile/matching/training/checked.py": "learns from what the desk decided about pairs",
    "frirum/casefile/matching/onfile.py": "everybody who is compared, their keys, the vocabulary",
    "frirum/casefile/matters/glass.py": "finds a case of one's own side by its number",
    "frirum/casefile/matters/crossings.py": "finds where an approved message is laid",
    "frirum/casefile/matters/parts.py": "keeps whoever had a part in a matter from deciding on it",
    "frirum/casefile/matters/numbers.py": "finds a case by its number for the command line",
    "frirum/foundation/wall/whole_case.py": "erases or exports one case or enquiry",
    "frirum/casefile/intake/staffing.py": "keeps staff apart where they know somebody",
    "frirum/casefile/intake/conflicts.py": "opens the compared facts to the conflict desk",
    "frirum/casefile/outgoing/behind.py": "compares what leaves with what a matter protects",
    "frirum/work/bookings/separation.py": "keeps opponents apart in time and place",
    "frirum/work/casework/expiring.py": "finds orders that end soon, to remind in their own case",
    "frirum/work/bookings/called.py": "the name agreed for the door, for the reception's list",
}
# Codes and moments behind the wall, for a list whose door writes that it was shown.
CODES = {
    "frirum/casefile/matters/queries/oversight.py": "when, who and why in a word",
    "frirum/casefile/matters/queries/shield.py": "when and by whom a case was closed to others",
}
OPENERS = {
    "frirum/foundation/wall/models.py": "defines it",
    "frirum/foundation/wall/sight.py": "the wall",
    "frirum/foundation/wall/peephole.py": "the peephole itself",
    "frirum/casefile/matters/visibility.py": "the rule",
    "frirum/casefile/intake/visibility.py": "the rule of enquiries",
}
# Ways round the manager: raw SQL, a bare query set, a form that fetches its own choices.
FORBIDDEN_READS = {
    "raw", "cursor", "get_model", "extra", "RawSQL", "QuerySet", "Prefetch", "ModelChoiceField",
    "ModelMultipleChoiceField", "modelform_factory", "inlineformset_factory", "executescript",
}  # fmt: skip
FORBIDDEN_TEXTS = ("_base_manager", "_default_manager.", '"+__', "'+__", "ModelForm", "_raw_delete")
READERS = {
    "frirum/casefile/matching/onfile.py": "keys, so many each: a limit the ORM has no words for",
    "frirum/foundation/wall/written.py": "the rules of sight, written out once by the ORM",
    "frirum/foundation/wall/ledger/chain.py": "one statement that links and writes, and a lock",
}
FORBIDDEN_NAMES = {
    "utils", "common", "core", "helpers", "services", "managers", "signals", "admin",
}  # fmt: skip


def is_dict_update(call: ast.Call) -> bool:
    """`seen.update({...})` changes a set or dict; a database update takes names."""
    return getattr(call.func, "attr", "") == "update" and not call.keywords


def writes_of(source: Source) -> list[str]:
    return [
        f"{source.name}:{call.lineno} {word}"
        for call, word in source.calls()
        if word in WRITES and isinstance(call.func, ast.Attribute) and not is_dict_update(call)
    ]


def may_write(source: Source) -> bool:
    parts = source.path.parts
    return source.path.name == "actions.py" or "actions" in parts or source.name in WRITERS


def test_only_actions_write():
    assert [
        write for source in product() if not may_write(source) for write in writes_of(source)
    ] == []
    assert {name for name in WRITERS if not writes_of(Source(ROOT / name))} == set()


def test_every_public_function_in_actions_is_an_action():
    loose = [
        f"{source.name}: {node.name}"
        for source in product()
        if source.path.name == "actions.py" or source.path.parent.name == "actions"
        if "foundation/wall" not in source.name
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if not any(
            getattr(getattr(d, "func", d), "id", "") == "action" for d in node.decorator_list
        )
    ]
    assert loose == []


# A deed well done goes without an entry only here.
UNNOTED = {
    "save_draft": "a draft has one entry, when it is started",
    "drop_draft": "there was nothing to throw away",
}


def test_s22_no_action_but_a_drafts_goes_without_an_entry():
    found = {
        node.name
        for source in product()
        for node in source.functions()
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and any(k.arg == "noted" for k in decorator.keywords)
    }
    assert found == set(UNNOTED)


def users_of(word: str) -> set[str]:
    return {source.name for source in product() for _, called in source.calls() if called == word}


def test_the_wall_is_opened_only_where_listed():
    assert users_of("opened") == set(OPENERS)
    assert users_of("behind_the_wall") == set(PEEPHOLES)
    assert users_of("codes_behind_the_wall") == set(CODES)


def test_s3_nobody_reads_past_the_model_layer():
    found = {
        source.name for source in product() for _, word in source.calls() if word in FORBIDDEN_READS
    }
    found |= {
        source.name for source in product() if any(text in source.text for text in FORBIDDEN_TEXTS)
    }
    assert found == set(READERS)


DECODERS = re.compile(r"^(?:PIL|pillow_heif|zipfile|tarfile|gzip|defusedxml|xml|html|pickle|cv2)\b")
# What takes a foreign file apart, and where it runs.
DECODING = {
    "frirum/work/incidents/previews/draw.py": "a child process with limits: pictures",
    "frirum/work/incidents/imports/archives.py": "a child with limits: a chat, packed",
    "frirum/work/incidents/imports/detect.py": "a child with limits: names in a packed file",
    "frirum/work/incidents/imports/sms_backup.py": "a child with limits: rows",
    "frirum/work/incidents/imports/sms_rows.py": "a child process with limits: rows, likewise",
    "frirum/work/incidents/imports/synthetic.py": "writes exports for demo and tests",
    "frirum/casefile/outgoing/guard/reader/docx.py": "a child with limits; Frirum's own at home",
    "frirum/casefile/outgoing/guard/reader/pictures.py": "likewise",
    "frirum/work/incidents/bundle/package.py": "writes the bundle",
    "frirum/work/incidents/bundle/pictures.py": "our own previews, on their way into the report",
}
DRAWING = {"frirum/demo/exhibits.py": "draws a picture for the demo"}


def loaded_by(source: Source) -> list[str]:
    modules = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules.append(node.module or "")
    return modules


def test_s28_what_takes_files_apart_is_loaded_only_where_listed():
    found = {s.name for s in product() if any(map(DECODERS.match, loaded_by(s)))}
    assert found == set(DECODING) | set(DRAWING)


# What a rule may not ask: the database, the clock, chance, files, the request.
IMPURE_WORDS = {
    "objects", "visible_to", "opened", "filter", "exclude", "exists", "count", "first", "save",
    "delete", "refresh_from_db", "now", "today", "random", "open", "read_text", "environ",
    "session", "GET", "POST",
}  # fmt: skip
IMPURE_MODULES = re.compile(
    r"\.(?:actions|queries|views|forms|doors|glass|jobs|queue)$|^(?:os|time|random|secrets|pathlib|"
    r"django\.(?:db|http|shortcuts|conf|core))"
)
# With a moment they turn it into the house's time; without one they read the clock.
OF_A_MOMENT = {"localdate", "localtime"}


def is_clock(call: ast.Call) -> bool:
    return getattr(call.func, "attr", "") in OF_A_MOMENT and not (call.args or call.keywords)


def impure(source: Source) -> list[str]:
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in IMPURE_WORDS:
            found.append(f"{source.name}:{node.lineno} {node.attr}")
        elif isinstance(node, ast.Call) and is_clock(node):
            found.append(f"{source.name}:{node.lineno} the clock")
        elif isinstance(node, ast.Name) and node.id == "open":
            found.append(f"{source.name}:{node.lineno} {node.id}")
        elif isinstance(node, ast.arg) and node.arg == "request":
            found.append(f"{source.name}:{node.lineno} request")
        elif isinstance(node, ast.ImportFrom) and IMPURE_MODULES.search(node.module or ""):
            found.append(f"{source.name}:{node.lineno} {node.module}")
        elif isinstance(node, ast.Import):
            found += [f"{source.name}:{node.lineno} {a.name}" for a in node.names
                      if IMPURE_MODULES.search(a.name)]  # fmt: skip
    return found


def test_rules_are_pure():
    rules = [source for source in product() if source.path.name == "rules.py"]
    assert len(rules) >= 8
    assert [fault for source in rules for fault in impure(source)] == []


def test_nothing_grows_a_tail():
    long_files = [s.name for s in sources() if len(s.text.splitlines()) > 400]
    long_functions = [
        f"{s.name}: {f.name}"
        for s in sources()
        for f in s.functions()
        if (f.end_lineno or 0) - f.lineno + 1 > 40
    ]
    assert (long_files, long_functions) == ([], [])


def test_no_drawer_for_odds_and_ends():
    assert [s.name for s in product() if s.path.stem in FORBIDDEN_NAMES] == []


def test_views_catch_nothing_and_take_no_ids():
    caught = [
        f"{s.name}:{node.lineno}"
        for s in product()
        if s.path.name == "views.py" or s.path.parent.name == "views"
        for node in ast.walk(s.tree)
        if isinstance(node, ast.Try)
    ]
    assert caught == []
