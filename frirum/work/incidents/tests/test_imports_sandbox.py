"""Exports are read in a child of their own: what it does harms nothing, what it says is checked."""

import io
import json
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frirum.foundation.apart import launch
from frirum.work.incidents.imports import sandbox, synthetic, wire
from frirum.work.incidents.imports.exports import DateOrder, Kind, Report, Wishes
from frirum.work.incidents.imports.reading import read_export as read_here
from frirum.work.incidents.imports.remarks import Note, Remark, UnreadableExport
from frirum.work.incidents.imports.synthetic import Line
from frirum.work.incidents.imports.words import sentence

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check

AT = datetime(2026, 9, 3, 20, 14, 5, 123000, tzinfo=UTC)


def read(data, *, known=frozenset(), keep=None, **wishes):
    reading = sandbox.read_export(io.BytesIO(data), Wishes(**wishes), known=known, keep=keep)
    return list(reading.messages), reading.report


def refusal_of(data, **wishes):
    with pytest.raises(UnreadableExport) as refused:
        read(data, **wishes)
    assert sentence(refused.value.note).endswith(".")
    return refused.value.note.remark


def picture_rows(count, size):
    picture = bytes(range(256)) * (size // 256)
    for number in range(count):
        yield synthetic.mms_row(Line(AT + timedelta(seconds=number), "Bo", "Se"), picture)


@pytest.mark.parametrize(
    "data",
    [
        synthetic.sms_backup(60),
        synthetic.calls_backup(12),
        synthetic.whatsapp_chat(lines=synthetic.conversation(60)),
        synthetic.sms_backup(60)[:9000],
        synthetic.sms_backup(60).decode().replace("UTF-8", "utf-16").encode("utf-16"),
        synthetic.sms_backup(60).replace("å".encode(), b"\xe5").replace(b"date=", b"d=", 3),
    ],
    ids=["messages", "calls", "chat", "cut short", "utf-16", "damaged"],
)
def test_what_is_read_apart_is_what_the_readers_read(data):
    here = read_here(io.BytesIO(data), Wishes())
    expected = list(here.messages)
    messages, report = read(data)
    assert messages == expected
    here.report.system_lines.clear()
    assert report == here.report


def test_who_is_in_the_file_is_told():
    survey = sandbox.look_into(
        io.BytesIO(synthetic.whatsapp_chat(lines=synthetic.conversation(38)))
    )
    assert [(one.label, one.count) for one in survey.parties] == [("Bo", 36), ("Alma", 2)]
    assert (survey.kind, survey.date_order) == (Kind.WHATSAPP_TEXT, DateOrder.DAY_FIRST)
    assert survey.total == survey.report.read == 38


def test_the_same_backup_read_again_adds_nothing():
    first, _report = read(synthetic.sms_backup(50))
    known = {message.fingerprint for message in first}
    again, report = read(synthetic.sms_backup(60), known=known)
    assert len(again) == 10
    assert (report.already_known, report.read) == (50, 10)


def test_pictures_come_with_their_messages_unless_the_case_has_them():
    kept = []
    other = b"et andet billede"
    rows = [
        synthetic.mms_row(Line(AT, "Bo", "Se her")),
        synthetic.mms_row(Line(AT + timedelta(1), "Bo", "Og her"), other),
    ]
    data = synthetic.sms_file(rows, 2)

    def keep(length, pieces):
        kept.append(b"".join(pieces))
        assert len(kept[-1]) == length
        return f"bilag-{len(kept)}"

    first, second = read(data, keep=keep)[0]
    assert kept == [synthetic.PICTURE, other]
    assert second.attachments[0].ref == "bilag-2"
    read(data, known={first.fingerprint}, keep=keep)
    assert kept[2:] == [other]


def test_a_picture_that_was_lost_is_told_of_new_messages_only():
    data = synthetic.sms_file([synthetic.mms_row(Line(AT, "Bo", "Se her"))], 1)
    data = data.replace(b'data="iVBOR', b'data="*VBOR')
    [message], report = read(data)
    assert [note.remark for note in report.notes] == [Remark.MESSAGE_LACKS_FILE]
    _none, report = read(data, known={message.fingerprint})
    assert (report.already_known, report.notes) == (1, [])


def test_that_a_file_breaks_off_is_told_even_when_the_case_has_all_before():
    data = synthetic.sms_backup(3).removesuffix(b"</smses>")
    messages, _report = read(data)
    _none, report = read(data, known={message.fingerprint for message in messages})
    assert [note.remark for note in report.notes] == [Remark.BREAKS_OFF]


def test_pictures_in_a_zip_are_asked_for_and_brought():
    chat = b"".join(b"13.09.2026 22.%02d - Bo: %d.jpg (file attached)\n" % (n, n) for n in range(3))
    files = {f"{n}.jpg": bytes([n]) * 300_000 for n in range(3)}
    kept = []
    data = synthetic.whatsapp_zip(chat, files)
    read(data, other_party="Bo", keep=lambda _length, pieces: str(kept.append(b"".join(pieces))))
    assert kept == list(files.values())


def test_hundreds_of_pictures_pass_through_little_memory():
    data = synthetic.sms_file(picture_rows(60, 1 << 20), 60)
    assert len(data) > 80 << 20
    passed = []

    def keep(length, pieces):
        passed.append(sum(map(len, pieces)))
        return "somewhere"

    file = io.BytesIO(data)
    tracemalloc.start()
    try:
        reading = sandbox.read_export(file, Wishes(), keep=keep)
        count = sum(1 for _ in reading.messages)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (count, set(passed)) == (60, {1 << 20})
    assert peak < 8 << 20


def test_progress_ends_at_the_size_of_the_file():
    told = []
    data = synthetic.sms_backup(8000)
    read(data, on_progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[0] < told[-1] == (len(data), len(data))


def test_who_stops_listening_ends_the_child(monkeypatch):
    started = []
    begin = subprocess.Popen

    def noting(*args, **options):
        started.append(begin(*args, **options))
        return started[-1]

    monkeypatch.setattr(launch.subprocess, "Popen", noting)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(synthetic.sms_backup(3), on_progress=stop)
    messages = sandbox.read_export(io.BytesIO(synthetic.sms_backup(3000)), Wishes()).messages
    next(messages)
    messages.close()
    assert [child.returncode for child in started[-2:]] == [-9, -9]


UNREADABLE = {
    "nothing": (b"", Remark.EMPTY),
    "another file": (b"dato;tekst\n1;2", Remark.UNKNOWN),
    "noise": (b"\xff\xfe\x00\x01" * 50, Remark.UNKNOWN),
    "a bomb": (b"<!DOCTYPE smses [<!ENTITY a 'ha'>]><smses><sms body='&a;'/>", Remark.DEFINITIONS),
    "a zip cut short": (synthetic.whatsapp_zip(b"x", {})[:-30], Remark.ZIP_DAMAGED),
    "a zip that swells": (synthetic.whatsapp_zip(b"0" * (8 << 20), {}), Remark.ZIP_SWELLS),
    "a zip that leads out": (
        synthetic.whatsapp_zip(b"x", {"../../etc/passwd": b"x"}),
        Remark.ZIP_LEADS_OUTSIDE,
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_s28_what_cannot_be_read_is_told_in_a_sentence(name):
    data, remark = UNREADABLE[name]
    assert refusal_of(data) is remark


TAKEN_OVER = {
    "crashes": ("os.kill(os.getpid(), 11)", Remark.BROKE_DOWN),
    "counts for ever": ("while True: pass", Remark.OUT_OF_TIME),
    "waits for ever": ("time.sleep(60)", Remark.STANDSTILL),
    "eats the memory": ("bytearray(2 << 30)", Remark.OUT_OF_MEMORY),
    "asks without end": (
        "while True: print('[\"ask\", 0, 1]', flush=True); sys.stdin.buffer.read(1)",
        Remark.OUT_OF_TIME,
    ),
    "asks and does not listen": (
        "while True: print('[\"ask\", 0, 1048576]')",
        Remark.STANDSTILL,
    ),
}


@pytest.mark.parametrize("name", TAKEN_OVER)
def test_s28_a_reader_that_fails_is_told_in_a_sentence(name, planted, monkeypatch):
    code, remark = TAKEN_OVER[name]
    monkeypatch.setattr(sandbox, "_READ", planted(code, cpu=1))
    monkeypatch.setattr(sandbox, "_SILENCE", 1 if remark is Remark.STANDSTILL else 30)
    if name == "asks without end":
        monkeypatch.setattr(sandbox, "MOST_MINUTES", 1 / 60)
    assert refusal_of(bytes(2 << 20)) is remark


MESSAGE = wire.message_as_list(
    next(read_here(io.BytesIO(synthetic.sms_backup(1)), Wishes()).messages)
)
END = wire.report_as_list(Report())


def changed(place, value):
    return [*MESSAGE[:place], value, *MESSAGE[place + 1 :]]


def message(place, value):
    return ["message", changed(place, value)]


LIES = {
    "nothing": None,
    "no JSON": b"message\n",
    "JSON without end": b"[" * 100_000 + b"\n",
    "a line without end": b"x" * (wire.LONGEST_LINE + 70_000),
    "a pickle": b"\x80\x04cos\nsystem\n(S'true'\ntR.\n",
    "no list": {"message": MESSAGE},
    "an unknown word": ["run", "rm"],
    "another word than was asked": ["survey", []],
    "too short a message": ["message", MESSAGE[:-1]],
    "a day of no calendar": message(0, 1 << 60),
    "a day before all": message(0, -1),
    "a day in words": message(0, "i går"),
    "a channel of its own": message(2, "pigeon"),
    "a channel that is none": message(2, None),
    "a direction in words": message(3, "in"),
    "a number for a party": message(4, 12),
    "a row below nought": message(5, -1),
    "a row that is true": message(5, True),
    "a row in parts": message(5, 1.5),
    "a print of its own": message(6, "../../x"),
    "half a letter": message(9, "\ud83d"),
    "a control code": message(9, "\x00"),
    "a text that is a list": message(9, ["x"]),
    "an outcome of its own": message(10, "won"),
    "seconds without end": message(11, 10**9),
    "deleted, in words": message(12, "no"),
    "files that are none": message(13, [["a.jpg"]]),
    "a file of less than nothing": message(13, [["a.jpg", "image/jpeg", -5, True, False]]),
    "files nobody wanted": message(13, [["a.jpg", "image/jpeg", 5, True, False]]),
    "too many files": message(13, [["a", "b", 0, False, True]] * 1001),
    "asks before the file": ["ask", -1, 10],
    "asks behind the file": ["ask", 90, 100],
    "asks for too much": ["ask", 0, 1 << 30],
    "asks in words": ["ask", "0", "1"],
    "more than all is done": ["progress", 8, 7],
    "an end that counts in words": ["end", ["x", *END[1:]]],
    "a remark of its own": ["end", [*END[:7], [["<script>", 0, {}]]]],
    "a remark without its number": ["end", [*END[:7], [["foreign letters", 0, {}]]]],
    "a remark that counts in words": ["end", [*END[:7], [["steps back", 0, {"count": "x"}]]]],
    "a remark as long as a book": [
        "unreadable",
        ["line lacks file", 1, {"name": "x" * 10_000}],
    ],
    "an end in the middle of a file": b"%s\nabc",
    "unreadable without a reason": ["unreadable", ["out of time", 0, {}]],
}


@pytest.mark.parametrize("name", LIES)
def test_s28_garbage_from_the_child_is_refused(name, tmp_path, monkeypatch):
    said = LIES[name]
    if said is None:
        content = b""
    elif name == "an end in the middle of a file":
        follows = changed(13, [["a.jpg", "image/jpeg", 1_000, True, False]])
        content = said % json.dumps(["message", follows]).encode()
    else:
        content = said if isinstance(said, bytes) else json.dumps(said).encode() + b"\n"
    (tmp_path / "said").write_bytes(content)
    (tmp_path / "liar.py").write_text(
        "import sys\n"
        f"said = open({str(tmp_path / 'said')!r}, 'rb').read()\n"
        "def main():\n    sys.stdout.buffer.write(said); sys.stdout.flush(); return 0\n",
        "utf-8",
    )
    monkeypatch.setattr(sandbox, "_READ", launch.Program("liar", cpu=20, folder=tmp_path))
    monkeypatch.setattr(launch, "walls", lambda program: ())
    keep = (lambda _length, pieces: str(len(b"".join(pieces)))) if "middle" in name else None
    assert refusal_of(b"x" * 100, keep=keep) is Remark.BROKE_DOWN


def test_a_message_as_long_as_a_library_costs_only_itself():
    rows = [
        synthetic.sms_row(Line(AT, "Bo", "x" * (wire.LONGEST_LINE + 1))),
        synthetic.sms_row(Line(AT + timedelta(1), "Bo", "Svar")),
    ]
    messages, report = read(synthetic.sms_file(rows, 2))
    assert [message.text for message in messages] == ["Svar"]
    assert (report.read, [refusal.row for refusal in report.refusals]) == (1, [1])


def test_s28_a_flood_of_files_ends(monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_MESSAGES", 20)
    assert refusal_of(synthetic.sms_file(picture_rows(11, 256), 11)) is Remark.TOO_LONG


def test_s28_a_flood_of_messages_ends(monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_MESSAGES", 20)
    assert refusal_of(synthetic.sms_backup(30)) is Remark.TOO_LONG
    monkeypatch.setattr(sandbox, "_MOST_TEXT", 2_000)
    assert refusal_of(synthetic.sms_backup(15)) is Remark.TOO_LONG


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(place=st.integers(0, len(MESSAGE) - 1), value=JSON)
def test_s28_whatever_stands_in_a_message_is_taken_whole_or_refused(place, value):
    try:
        taken = wire.message_of(changed(place, value))
    except wire.Garbage:
        return
    assert wire.message_as_list(taken) == changed(place, value)


@pytest.mark.parametrize("remark", Remark)
def test_every_remark_has_its_sentence(remark):
    values = {"count": 2, "number": 3, "minutes": 5, "written": "1.1.", "when": "", "name": "a.jpg"}
    told = sentence(Note(remark, 4, values))
    assert told.endswith((".", "?"))
    assert "%" not in told


def test_s28_frirum_itself_loads_no_reader():
    """What reads exports is not even there in the processes that answer pages and run jobs."""
    code = (
        "import django, sys\n"
        "django.setup()\n"
        "import frirum.config.urls, frirum.work.incidents.import_jobs\n"
        "readers = 'read reading detect archives sms_backup sms_rows whatsapp'.split()\n"
        "names = {f'frirum.work.incidents.imports.{name}' for name in readers} | {'defusedxml'}\n"
        "print(sorted(names & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout == b"[]\n"


def test_the_child_loads_nothing_of_django():
    code = (
        "import sys\n"
        "import frirum.work.incidents.imports.read\n"
        "print([name for name in sys.modules if name.startswith('django')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout == b"[]\n"
