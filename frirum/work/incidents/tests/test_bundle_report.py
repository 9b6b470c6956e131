"""The report: every text gets into it as written, none stops it, nothing else is in it."""

import dataclasses
import io
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pypdf
import pytest
from PIL import Image

from frirum.work.incidents.bundle.content import (
    BundleContent,
    BundleExhibit,
    BundleIncident,
    BundleMessage,
    Precision,
    Reported,
    rhythm,
    times_by_kind,
)
from frirum.work.incidents.bundle.glyphs import printable
from frirum.work.incidents.bundle.report import render_report
from frirum.work.incidents.tests.bundle_samples import START, a_bundle, an_exhibit, an_incident


def pages(content):
    reader = pypdf.PdfReader(io.BytesIO(render_report(content)))
    return [page.extract_text() for page in reader.pages]


def text_of(content):
    """All text, without the line breaks of the page and the places where a long run may break."""
    return " ".join(" ".join(pages(content)).replace("\u200b", "").split())


def squeezed(text):
    return "".join(text.replace("\u200b", "").split())


def test_the_cover_tells_who_when_and_what_the_report_holds():
    cover = pages(a_bundle(exhibits=(an_exhibit(1, b"x"),)))[0]
    for needed in (
        "Dokumentation til politiet",
        "Nguyễn Ægidius",
        "Łukasz Andersen",
        "5. jan. 2026 – 3. sep. 2026",
        "2 hændelser, 1 bilag",
        "K7-4921-83",
        "12. sep. 2026 af Maja Holm, socialrådgiver",
        "Alle hændelser",
    ):
        assert needed in cover


def test_every_page_tells_its_number_and_the_reference_and_nothing_else_in_the_margin():
    found = pages(a_bundle(incidents=tuple(an_incident(number) for number in range(1, 60))))
    assert len(found) > 3
    for number, text in enumerate(found, start=1):
        assert f"side {number} af {len(found)}" in text
        assert "Sagsreference K7-4921-83" in text
    assert "Nguyễn" not in found[-2]


def test_an_english_report_is_english_throughout():
    text = text_of(a_bundle(language="en", exhibits=(an_exhibit(1, b"x"),)))
    for needed in ("Documentation for the police", "5 Jan 2026", "page 1 of", "All incidents"):
        assert needed in text
    for danish in ("side 1", "hændelser", "Bilag", "kl. 22", "Udarbejdet"):
        assert danish not in text.replace("jan. 2026, kl.", "")


def test_the_chronology_is_oldest_first_whatever_the_order_given():
    given = [
        an_incident(1, moment=START + timedelta(days=3), facts="Tredje."),
        an_incident(2, moment=START, facts="Første."),
        an_incident(3, moment=START + timedelta(days=1), facts="Anden."),
    ]
    text = text_of(a_bundle(incidents=tuple(given)))
    assert text.index("Første.") < text.index("Anden.") < text.index("Tredje.")


def test_an_incident_shows_all_that_was_chosen_for_it():
    incident = an_incident(
        4,
        kinds=("Trusler", "Opkald"),
        channel="SMS",
        count=1087,
        place="Foran biblioteket",
        witnesses="En nabo",
        reported=Reported(district="Østjyllands Politi", journal_number="4200-70551"),
        is_breach=True,
        is_starred=True,
        exhibits=(1,),
        messages=(BundleMessage(when="kl. 22.15", by_other_party=True, text="Svar mig nu"),),
    )
    text = text_of(a_bundle(incidents=(incident,), exhibits=(an_exhibit(1, b"x"),)))
    for needed in (
        "Trusler, Opkald",
        "1.087 gange",
        "Kanal: SMS",
        "Sted: Foran biblioteket",
        "Vidner: En nabo",
        "Anmeldt: Østjyllands Politi, journalnr. 4200-70551",
        "Brud på forbud",
        "Fra Łukasz Andersen kl. 22.15 Svar mig nu",
        "Hører til hændelse nr. 4",
    ):
        assert needed in text
    assert text.count("Han ringede tre gange") == 3


def test_place_and_witnesses_have_no_line_when_they_were_not_chosen():
    text = text_of(a_bundle())
    assert "Sted" not in text
    assert "Vidner" not in text


def test_danger_case_13_there_is_no_field_for_what_the_other_party_must_never_read():
    forbidden = ("effect", "address", "phone", "school", "work", "email", "note", "name_of_file")
    for part in (BundleContent, BundleIncident, BundleExhibit, BundleMessage, Reported):
        for field in dataclasses.fields(part):
            assert not any(word in field.name for word in forbidden), field.name


def test_an_exhibits_sum_stands_in_groups_of_eight():
    exhibit = an_exhibit(3, b"as received")
    groups = [exhibit.sha256[start : start + 8] for start in range(0, 64, 8)]
    text = text_of(a_bundle(exhibits=(exhibit,)))
    assert " ".join(groups) in text
    assert "bilag/B003.jpg 11 byte" in text


def test_a_preview_is_shown_beside_its_exhibit():
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "#446688").save(drawn, "WEBP")
    exhibit = an_exhibit(1, b"x", preview=drawn.getvalue())
    reader = pypdf.PdfReader(io.BytesIO(render_report(a_bundle(exhibits=(exhibit,)))))
    assert sum(len(page.images) for page in reader.pages) == 1


@pytest.mark.parametrize("broken", [b"RIFF....WEBP", b"<script>", b"\x89PNG\r\n\x1a\n", b"\0" * 9])
def test_a_broken_preview_does_not_stop_the_report(broken):
    assert "B001" in text_of(a_bundle(exhibits=(an_exhibit(1, b"x", preview=broken),)))


def test_a_bundle_of_nothing_says_so():
    assert "Der er ingen hændelser i perioden." in text_of(a_bundle(incidents=(), introduction=""))


def test_the_report_is_an_archival_tagged_document():
    data = render_report(a_bundle())
    reader = pypdf.PdfReader(io.BytesIO(data))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "da"
    metadata = catalogue["/Metadata"].get_data().decode()
    for claim in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in metadata
    assert "Ægidius" not in str(reader.metadata)
    assert "Ægidius" not in metadata


HARD_TEXTS = {
    "typst markup": r'#let x = 1; #panic("x") $ a^2 $ *bold* _it_ `raw` @ref <label> // no \ {[(',
    "json": '"}, {"a": "\\u0000',
    "letters of many languages": "Nguyễn Thị Ánh, Łukasz Żółć, Ægir Þór, Ștefan, Ольга, Ελένη",
    "emoji": "😡 ❤️ 👨‍👩‍👧 👍🏽 🇩🇰 1️⃣",
    "right to left": "ارجعي إلي من فضلك",
}


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS.keys())
def test_hard_text_stands_in_the_report_as_written(text):
    content = a_bundle(incidents=(an_incident(1, facts=f"før {text} efter", is_starred=True),))
    found = squeezed(text_of(content))
    assert "før" in found
    assert "efter" in found
    if text not in (HARD_TEXTS["emoji"], HARD_TEXTS["right to left"]):
        assert squeezed(text) in found


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_emoji_can_be_copied_out_of_the_report(tmp_path):
    facts = "Svar mig 😡"
    (tmp_path / "r.pdf").write_bytes(render_report(a_bundle(incidents=(an_incident(facts=facts),))))
    subprocess.run(["pdftotext", "r.pdf", "r.txt"], cwd=tmp_path, check=True)
    text = (tmp_path / "r.txt").read_text("utf-8")
    assert "Svar mig 😡" in text


def test_what_has_no_shape_stands_as_its_code():
    facts = "a\x00b\x1bc 你好 \u202egnp.exe \ud83d x\u20e3"
    assert (
        printable(facts) == "a[U+0000]b[U+001B]c [U+4F60 U+597D] [U+202E]gnp.exe [U+D83D] x[U+20E3]"
    )
    text = text_of(a_bundle(incidents=(an_incident(facts=facts),)))
    assert "a[U+0000]b[U+001B]c [U+4F60 U+597D] [U+202E]gnp.exe" in text


def test_hidden_marks_of_chat_exports_leave_no_trace():
    assert printable("\u200e[03.09.2026] \ufeffHej\u00ad\u200f") == "[03.09.2026] Hej"


def test_a_word_of_sixty_characters_stays_on_the_page():
    word = "x" * 60
    content = a_bundle(
        client=word,
        centre=word,
        reference=word[:40],
        incidents=(an_incident(kinds=(word,), when=word, facts=word * 3, place=word),),
    )
    reader = pypdf.PdfReader(io.BytesIO(render_report(content)))
    rightmost = []
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, _, matrix, *rest: (
                rightmost.append(matrix[4]) if text.strip() else None
            )
        )
    assert max(rightmost) < 595 - 24 * 72 / 25.4
    assert squeezed(text_of(content)).count(word) >= 6


def test_no_mixture_of_characters_stops_the_report():
    chance = random.Random(2026)
    often = "abc æøå #$*_\\\"'`<>[]{}\n\t@/=\r\0\u200d\ufe0f\u20e3\u0301\u0651\U0001f3fb😀👩🇩ع"
    texts = [
        "".join(
            chance.choice(often) if chance.random() < 0.7 else chr(chance.randrange(0x110000))
            for _ in range(300)
        )
        for _ in range(40)
    ]
    incidents = tuple(
        an_incident(
            number,
            facts=text,
            kinds=(text[:20],),
            when=text[:30],
            messages=(BundleMessage(when=text[:9], by_other_party=True, text=text[::-1]),),
        )
        for number, text in enumerate(texts, start=1)
    )
    rendered = render_report(
        a_bundle(incidents=incidents, client=texts[0][:60], introduction=texts[1])
    )
    assert rendered.startswith(b"%PDF-")


def test_batches_count_as_often_as_they_happened_and_periods_belong_to_no_week():
    content = a_bundle(
        incidents=(
            an_incident(1, moment=datetime(2026, 1, 5, tzinfo=UTC), count=87, kinds=("SMS",)),
            an_incident(2, moment=datetime(2026, 1, 11, 23, tzinfo=UTC), kinds=("SMS", "Opkald")),
            an_incident(3, moment=datetime(2026, 1, 19, tzinfo=UTC)),
            an_incident(4, precision=Precision.PERIOD, count=5),
        )
    )
    counts = rhythm(content)
    assert (counts.unit, counts.times_without_date) == ("week", 5)
    assert [one.times for one in counts.buckets] == [88, 0, 1]
    assert times_by_kind(content) == [("SMS", 88), ("Opkald", 7)]
    text = text_of(content)
    assert "Gange pr. uge" in text
    assert "2 (2026) 88" in text
    assert "5 gange er kun kendt som en periode" in text


@pytest.mark.parametrize(
    ("years", "unit", "most"), [(1, "week", 60), (5, "month", 61), (20, "year", 21)]
)
def test_long_histories_are_counted_by_month_or_year(years, unit, most):
    first, last = START, START + timedelta(days=round(365.25 * years))
    content = a_bundle(incidents=(an_incident(1, moment=first), an_incident(2, moment=last)))
    counts = rhythm(content)
    assert counts.unit == unit
    assert sum(one.times for one in counts.buckets) == 2
    assert len(counts.buckets) <= most
    assert render_report(content)


def test_a_thousand_incidents_take_less_than_three_seconds():
    incidents = tuple(an_incident(number, exhibits=(number,)) for number in range(1, 1001))
    exhibits = tuple(an_exhibit(number, b"x") for number in range(1, 101))
    incidents = tuple(
        dataclasses.replace(one, exhibits=(one.number,) if one.number <= 100 else ())
        for one in incidents
    )
    content = a_bundle(incidents=incidents, exhibits=exhibits)
    render_report(a_bundle())
    start = time.process_time()
    render_report(content)
    assert time.process_time() - start < 3


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="pdftoppm is not installed")
def test_another_program_draws_every_page(tmp_path):
    data = render_report(a_bundle(exhibits=(an_exhibit(1, b"x"),)))
    (tmp_path / "r.pdf").write_bytes(data)
    done = subprocess.run(
        ["pdftoppm", "-r", "30", "-png", "r.pdf", "page"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    drawn = sorted(tmp_path.glob("page*.png"))
    assert len(drawn) == len(pypdf.PdfReader(io.BytesIO(data)).pages)
    for page in drawn:
        with Image.open(page) as picture:
            assert picture.convert("L").getextrema()[0] < 128


def test_an_exhibit_that_was_left_out_of_the_bundle_is_not_named_in_it():
    incident = an_incident(1, exhibits=(4, 5))
    text = text_of(a_bundle(incidents=(incident,), exhibits=(an_exhibit(4, b"x"),)))
    assert "Bilag: B004" in text
    assert "B005" not in text


def test_importing_the_report_needs_no_settings():
    code = "import frirum.work.incidents.bundle.report"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
