"""A letter from its template to its recipient."""

import io
from datetime import date
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.http import Http404
from django.urls import reverse
from pypdf import PdfReader

from frirum.casefile.consents.kinds import Content
from frirum.casefile.outgoing.actions import take_back
from frirum.casefile.outgoing.models import Approval, Need, Stand
from frirum.casefile.people.kinds import WayKind
from frirum.foundation.vault import files
from frirum.foundation.wall.rulings import Refused
from frirum.work.letters import fields, kinds
from frirum.work.letters.actions import begin_letter, change_letter, send_letter
from frirum.work.letters.checks import every_template_asks_for_known_fields
from frirum.work.letters.fields import FIELDS, may_fill
from frirum.work.letters.kinds import LANGUAGES, SORTS, LetterKind, templates
from frirum.work.letters.models import Letter
from frirum.work.letters.paper import Form, Sheet, render
from frirum.work.letters.queries import my_drafts, versions_of

from .conftest import LAW

WRITTEN = "Alma Birk har fortalt, at Bo Brandt ringede 14 gange den 3. november."


@pytest.fixture
def written(begun, dorte, now):
    """Changed until nothing in brackets is left."""

    def write(text=WRITTEN, **more):
        letter = begun(**more)
        return change_letter(
            by=dorte,
            letter=letter,
            version=letter.version,
            recipient=letter.recipient,
            contents=letter.contents,
            subject=letter.subject,
            body=text,
            now=now,
        )

    return write


def send(by, letter, now, form=Form.PDF, basis=LAW):
    return send_letter(by=by, letter=letter, form=form, basis=basis, now=now)


@pytest.mark.parametrize("one", templates(), ids=lambda one: f"{one.kind}-{one.language}")
def test_danger_case_01_no_template_takes_a_place_or_a_number_from_the_case(one):
    asked = fields.fields_in("\n".join(one.parts))
    assert asked <= set(FIELDS)
    held_back = {*WayKind.values, "phone", "cpr", "town", "street"}
    assert not {name for name in FIELDS for word in held_back if word in name}


@pytest.mark.parametrize("kind", LetterKind)
def test_each_kind_is_written_in_each_language_and_may_be_told_to_whom_it_is_for(kind):
    from frirum.casefile.outgoing.rules import may_get

    assert may_get(SORTS[kind].role, SORTS[kind].tells).allowed
    for language in LANGUAGES:
        subject, body = kinds.Template(kind, language).parts
        assert subject
        assert len(body) > 100


def test_a_template_that_asks_for_anything_else_is_refused_in_words(begun, monkeypatch, tmp_path):
    (tmp_path / "da").mkdir()
    (tmp_path / "da" / "police.txt").write_text("Emne\nHun bor {address}.", encoding="utf-8")
    monkeypatch.setattr(kinds, "TEXTS", tmp_path)
    assert "address" in may_fill("Hun bor {address}.").refusal
    with pytest.raises(Refused):
        begun()


def test_frirum_starts_with_the_templates_it_has():
    assert every_template_asks_for_known_fields() == []


def test_it_begins_with_what_the_allow_list_takes_and_nothing_else(begun):
    letter = begun()
    assert "Alma Birk" in letter.subject
    assert "Dorte Dahl\npsykolog" in letter.body
    for hidden in ("Rosenlund", "Solsikke", "51 22", "Bo Brandt"):
        assert hidden not in letter.body + letter.subject


def test_danger_case_14_a_notification_of_concern_names_the_child_and_no_place(begun):
    letter = begun(LetterKind.CONCERN, recipient="Mona Munk, Aarhus Kommune")
    assert "Cilie" in letter.body
    assert "Alma" not in letter.body
    assert "Solsikke" not in letter.body


def test_danger_case_07_a_receipt_tells_nothing_of_anybody(begun):
    letter = begun(LetterKind.RECEIPT, recipient="Lis Lund, Favrskov Kommune")
    assert "Alma" not in letter.body + letter.subject
    assert "kan ikke oplyse" in letter.body


def test_begun_twice_by_one_form_it_is_one_letter(begun, dorte):
    once = uuid4()
    assert begun(once=once) == begun(once=once)
    assert Letter.objects.visible_to(dorte).count() == 1


def test_the_other_party_gets_no_letter(begun, dorte):
    with pytest.raises(Refused):
        begun(recipient="Bo Brandt")
    assert not Letter.objects.visible_to(dorte).exists()


def test_each_text_it_had_can_be_read(written, dorte):
    letter = written()
    [row] = versions_of(actor=dorte, letter=letter)
    assert (row.version.number, letter.version, row.who) == (1, 2, "Dorte Dahl")
    assert "Med venlig hilsen" in row.version.body


def test_who_saw_an_older_text_is_told_and_changes_nothing(written, dorte, now):
    letter = written()
    with pytest.raises(Refused):
        change_letter(
            by=dorte,
            letter=letter,
            version=1,
            recipient=letter.recipient,
            contents=letter.contents,
            subject="Andet",
            body="Andet",
            now=now,
        )
    letter.refresh_from_db()
    assert letter.body == WRITTEN


def test_what_is_not_filled_in_does_not_leave(begun, dorte, now):
    with pytest.raises(Refused):
        send(dorte, begun(), now)


def test_while_it_goes_on_a_colleague_reads_it_first(written, dorte, now):
    sent = send(dorte, written(), now)
    assert sent.release.stand == Stand.WAITING
    [asked] = Approval.objects.visible_to(dorte).filter(release=sent.release)
    assert asked.need == Need.READER


def test_an_address_that_was_typed_in_is_stopped(written, dorte, now):
    sent = send(dorte, written("Hun bor på Rosenlund Vej 14."), now)
    assert {one["words"] for one in sent.release.findings} == {"Rosenlund Vej 14"}


def test_on_its_way_it_is_not_changed_and_taken_back_it_is(written, dorte, now):
    sent = send(dorte, written(), now)
    with pytest.raises(Refused):
        send(dorte, sent, now)
    take_back(by=dorte, release=sent.release, now=now)
    sent.refresh_from_db()
    assert sent.is_draft
    assert my_drafts(actor=dorte) == [sent]
    assert send(dorte, sent, now).release.stand == Stand.WAITING


def test_without_a_basis_nothing_is_asked(written, dorte, now):
    letter = written()
    with pytest.raises(Refused):
        send(dorte, letter, now, basis=None)
    letter.refresh_from_db()
    assert letter.release is None


def sheet(text="# Baggrund\nHun kom i maj.\n\n- et\n- to\n\nMed venlig hilsen\nDorte"):
    return Sheet("da", "Kim Kvist, Østjyllands Politi", date(2026, 11, 22), "Udtalelse", text)


def test_a_pdf_says_what_was_written_and_its_properties_tell_nothing():
    pdf = PdfReader(io.BytesIO(render(sheet(), Form.PDF)))
    text = pdf.pages[0].extract_text()
    for words in ("Kim Kvist", "Udtalelse", "Baggrund", "Hun kom i maj.", "Dorte"):
        assert words in text
    assert pdf.metadata.author is None
    assert "Frirum" not in str(pdf.metadata)
    assert render(sheet(), Form.PDF) == render(sheet(), Form.PDF)


def test_a_docx_says_what_was_written_and_its_properties_tell_nothing():
    packed = ZipFile(io.BytesIO(render(sheet(), Form.DOCX)))
    text = packed.read("word/document.xml").decode()
    assert "Hun kom i maj." in text
    told = packed.read("docProps/core.xml").decode()
    for word in ("python-docx", "Dorte", "Frirum", "generated"):
        assert word not in told


@pytest.mark.parametrize("form", Form)
def test_no_character_makes_a_letter_fail(form):
    assert render(sheet("Smil 😀 #let x = 1 $ \\ {[( Łukasz Nguyễn"), form)


def test_danger_case_20_what_leaves_is_the_very_file_that_was_looked_through(written, dorte, now):
    sent = send(dorte, written(), now, Form.DOCX)
    content = b"".join(files.read(sent.release.file))
    assert WRITTEN in ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_to_the_other_side_there_is_no_letter(begun, almas_case, emil, client_of, now):
    letter = begun()
    client = client_of(emil)
    pages = [
        reverse("letters:letters", args=[almas_case.pk]),
        reverse("letters:begin", args=[almas_case.pk]),
        *(
            reverse(f"letters:{name}", args=[almas_case.pk, letter.pk])
            for name in ("letter", "send", "versions")
        ),
    ]
    assert {client.get(page).status_code for page in pages} == {404}
    with pytest.raises(Http404):
        send(emil, letter, now)
    with pytest.raises(Http404):
        begin_letter(
            by=emil,
            case=almas_case,
            kind=LetterKind.POLICE,
            language="da",
            role=SORTS[LetterKind.POLICE].role,
            recipient="Kim",
            once=uuid4(),
            now=now,
        )


def test_from_the_page_a_letter_is_begun_written_and_asked_to_leave(
    almas_case, people, dorte, client_of
):
    client = client_of(dorte)
    begin = reverse("letters:begin", args=[almas_case.pk])
    assert client.post(begin, {"kind": "police", "language": "da"}).status_code == 422
    given = {"kind": "police", "language": "da", "recipient": "Kim Kvist", "once": str(uuid4())}
    assert client.post(begin, given).status_code == 302
    letter = Letter.objects.visible_to(dorte).get()
    here = reverse("letters:letter", args=[almas_case.pk, letter.pk])
    assert "Alma Birk" in client.get(here).content.decode()
    changed = {
        "version": 1,
        "recipient": "Kim Kvist",
        "subject": "Udtalelse",
        "body": WRITTEN,
        "contents": [Content.STATEMENT.value],
    }
    assert client.post(here, changed).status_code == 302
    stale = client.post(here, changed | {"body": "Min egen tekst"})
    assert (stale.status_code, "Min egen tekst" in stale.content.decode()) == (422, True)
    away = reverse("letters:send", args=[almas_case.pk, letter.pk])
    answer = client.post(away, {"basis_code": "law:crime_work", "form": "pdf"})
    assert answer.status_code == 422
    reason = {"basis_reason": LAW.reason}
    answer = client.post(away, {"basis_code": "law:crime_work", "form": "pdf", **reason})
    assert answer.status_code == 302
    assert WRITTEN in client.get(answer["Location"]).content.decode()
    assert client.get(reverse("letters:letters", args=[almas_case.pk])).status_code == 200
    before = reverse("letters:versions", args=[almas_case.pk, letter.pk])
    assert "Med venlig hilsen" in client.get(before).content.decode()
