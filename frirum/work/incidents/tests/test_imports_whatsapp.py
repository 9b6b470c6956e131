"""Chats exported from WhatsApp, in every form a phone writes them."""

import contextlib
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.imports.detect import kind_of
from frirum.work.incidents.imports.exports import (
    CallOutcome,
    DateOrder,
    Kind,
    Message,
    Report,
    Survey,
    Wishes,
)
from frirum.work.incidents.imports.reading import look_into, read_export
from frirum.work.incidents.imports.remarks import UnreadableExport
from frirum.work.incidents.imports.synthetic import ChatForm, Line
from frirum.work.incidents.imports.words import sentence


def read(chat: str | bytes, **wishes: object) -> tuple[list[Message], Report]:
    data = chat.encode() if isinstance(chat, str) else chat
    reading = read_export(io.BytesIO(data), Wishes(**{"other_party": "Bo"} | wishes))
    return list(reading.messages), reading.report


def look(chat: str) -> Survey:
    return look_into(io.BytesIO(chat.encode()))


@pytest.mark.parametrize(
    "line",
    [
        "13.09.2026 22.14 - Bo: Svar nu",
        "13.09.2026, 22.14 - Bo: Svar nu",
        "13/09/2026, 22:14 - Bo: Svar nu",
        "9/13/26, 10:14 PM - Bo: Svar nu",
        "9/13/26, 10:14\u202fPM - Bo: Svar nu",
        "13/09/2026, 10:14 pm - Bo: Svar nu",
        "2026-09-13, 22:14 - Bo: Svar nu",
        "[13.09.2026 22.14.00] Bo: Svar nu",
        "[13.09.2026, 22.14.00] Bo: Svar nu",
        "\u200e[13/09/2026, 22.14.00] Bo: \u200eSvar nu",
        "[9/13/26, 10:14:00\u202fPM] \u200eBo: Svar nu",
        "\ufeff[13.09.26 kl. 22.14.00] Bo: Svar nu",
    ],
)
def test_the_same_line_from_any_phone_is_the_same_message(line):
    [message], report = read(line)
    assert message.at == datetime(2026, 9, 13, 20, 14, tzinfo=UTC)
    assert (message.sender, message.text) == ("Bo", "Svar nu")
    assert message.is_incoming is True
    assert message.source_row == 1
    assert (report.refused, report.system_lines, report.notes) == (0, [], [])


@pytest.mark.parametrize(
    ("written", "hour"), [("12:05 AM", 0), ("12:05 PM", 12), ("1:05 PM", 13), ("11:05 AM", 11)]
)
def test_twelve_oclock_is_noon_or_midnight(written, hour):
    [message], _report = read(f"1/20/26, {written} - Bo: Hej", zone=UTC)
    assert message.at.hour == hour


@pytest.mark.parametrize("form", list(ChatForm))
def test_a_whole_chat_from_any_phone_is_read(form):
    said = synthetic.conversation(60)
    messages, report = read(synthetic.whatsapp_chat(form, said))
    assert [(one.sender, one.text) for one in messages] == [(one.sender, one.text) for one in said]
    assert [one.at.replace(second=0) for one in messages] == [
        one.at.replace(second=0) for one in said
    ]
    assert {one.sender: one.is_incoming for one in messages} == {"Bo": True, "Alma": False}
    assert {one.other_party for one in messages} == {"Bo"}
    assert [line.row for line in report.system_lines] == [1]


def test_a_message_of_many_lines_stays_one_message():
    chat = "13.09.2026 22.14 - Bo: Hør her:\n\nJeg venter.\r\n- Bo\n13.09.2026 22.15 - Bo: Svar\n"
    messages, _report = read(chat)
    assert [(one.source_row, one.text) for one in messages] == [
        (1, "Hør her:\n\nJeg venter.\n- Bo"),
        (5, "Svar"),
    ]


def test_a_message_that_quotes_another_form_of_chat_stays_one_message():
    chat = "[13.09.2026 22.14.00] Bo: Du skrev\n12.09.2026 08.00 - Alma: Nej\n"
    [message], _report = read(chat)
    assert message.text == "Du skrev\n12.09.2026 08.00 - Alma: Nej"


def test_what_the_program_wrote_is_set_apart():
    chat = (
        "13.09.2026 22.10 - Beskeder og opkald er krypteret (end-to-end).\n"
        "13.09.2026 22.11 - Bo oprettede gruppen “Hjem: os to”\n"
        "13.09.2026 22.12 - Bo tilføjede Alma\n"
        "13.09.2026 22.14 - Bo: Du forlod gruppen: hvorfor?\n"
    )
    messages, report = read(chat)
    assert [one.text for one in messages] == ["Du forlod gruppen: hvorfor?"]
    assert [line.row for line in report.system_lines] == [1, 2, 3]


def test_on_iphone_a_persons_own_words_are_never_the_programs():
    chat = (
        "[13.09.2026 22.10.00] Bo: \u200eBo ændrede gruppens ikon\n"
        "[13.09.2026 22.11.00] Bo: Du ændrede låsen\n"
    )
    messages, report = read(chat)
    assert [one.text for one in messages] == ["Du ændrede låsen"]
    assert [line.row for line in report.system_lines] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "<Medier udeladt>",
        "<Media omitted>",
        "<Mediefil udeladt>",
        "\u200ebillede udeladt",
        "\u200eimage omitted",
    ],
)
def test_media_left_out_of_the_export_are_still_messages(text):
    [message], _report = read(f"13.09.2026 22.14 - Bo: {text}")
    assert message.text == ""
    assert message.attachments[0].is_missing


@pytest.mark.parametrize(
    "text",
    [
        "IMG-2026.jpg (vedhæftet fil)",
        "\u200eIMG-2026.jpg (file attached)",
        "<attached: IMG-2026.jpg>",
        "\u200e<vedhæftet: IMG-2026.jpg>",
    ],
)
def test_a_picture_in_the_zip_follows_its_message(text):
    kept: list[tuple[str, str, bytes]] = []

    def store(name: str, content_type: str, data: bytes) -> str:
        kept.append((name, content_type, data))
        return "bilag-1"

    chat = f"13.09.2026 22.14 - Bo: {text}\nSe her".encode()
    data = synthetic.whatsapp_zip(chat, {"IMG-2026.jpg": b"billede"}, "WhatsApp-chat med Bo.txt")
    [message], report = read(data, store=store)
    assert kept == [("IMG-2026.jpg", "image/jpeg", b"billede")]
    assert message.attachments[0].ref == "bilag-1"
    assert message.text == "Se her"
    assert report.notes == []


def test_a_picture_that_the_export_lacks_is_told():
    [message], report = read("13.09.2026 22.14 - Bo: IMG-2026.jpg (vedhæftet fil)")
    assert message.attachments[0].is_missing
    assert "IMG-2026.jpg" in sentence(report.notes[0])


@pytest.mark.parametrize("text", ["Denne besked blev slettet.", "This message was deleted"])
def test_a_deleted_message_is_marked_and_kept(text):
    [message], _report = read(f"13.09.2026 22.14 - Bo: {text}")
    assert message.is_deleted
    assert message.text == text


def test_a_missed_call_in_a_chat_is_a_missed_call():
    [message], _report = read("[13.09.2026 22.14.00] Bo: \u200eUbesvaret taleopkald")
    assert message.call_outcome is CallOutcome.MISSED


def test_in_a_group_only_the_named_owner_is_the_client():
    chat = "".join(
        f"13.09.2026 22.1{n} - {who}: Hej\n" for n, who in enumerate(["Bo", "Alma", "Ib"])
    )
    assert [one.is_incoming for one in read(chat)[0]] == [True, None, None]
    messages, _report = read(chat, own_name="Alma")
    assert [(one.is_incoming, one.other_party) for one in messages] == [
        (True, "Bo"),
        (False, "Bo"),
        (None, "Ib"),
    ]


def test_participants_are_listed_with_their_counts():
    survey = look_into(io.BytesIO(synthetic.whatsapp_chat(lines=synthetic.conversation(38))))
    assert [(party.label, party.count) for party in survey.parties] == [("Bo", 36), ("Alma", 2)]
    assert survey.date_order is DateOrder.DAY_FIRST


def test_a_day_above_twelve_settles_the_order_of_every_date():
    day_first = "03/09/2026, 22:14 - Bo: Hej\n13/09/2026, 22:14 - Bo: Hej\n"
    month_first = "9/3/26, 10:14 PM - Bo: Hej\n9/13/26, 10:14 PM - Bo: Hej\n"
    for chat, order in ((day_first, DateOrder.DAY_FIRST), (month_first, DateOrder.MONTH_FIRST)):
        assert look(chat).date_order is order
        assert [one.at.day for one in read(chat)[0]] == [3, 13]


def test_dates_that_run_forward_in_one_order_only_settle_it():
    chat = "".join(f"{date}/2026, 22:14 - Bo: Hej\n" for date in ("01/09", "11/09", "02/10"))
    assert look(chat).date_order is DateOrder.DAY_FIRST
    chat = "".join(f"{date}/2026, 22:14 - Bo: Hej\n" for date in ("09/01", "09/11", "10/02"))
    assert look(chat).date_order is DateOrder.MONTH_FIRST


def test_an_order_that_cannot_be_seen_is_asked_for():
    chat = "03/09/2026, 22:14 - Bo: Hej\n04/09/2026, 22:14 - Bo: Hej\n"
    survey = look(chat)
    assert survey.date_order is DateOrder.AMBIGUOUS
    assert survey.needs_date_order
    assert survey.parties[0].count == 2
    assert survey.parties[0].first_at is None
    with pytest.raises(UnreadableExport):
        read(chat)
    assert [one.at.month for one in read(chat, day_first=True)[0]] == [9, 9]
    assert [one.at.month for one in read(chat, day_first=False)[0]] == [3, 4]


def test_dots_suggest_that_the_day_stands_first():
    survey = look("03.09.2026 22.14 - Bo: Hej\n")
    assert (survey.date_order, survey.suggested_day_first) == (DateOrder.AMBIGUOUS, True)


def test_dates_that_contradict_each_other_are_told_and_refused_row_by_row():
    chat = "13/09/2026, 22:14 - Bo: Hej\n09/14/2026, 22:14 - Bo: Svar\n15/09/2026, 22:14 - Bo: Nu\n"
    assert look(chat).date_order is DateOrder.MIXED
    with pytest.raises(UnreadableExport):
        read(chat)
    messages, report = read(chat, day_first=True)
    assert [one.text for one in messages] == ["Hej", "Nu"]
    assert [refusal.row for refusal in report.refusals] == [2]
    assert "09/14/2026" in sentence(report.refusals[0])


def test_two_ways_of_writing_dates_in_one_file_contradict_each_other():
    assert look("03.09.2026 22.14 - Bo: A\n9/4/26 22:14 - Bo: B\n").date_order is DateOrder.MIXED


def test_dates_that_jump_back_are_told():
    chat = "".join(f"{date}.2026 22.14 - Bo: Hej\n" for date in ("13.09", "02.08", "14.09"))
    assert "1" in sentence(read(chat)[1].notes[0])


@pytest.mark.parametrize("stamp", ["31.02.2026 22.14", "13.09.2026 25.14", "13.09.2026 13.14 PM"])
def test_an_impossible_time_is_refused_for_its_row(stamp):
    messages, report = read(f"13.09.2026 22.14 - Bo: Hej\n{stamp} - Bo: Svar\n")
    assert (len(messages), [refusal.row for refusal in report.refusals]) == (1, [2])


def test_the_hour_that_comes_twice_in_autumn_runs_forward():
    minutes = ("02.10", "02.50", "02.05", "02.40", "03.10")
    chat = "".join(f"25.10.2026 {minute} - Bo: Svar\n" for minute in minutes)
    messages, _report = read(chat)
    assert [one.at.strftime("%H.%M") for one in messages] == [
        "00.10",
        "00.50",
        "01.05",
        "01.40",
        "02.10",
    ]


def test_the_same_word_twice_in_a_minute_is_two_messages():
    chat = "13.09.2026 22.14 - Bo: Svar\n" * 2
    messages, report = read(chat)
    assert (len(messages), report.repeated) == (2, 0)
    assert len({one.fingerprint for one in messages}) == 2


def test_a_chat_exported_first_with_and_then_without_media_adds_nothing():
    first, _report = read("13.09.2026 22.14 - Bo: IMG-2026.jpg (vedhæftet fil)")
    again, _report = read("13.09.2026 22.14 - Bo: <Medier udeladt>")
    assert [one.fingerprint for one in first] == [one.fingerprint for one in again]


def test_windows_letters_in_a_chat_are_read_and_told():
    [message], report = read("13.09.2026 22.14 - Bo: Jeg så dig".encode("cp1252"))
    assert message.text == "Jeg så dig"
    assert report.notes


def zip_with(names: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return packed.getvalue()


CHAT = b"13.09.2026 22.14 - Bo: Hej"


@pytest.mark.parametrize(
    "files",
    [
        {"_chat.txt": CHAT, "../../etc/x.jpg": b"x"},
        {"_chat.txt": CHAT, "/etc/x.jpg": b"x"},
        {"_chat.txt": CHAT, "C:\\x.jpg": b"x"},
        {"_chat.txt": CHAT, "film.mp4": bytes(30 << 20)},
        {"_chat.txt": CHAT + bytes(30 << 20)},
        {"billede.jpg": b"x"},
        {"_chat.txt": "Kære Alma, jeg skriver".encode()},
    ],
)
def test_s28_a_dangerous_or_foreign_zip_is_refused(files):
    with pytest.raises(UnreadableExport) as refused:
        read(zip_with(files))
    assert sentence(refused.value.note).endswith(".")


def test_a_zip_cut_short_is_refused():
    data = synthetic.whatsapp_zip(CHAT, {})
    with pytest.raises(UnreadableExport):
        read(data[:-30])


def test_a_damaged_picture_in_a_zip_costs_only_itself():
    chat = CHAT + b"\n13.09.2026 22.15 - Bo: a.jpg (vedh\xc3\xa6ftet fil)"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_chat.txt", chat)
        archive.writestr("a.jpg", b"et billede")
    data = packed.getvalue().replace(b"et billede", b"et bilxede")
    messages, report = read(data, store=lambda *_file: "bilag")
    assert messages[1].attachments[0].is_missing
    assert len(report.notes) == 1


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (synthetic.sms_backup(2), Kind.SMS_BACKUP),
        (b"\xef\xbb\xbf" + synthetic.sms_backup(2), Kind.SMS_BACKUP),
        (synthetic.sms_backup(2).decode().encode("utf-16"), Kind.SMS_BACKUP),
        (synthetic.calls_backup(2), Kind.CALLS_BACKUP),
        (synthetic.whatsapp_chat(), Kind.WHATSAPP_TEXT),
        (synthetic.whatsapp_zip(CHAT, {}), Kind.WHATSAPP_ZIP),
    ],
)
def test_a_file_is_known_by_what_is_in_it(data, kind):
    assert kind_of(io.BytesIO(data)) is kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"%PDF-1.7",
        b"<html></html>",
        b"dato;tekst\n1;2",
        bytes(range(256)),
        b"PK\x03\x04nonsense",
        zip_with({"sms.xml": synthetic.sms_backup(2)}),
    ],
)
def test_an_unknown_file_is_refused_with_advice(data):
    with pytest.raises(UnreadableExport) as refused:
        kind_of(io.BytesIO(data))
    assert sentence(refused.value.note).endswith(".")


@given(data=st.binary(max_size=300))
def test_s28_no_file_at_all_breaks_the_reader(data):
    for head in (b"", b"<smses>", b"<calls><call ", b"PK\x03\x04", CHAT):
        with contextlib.suppress(UnreadableExport):
            read(head + data, day_first=True)


_TEXT = st.text(
    st.characters(whitelist_categories=["L", "N", "P", "So", "Zs"]), min_size=1, max_size=30
).filter(lambda text: text.strip() == text and "(" not in text and "<" not in text)


@given(texts=st.lists(_TEXT, min_size=1, max_size=5), form=st.sampled_from(ChatForm))
def test_whatever_was_said_is_what_is_read(texts, form):
    start = datetime(2026, 9, 13, 12, tzinfo=UTC)
    lines = [Line(start + timedelta(hours=n), "Bo", text) for n, text in enumerate(texts)]
    messages, _report = read(synthetic.whatsapp_chat(form, lines))
    assert [one.text for one in messages] == texts
    assert [one.at for one in messages] == [one.at for one in lines]
