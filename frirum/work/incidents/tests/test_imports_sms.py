"""Backups of text messages and calls, whole and damaged."""

import hashlib
import io
import tracemalloc
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.imports.exports import (
    CallOutcome,
    Channel,
    Message,
    Report,
    Wishes,
)
from frirum.work.incidents.imports.reading import look_into, read_export
from frirum.work.incidents.imports.remarks import Remark, UnreadableExport
from frirum.work.incidents.imports.repair import TextRepair
from frirum.work.incidents.imports.synthetic import Line
from frirum.work.incidents.imports.words import sentence

AT = datetime(2026, 9, 3, 20, 14, 5, 123000, tzinfo=UTC)


def read(data: bytes, **wishes: object) -> tuple[list[Message], Report]:
    reading = read_export(io.BytesIO(data), Wishes(**wishes))
    return list(reading.messages), reading.report


def backup_of(*texts: str) -> bytes:
    lines = [Line(AT + timedelta(minutes=n), "Bo", text) for n, text in enumerate(texts)]
    return synthetic.sms_file(map(synthetic.sms_row, lines), len(lines))


def test_a_text_message_keeps_its_time_its_sender_and_its_words():
    [message], report = read(backup_of("Ring til mig, Alma & hils din mor"))
    assert message.at == AT
    assert message.as_written == "03.09.2026 22.14.05"
    assert message.channel is Channel.SMS
    assert message.is_incoming is True
    assert message.other_party == synthetic.BO
    assert message.other_party_name == "Bo"
    assert message.text == "Ring til mig, Alma & hils din mor"
    assert message.source_row == 1
    assert (report.read, report.refused, report.notes) == (1, 0, [])


def test_emoji_written_as_two_halves_come_out_whole():
    data = backup_of("Godnat 😀🇩🇰")
    assert b"&#55357;&#56832;" in data
    assert read(data)[0][0].text == "Godnat 😀🇩🇰"


def test_halves_written_in_hexadecimal_or_as_raw_bytes_come_out_whole():
    data = backup_of("A B")
    hexadecimal = data.replace(b"A B", b"&#xD83D;&#xDE00;")
    raw = data.replace(b"A B", b"\xed\xa0\xbd\xed\xb8\x80")
    assert read(hexadecimal)[0][0].text == read(raw)[0][0].text == "😀"


def test_half_an_emoji_and_control_codes_are_left_out_and_told():
    data = backup_of("Svar nu").replace(b"Svar nu", b"Svar&#0; &#55357;nu\x07")
    [message], report = read(data)
    assert message.text == "Svar nu"
    assert "3" in sentence(report.notes[0])


def test_line_breaks_and_escaped_signs_survive_the_repair():
    assert read(backup_of("to\nlinjer <&> &#38; slut"))[0][0].text == "to\nlinjer <&> &#38; slut"


def test_what_was_read_before_a_break_is_kept_and_the_break_is_told():
    whole = backup_of("Første", "Anden", "Tredje")
    messages, report = read(whole[: whole.index(b"Tredje")])
    assert [message.text for message in messages] == ["Første", "Anden"]
    assert report.is_cut_short
    assert "03.09.2026 22.15.05" in sentence(report.notes[0])


def test_a_file_cut_between_two_messages_is_told_too():
    whole = backup_of("Første", "Anden")
    messages, report = read(whole.removesuffix(b"</smses>"))
    assert len(messages) == 2
    assert report.is_cut_short


def test_windows_letters_in_a_file_that_says_utf8_are_read_and_told():
    data = backup_of("Jeg så dig på gaden").replace("å".encode(), b"\xe5")
    [message], report = read(data)
    assert message.text == "Jeg så dig på gaden"
    assert "2" in sentence(report.notes[0])


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "utf-8-sig"])
def test_a_file_in_another_encoding_is_read(encoding):
    text = backup_of("Jeg så dig på gaden").decode().replace("UTF-8", encoding)
    assert read(text.encode(encoding))[0][0].text == "Jeg så dig på gaden"


def test_s28_a_bomb_of_entities_is_refused_with_a_sentence():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE smses [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
        '<smses count="1"><sms address="1" date="1" type="1" body="&b;"/></smses>'
    )
    with pytest.raises(UnreadableExport) as refused:
        read(bomb.encode())
    assert refused.value.note.remark is Remark.DEFINITIONS
    assert sentence(refused.value.note).endswith(".")


def test_s28_a_file_that_asks_for_another_file_is_refused():
    data = b'<!DOCTYPE smses [<!ENTITY x SYSTEM "file:///etc/hostname">]><smses count="1"></smses>'
    with pytest.raises(UnreadableExport):
        read(data)


def test_s28_definitions_hidden_behind_the_first_message_open_nothing():
    row = '<sms address="1" date="1788466445123" type="1" body="&x;"/>'
    hidden = f'<smses count="2">{row}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{row}'
    messages, report = read(f"{hidden}</smses>".encode())
    assert messages == []
    assert report.refused == 2


def test_a_bad_row_stops_no_good_row():
    good = backup_of("Første", "Anden", "Tredje", "Fjerde")
    data = good.replace(b'body="Anden"', b'body="An<den"').replace(
        b'type="1" subject="null" body="Tredje"', b'type="hest" subject="null" body="Tredje"'
    )
    messages, report = read(data)
    assert [(message.source_row, message.text) for message in messages] == [
        (1, "Første"),
        (4, "Fjerde"),
    ]
    assert [refusal.row for refusal in report.refusals] == [2, 3]
    assert all(sentence(refusal).endswith(".") for refusal in report.refusals)


@pytest.mark.parametrize("date", ["", "0", "99999999999999", "i går", "-5", "\u0664\u0662"])
def test_an_impossible_date_is_refused_for_its_row(date):
    stamp = str(int(AT.timestamp() * 1000))
    messages, report = read(backup_of("Svar").replace(stamp.encode(), date.encode()))
    assert (messages, report.refused) == ([], 1)


def test_a_draft_was_never_sent_and_is_only_counted():
    messages, report = read(backup_of("Jeg tør ikke").replace(b'type="1"', b'type="3"'))
    assert (messages, report.drafts) == ([], 1)


def test_only_the_chosen_persons_messages_are_read():
    lines = synthetic.conversation(4)
    rows = [synthetic.sms_row(line) for line in lines]
    rows += [synthetic.sms_row(line, synthetic.ALMAS_MOTHER) for line in lines]
    data = synthetic.sms_file(rows, len(rows))
    labels = {party.label: party.key for party in look_into(io.BytesIO(data)).parties}
    messages, report = read(data, parties={labels[synthetic.BO]})
    assert {message.other_party for message in messages} == {synthetic.BO}
    assert (report.read, report.left_out) == (4, 4)


def test_a_number_with_and_without_country_code_is_one_person():
    rows = [synthetic.sms_row(Line(AT, "Bo", "Svar"), "00 00 12 34")]
    rows += [synthetic.sms_row(Line(AT + timedelta(1), "Bo", "Svar"))]
    [party] = look_into(io.BytesIO(synthetic.sms_file(rows, 2))).parties
    assert (party.count, party.incoming) == (2, 2)


def test_a_message_that_stands_twice_is_read_once():
    row = synthetic.sms_row(Line(AT, "Bo", "Svar"))
    messages, report = read(synthetic.sms_file([row, row], 2))
    assert (len(messages), report.repeated) == (1, 1)


def test_a_picture_is_handed_over_with_its_message():
    kept: list[tuple[str, str, bytes]] = []

    def store(name: str, content_type: str, data: bytes) -> str:
        kept.append((name, content_type, data))
        return "bilag-1"

    data = synthetic.sms_file([synthetic.mms_row(Line(AT, "Bo", "Se her"))], 1)
    [message], _report = read(data, store=store)
    assert kept == [("IMG_1.png", "image/png", synthetic.PICTURE)]
    [attachment] = message.attachments
    assert attachment.ref == "bilag-1"
    assert attachment.sha256 == hashlib.sha256(synthetic.PICTURE).hexdigest()
    assert (message.channel, message.is_incoming) == (Channel.MMS, True)
    assert (message.text, message.other_party) == ("Se her", synthetic.BO)


def test_a_damaged_picture_leaves_its_message_and_a_note():
    data = synthetic.sms_file([synthetic.mms_row(Line(AT, "Bo", "Se her"))], 1)
    [message], report = read(data.replace(b'data="iVBOR', b'data="*VBOR'))
    assert message.text == "Se her"
    assert message.attachments[0].is_missing
    assert len(report.notes) == 1


def test_the_name_of_a_picture_leads_to_no_folder():
    data = synthetic.sms_file([synthetic.mms_row(Line(AT, "Bo", "Se her"))], 1)
    [message], _report = read(data.replace(b'cl="IMG_1.png"', b'cl="../../x/IMG_1.png"'))
    assert message.attachments[0].name == "IMG_1.png"


def test_calls_say_how_they_ended():
    messages, report = read(synthetic.calls_backup(10))
    assert [message.call_outcome for message in messages] == [
        CallOutcome.MISSED,
        CallOutcome.MISSED,
        CallOutcome.MISSED,
        CallOutcome.MISSED,
        CallOutcome.REJECTED,
        CallOutcome.MISSED,
        CallOutcome.REJECTED,
        CallOutcome.MISSED,
        CallOutcome.ANSWERED,
        CallOutcome.OUTGOING,
    ]
    assert messages[8].duration_seconds == 34
    assert messages[9].is_incoming is False
    assert messages[9].other_party == ""
    assert report.read == 10


def test_an_empty_backup_has_no_messages_and_no_complaint():
    for data in (b'<smses count="0"></smses>', b'<smses count="0" />'):
        messages, report = read(data)
        assert (messages, report.notes) == ([], [])


def test_progress_ends_at_the_size_of_the_file():
    told: list[tuple[int, int]] = []
    data = synthetic.sms_backup(8000)
    read(data, on_progress=lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert told[-1] == (len(data), len(data))
    assert told == sorted(told)


def test_pictures_of_many_megabytes_do_not_fill_the_memory():
    picture = bytes(range(256)) * 4096
    rows = [
        synthetic.mms_row(Line(AT + timedelta(seconds=n), "Bo", "Se"), picture) for n in range(40)
    ]
    stream = io.BytesIO(synthetic.sms_file(rows, 40))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_export(stream, Wishes()).messages)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 40
    assert peak < 24 << 20


def test_s28_a_row_without_end_costs_only_itself(monkeypatch):
    monkeypatch.setattr(
        "frirum.work.incidents.imports.sms_backup.MOST_CHARACTERS_IN_A_ROW", 1 << 20
    )
    film = synthetic.mms_row(Line(AT, "Bo", "Film"), bytes(3 << 20))
    after = synthetic.sms_row(Line(AT, "Bo", "Svar"))
    messages, report = read(synthetic.sms_file([film, after], 2))
    assert [(message.source_row, message.text) for message in messages] == [(2, "Svar")]
    assert [refusal.row for refusal in report.refusals] == [1]


_TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"),
    max_size=40,
)


@given(texts=st.lists(_TEXTS, min_size=1, max_size=6))
def test_whatever_was_written_is_what_is_read(texts):
    messages, report = read(backup_of(*texts))
    assert [message.text for message in messages] == texts
    assert report.refused == 0


_DIRTY = st.lists(
    st.sampled_from(
        [
            b"&#55357;",
            b"&#56832;",
            b"&#xD83D;",
            b"&#0;",
            b"&#38;",
            b"&amp;",
            b"&",
            b"\xed\xa0\xbd",
            b"\xed\xb8\x80",
            b"\xe5",
            b"\xe2\x82\xac",
            b"\xf0\x9f",
            b"\x98\x80",
            b"\x07",
            b"a",
            b";",
        ]
    ),
    max_size=30,
).map(b"".join)


@given(dirty=_DIRTY, cuts=st.lists(st.integers(0, 400), max_size=12))
def test_the_repair_does_not_depend_on_where_the_bytes_are_cut(dirty, cuts):
    dirty = b"<smses>" + b" " * 250 + dirty
    whole, pieces = TextRepair(), TextRepair()
    expected = whole.feed(dirty) + whole.finish()
    borders = [0, *sorted(min(cut, len(dirty)) for cut in cuts), len(dirty)]
    parts = [dirty[a:b] for a, b in pairwise(borders)]
    assert "".join(map(pieces.feed, parts)) + pieces.finish() == expected
    assert (pieces.foreign_bytes, pieces.control_codes) == (
        whole.foreign_bytes,
        whole.control_codes,
    )


@settings(max_examples=25, deadline=None)
@given(size=st.integers(300, 5000))
def test_rows_cut_anywhere_are_the_same_rows(size):
    data = backup_of("Første 😀", "Anden & tredje", "Jeg så dig") + b"\n"
    data = data.replace(b"Anden", b"An<den")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("frirum.work.incidents.imports.repair.CHUNK", size % 97 + 1)
        messages, report = read(data)
    assert [message.source_row for message in messages] == [1, 3]
    assert [refusal.row for refusal in report.refusals] == [2]


def test_a_file_cut_anywhere_keeps_its_whole_messages():
    data = backup_of("Første", "Anden 😀", "Tredje").rstrip()
    for cut in range(data.index(b"<sms ") + 5, len(data)):
        messages, report = read(data[:cut])
        assert len(messages) == data[:cut].count(b"/>"), data[:cut]
        assert report.is_cut_short
        assert report.refused == 0
