"""Kinds are told by content; names are only shown, and only when they are safe to show."""

import io
import wave
import zipfile

import pytest
from django.utils import translation
from PIL import Image

from frirum.work.incidents.previews.kinds import Treatment, display_name, kind_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def picture(form):
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, form)
    return out.getvalue()


def heic():
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(out)
    return out.getvalue()


def sound():
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 20)
    return out.getvalue()


def packed(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


MADE = {
    "jpg": lambda: picture("JPEG"),
    "png": lambda: picture("PNG"),
    "gif": lambda: picture("GIF"),
    "webp": lambda: picture("WEBP"),
    "tif": lambda: picture("TIFF"),
    "heic": heic,
    "wav": sound,
    "pdf": lambda: b"%PDF-1.7\n",
    "txt": lambda: "Han ringede igen på vej hjem. Ærø.".encode(),
    "mp3": lambda: b"ID3\x04\0\0" + bytes(20),
    "m4a": lambda: b"\0\0\0\x20ftypM4A \0\0\0\0",
    "amr": lambda: b"#!AMR\n" + bytes(9),
    "ogg": lambda: b"OggS\0\x02" + bytes(9),
    "mp4": lambda: b"\0\0\0\x20ftypisom\0\0\2\0",
    "mov": lambda: b"\0\0\0\x14ftypqt  \0\0\0\0",
    "3gp": lambda: b"\0\0\0\x14ftyp3gp4\0\0\0\0",
    "archive": lambda: packed("a.jpg"),
    "office": lambda: packed("[Content_Types].xml", "word/document.xml"),
    "program": lambda: b"MZ\x90\0" + bytes(60),
    "svg": lambda: b"<?xml version='1.0'?><svg xmlns='x'><script>alert(1)</script></svg>",
    "html": lambda: b"\n\n<!-- x --><HTML><body onload=x>",
    "unknown": lambda: bytes(range(256)),
    "empty": lambda: b"",
}


@pytest.mark.parametrize("name", MADE)
def test_a_kind_is_known_by_its_content_whatever_the_file_is_called(name):
    assert kind_of(MADE[name](), "holiday.jpg").name == name
    assert kind_of(MADE[name](), "../../x.pdf").name == name


def test_s28_only_pictures_are_ever_shown():
    shown = {name for name in MADE if kind_of(MADE[name](), "").treatment is Treatment.PICTURE}
    assert shown == {"jpg", "png", "gif", "webp", "tif", "heic"}


@pytest.mark.parametrize("name", ["svg", "html", "office", "program"])
def test_s28_what_may_run_code_is_kept_but_never_shown(name):
    kind = kind_of(MADE[name](), "x")
    assert kind.treatment is Treatment.ACTIVE
    assert kind.refusal() == ""


def test_packed_and_empty_files_are_refused_with_what_to_do_instead():
    assert "one by one" in kind_of(packed("a"), "x.zip").refusal()
    assert "Choose it again" in kind_of(b"", "x.jpg").refusal()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"date;what\n", "log.csv", "csv"),
        (b"<?xml version='1.0'?><smses></smses>", "sms.xml", "xml"),
        (b"{}", "a.json", "json"),
        (b"WScript.Echo 1", "a.vbs", "program"),
        (b"#!/bin/sh\n", "notes.txt", "program"),
        (b"<script>x</script>", "notes.txt", "html"),
        (b"He wrote <b>you</b> and a <a href=x>", "notes.txt", "txt"),
        (b"p\xe5 vej", "gammel.txt", "txt"),
        ("på vej".encode("utf-16"), "windows.txt", "txt"),
        ("æ".encode() * 2048 + b"x", "cut.txt", "txt"),
        (b"x" + "æ".encode() * 3000, "cut.txt", "txt"),
    ],
)
def test_plain_texts_are_told_apart_by_name_but_code_never_passes_as_text(content, name, expected):
    assert kind_of(content, name).name == expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\IMG_1.jpg", "IMG_1.jpg"),
        ("IMG\u202egpj.exe", "IMGgpj.exe"),
        ("a\x00b\r\nSet-Cookie: c.jpg", "ab Set-Cookie: c.jpg"),
        ("  .hidden. ", "hidden"),
        ("Fødselsdag 🎂.heic", "Fødselsdag 🎂.heic"),
        ("folder/", "folder"),
        ("..", "File without a name"),
        ("\u200b\u2066", "File without a name"),
        ("", "File without a name"),
    ],
)
def test_a_name_is_shown_without_folders_and_hidden_marks(name, shown):
    assert display_name(name) == shown


def test_a_very_long_name_is_cut_but_keeps_its_ending():
    shown = display_name("x" * 300 + ".jpg")
    assert len(shown) == 100
    assert shown.endswith("….jpg")
    assert len(display_name("x" * 300)) == 100
