"""Previews carry pixels and nothing else, and no file can do more than have no preview."""

import io
import random
import subprocess
import sys
import time

import pytest
from PIL import Image

from frirum.work.incidents.previews import sandbox
from frirum.work.incidents.previews.sandbox import NoPreview, Preview, Reason, make_preview

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check

SCRIPT = b"<html><script>alert(document.cookie)</script></html>"


def saved(picture, form, **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def photo():
    """Red above, blue below; taken on its side, with a place, a comment and an author."""
    picture = Image.new("RGB", (400, 300), "red")
    picture.paste("blue", (0, 150, 400, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Author Unseen"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (56.0, 9.0, 26.0)
    return saved(picture, "JPEG", exif=exif, comment=b"secret comment", quality=95)


def opened(preview):
    return Image.open(io.BytesIO(preview.content))


def test_s24_a_preview_carries_nothing_but_pixels():
    original = photo()
    assert b"secret comment" in original
    assert Image.open(io.BytesIO(original)).getexif().get_ifd(0x8825)[1] == "N"
    preview = make_preview(original)
    assert isinstance(preview, Preview)
    assert preview.tells_place
    assert not dict(opened(preview).getexif())
    assert set(opened(preview).info) <= {"loop", "background", "timestamp", "duration"}
    for trace in (b"secret", b"Author", b"EXIF", b"ICCP", b"XMP "):
        assert trace not in preview.content


def test_a_picture_taken_on_its_side_is_shown_upright():
    preview = make_preview(photo())
    assert (preview.width, preview.height) == (300, 400) == opened(preview).size
    red, _, blue = opened(preview).convert("RGB").getpixel((280, 200))
    assert red > 200 > blue
    red, _, blue = opened(preview).convert("RGB").getpixel((20, 200))
    assert blue > 200 > red


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_every_picture_kind_of_the_list_gets_a_preview(form):
    preview = make_preview(saved(Image.new("RGB", (2400, 1200), "green"), form))
    assert (preview.width, preview.height) == (1600, 800)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_colour_mode_gets_a_preview(mode):
    assert isinstance(make_preview(saved(Image.new(mode, (50, 40)), "PNG")), Preview)


def test_a_picture_as_phones_take_them_gets_a_preview():
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), "red")).save(out)
    assert make_preview(out.getvalue()) == make_preview(out.getvalue())
    assert isinstance(make_preview(out.getvalue()), Preview)


def test_see_through_pictures_stand_on_white():
    preview = make_preview(saved(Image.new("RGBA", (50, 40), (0, 0, 0, 0)), "PNG"))
    assert min(opened(preview).convert("RGB").getpixel((9, 9))) > 250


def test_s28_a_picture_with_a_web_page_behind_it_is_shown_without_the_page():
    preview = make_preview(photo() + SCRIPT)
    assert isinstance(preview, Preview)
    assert b"script" not in preview.content


def cut(original):
    return original[: len(original) // 2]


HOSTILE = {
    "a web page with a picture behind it": (lambda: SCRIPT + photo(), Reason.NOT_A_PICTURE),
    "a drawing with a script": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>",
        Reason.NOT_A_PICTURE,
    ),
    "a bomb of pixels": (
        lambda: saved(Image.new("1", (20_000, 20_000)), "PNG"),
        Reason.TOO_MANY_PIXELS,
    ),
    "just over the cap": (
        lambda: saved(Image.new("1", (8000, 5001)), "PNG"),
        Reason.TOO_MANY_PIXELS,
    ),
    "a file cut short": (lambda: cut(photo()), Reason.DAMAGED),
    "a file of one line": (lambda: b"\xff\xd8\xff", Reason.NOT_A_PICTURE),
    "PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", Reason.NOT_A_PICTURE),
    "nothing": (lambda: b"", Reason.NOT_A_PICTURE),
    "too many bytes": (lambda: bytes(sandbox.MOST_BYTES + 1), Reason.TOO_LARGE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_s28_a_hostile_file_has_no_preview_and_a_reason_in_words(name):
    make, reason = HOSTILE[name]
    result = make_preview(make())
    assert result == NoPreview(reason)
    assert result.sentence.endswith(".")


@pytest.mark.parametrize("times", [4, pytest.param(100, marks=pytest.mark.slow)])
def test_s28_random_damage_never_reaches_the_caller(times):
    original, chance = photo(), random.Random(times)
    for _ in range(times):
        place = chance.randrange(2, len(original) - 16)
        damaged = original[:place] + chance.randbytes(16) + original[place + 16 :]
        assert isinstance(make_preview(damaged), Preview | NoPreview)


def test_s28_a_picture_that_takes_too_long_is_given_up():
    start = time.monotonic()
    result = make_preview(photo(), seconds=0.001)
    assert result == NoPreview(Reason.TOO_SLOW)
    assert time.monotonic() - start < 5


TAKEN_OVER = {
    "dies": "os.kill(os.getpid(), 11)",
    "lies about its answer": "print('100 100'); print('<script>')",
    "lies about the size": "print('99999999 1'); print('RIFF....WEBP')",
    "says nothing": "pass",
    "talks without end": "sys.stdout.write('x' * 20_000_000)",
}


@pytest.mark.parametrize("name", TAKEN_OVER)
def test_s28_a_decoder_that_was_taken_over_gives_no_preview(name, planted, monkeypatch):
    monkeypatch.setattr(sandbox, "_DRAW", planted(TAKEN_OVER[name]))
    assert make_preview(photo()) == NoPreview(Reason.DAMAGED)


def test_s28_a_picture_that_takes_all_the_memory_has_no_preview(planted, monkeypatch):
    monkeypatch.setattr(sandbox, "_DRAW", planted("bytearray(2 << 30)"))
    assert make_preview(photo()) == NoPreview(Reason.TOO_MANY_PIXELS)


def test_the_child_loads_nothing_of_django():
    code = (
        "import sys\n"
        "import frirum.work.incidents.previews.draw\n"
        "print([name for name in sys.modules if name.startswith('django')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout == b"[]\n"


def test_a_picture_without_a_place_tells_none():
    assert make_preview(saved(Image.new("RGB", (40, 30)), "JPEG")).tells_place is False
    assert make_preview(saved(Image.new("RGB", (40, 30)), "PNG")).tells_place is False
