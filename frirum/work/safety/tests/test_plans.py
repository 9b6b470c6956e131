"""The safety plan: measures, versions, the digital list and a copy on paper."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.http import Http404
from pypdf import PdfReader

from frirum.casefile.outgoing.models import Release
from frirum.foundation.vault import files
from frirum.foundation.wall.rulings import Refused
from frirum.work.safety.actions import (
    change_measure,
    drop_measure,
    finish_measure,
    frame_plan,
    look_at_points,
    make_copy,
    reopen_measure,
)
from frirum.work.safety.catalogue import suggested, suggestions
from frirum.work.safety.document import Document
from frirum.work.safety.domains import CopyForm, Domain, Point
from frirum.work.safety.facts import Frame, PointState, Precaution
from frirum.work.safety.kinds import Cause
from frirum.work.safety.models import Measure, Plan, PlanVersion
from frirum.work.safety.printing.sheets import Paper, render
from frirum.work.safety.queries import due_plans
from frirum.work.safety.queries.plans import document_of, measures_of, plan_of, versions_of


@pytest.fixture
def agree(almas_case, dorte, now):
    """What holds for Alma's whole plan."""

    def agreeing(by=dorte, **more):
        held = plan_of(actor=by, case=almas_case)
        seen = held.number if held else 0
        return frame_plan(by=by, case=almas_case, frame=Frame(**more), seen=seen, now=now)

    return agreeing


@pytest.fixture
def snapshots(almas_case, dorte):
    def read():
        rows = reversed(versions_of(actor=dorte, case=almas_case))
        return [Document.from_json(one.snapshot) for one in rows]

    return read


def test_each_saved_change_is_a_version_that_can_be_read(
    decide_on, agree, snapshots, dorte, now, today
):
    locks = decide_on("Skift låse.")
    agree(code_word="regnjakke")
    finish_measure(by=dorte, measure=locks, done_on=today, now=now)
    drop_measure(by=dorte, measure=locks, now=now)
    first, second, third, last = snapshots()
    assert [line.text for line in first.lines] == ["Skift låse."]
    assert (first.code_word, second.code_word) == ("", "regnjakke")
    assert third.lines[0].done == today
    assert last.lines == []


def test_what_changes_nothing_makes_no_version(decide_on, almas_case, dorte, now, today):
    made = decide_on()
    finish_measure(by=dorte, measure=made, done_on=today, now=now)
    finish_measure(by=dorte, measure=made, done_on=today, now=now)
    assert plan_of(actor=dorte, case=almas_case).number == 2


def test_the_same_form_adds_one_measure(decide_on, almas_case, dorte):
    once = uuid4()
    assert decide_on(once=once).pk == decide_on(once=once).pk
    assert len(versions_of(actor=dorte, case=almas_case)) == 1


def test_a_measure_is_worded_anew_and_done_and_not_done(decide_on, dorte, now, today):
    made = decide_on()
    again = Precaution(domain=Domain.OUT, text="Skift rute.", owner="Alma", due_on=today)
    change_measure(by=dorte, measure=made, precaution=again, now=now)
    assert (made.domain, made.text) == ("out", "Skift rute.")
    finish_measure(by=dorte, measure=made, done_on=today, now=now)
    assert not made.is_late(today + timedelta(days=9))
    reopen_measure(by=dorte, measure=made, now=now)
    assert made.is_late(today + timedelta(days=9))


def test_a_day_that_can_not_be_is_refused_and_leaves_nothing(decide_on, dorte, now, today):
    with pytest.raises(Refused, match="Fristen ligger før"):
        decide_on(due_on=today - timedelta(days=1))
    assert not Measure.objects.visible_to(dorte).exists()
    assert not Plan.objects.visible_to(dorte).exists()
    made = decide_on()
    with pytest.raises(Refused, match="kan ikke være gjort før"):
        finish_measure(by=dorte, measure=made, done_on=today - timedelta(days=1), now=now)


def test_what_is_late_stands_first_and_what_is_done_last(decide_on, almas_case, dorte, now, today):
    done = decide_on("Gjort", due_on=today)
    decide_on("Uden dag")
    decide_on("Snart", due_on=today + timedelta(days=2))
    finish_measure(by=dorte, measure=done, done_on=today, now=now)
    texts = [one.text for one in measures_of(actor=dorte, case=almas_case)]
    assert texts == ["Snart", "Uden dag", "Gjort"]


def test_to_the_other_side_there_is_no_plan(decide_on, agree, almas_case, bos_case, emil, now):
    made = decide_on()
    for model in (Plan, Measure, PlanVersion):
        assert not model.objects.visible_to(emil).exists()
    with pytest.raises(Http404):
        drop_measure(by=emil, measure=made, now=now)
    with pytest.raises(Http404):
        agree(by=emil)


def test_a_closed_case_takes_no_change(decide_on, agree, closed_case):
    for change in (decide_on, agree):
        with pytest.raises(Refused, match="Sagen er lukket"):
            change()


def test_a_point_of_the_digital_list_keeps_its_day_until_it_changes(almas_case, dorte, now):
    def look(at, **stands):
        states = {Point.MAIL.value: PointState(stands.get("mail", "")),
                  Point.TRACKERS.value: PointState(stands.get("trackers", ""))}  # fmt: skip
        held = plan_of(actor=dorte, case=almas_case)
        return look_at_points(
            by=dorte, case=almas_case, points=states, seen=held.number if held else 0, now=at
        )

    look(now, mail="fine")
    look(now + timedelta(days=7), mail="fine", trackers="todo")
    held = look(now + timedelta(days=9), mail="fine", trackers="todo")
    assert held.number == 2
    assert held.points["mail"]["since"] == "2026-11-22"
    assert held.points["trackers"]["since"] == "2026-11-29"


class TestACopyOnPaper:
    @pytest.fixture
    def order(self, almas_case, dorte, now):
        def ordering(paper=Paper.PLAN, by=dorte, once=None):
            return make_copy(
                by=by, case=almas_case, paper=paper, recipient="Alma Birk", once=once or uuid4(),
                now=now,
            )  # fmt: skip

        return ordering

    def test_none_is_made_until_the_client_has_said_so(self, order, decide_on, agree, dorte):
        decide_on()
        for paper in Paper:
            with pytest.raises(Refused, match="Spørg først"):
                order(paper)
        with pytest.raises(Refused, match="hvad klienten har sagt"):
            agree(copy_form=CopyForm.PAPER)
        assert not Release.objects.visible_to(dorte).exists()

    def test_it_leaves_through_the_one_door_and_names_no_house(self, order, decide_on, agree):
        decide_on("Kæde på døren.")
        agree(copy_form=CopyForm.PAPER, copy_said="I skabet.", code_word="regnjakke",
              contacts="Ruth (mor)")  # fmt: skip
        asked = order()
        assert (asked.kind, asked.recipient_role) == ("print", "client")
        assert asked.contents == ["safety"]
        reader = PdfReader(BytesIO(b"".join(files.read(asked.file))))
        text = "\n".join(page.extract_text() for page in reader.pages)
        assert "Kæde på døren." in text
        assert "Ruth (mor)" in text
        assert "regnjakke" not in text
        for word in ("stalking", "Frirum", "center", "udsat", "Birk"):
            assert word.lower() not in text.lower()
        assert set(reader.metadata or {}) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
        assert reader.metadata.title == "Plan"

    def test_an_empty_log_is_neutral_too(self, order, agree):
        agree(copy_form=CopyForm.PAPER, copy_said="I skabet.")
        asked = order(Paper.LOG)
        text = PdfReader(BytesIO(b"".join(files.read(asked.file)))).pages[0].extract_text()
        assert "Noter" in text
        assert "Hvad skete der" in text
        assert "stalking" not in text.lower()

    def test_the_same_form_makes_one(self, order, agree):
        agree(copy_form=CopyForm.PAPER, copy_said="I skabet.")
        once = uuid4()
        assert order(once=once).pk == order(once=once).pk

    def test_a_word_of_the_case_stops_it(self, order, decide_on, agree, almas_case, dorte, now):
        from frirum.casefile.people.actions import add_person, add_way
        from frirum.casefile.people.facts import Identity
        from frirum.casefile.people.kinds import PersonRole, WayKind

        alma = add_person(
            by=dorte, case=almas_case, role=PersonRole.CLIENT, identity=Identity("Alma", "Birk"),
            now=now,
        )  # fmt: skip
        add_way(by=dorte, person=alma, kind=WayKind.ADDRESS, value="Elmegade 12, 8000", now=now)
        decide_on("Hjem ad bagvejen til Elmegade 12.")
        agree(copy_form=CopyForm.PAPER, copy_said="I skabet.")
        assert order().stand == "waiting"

    @pytest.mark.parametrize("language", ["da", "en"])
    def test_no_text_makes_it_fail(self, language):
        from frirum.work.safety.document import Line

        odd = 'Ægir "#let" $x$ *b* 你好 \u202e Łukasz\n\n- `kode` ' + "W" * 300
        document = Document(
            lines=[Line("home", odd, odd, "2026-11-22", due_on="2026-12-01") for _ in range(60)],
            contacts=odd,
            points={"mail": {"stand": "todo", "since": "2026-11-22", "note": odd}},
        )
        made = render(Paper.PLAN, document, language=language, day=date(2026, 11, 22))
        assert made.pdf.startswith(b"%PDF-")
        assert any(odd in text for _where, text in made.said)


def test_the_catalogue_is_whole_in_both_languages():
    danish, english = suggestions("da"), suggestions("en")
    assert {d: [one.code for one in each] for d, each in danish.items()} == {
        d: [one.code for one in each] for d, each in english.items()
    }
    codes = [one.code for each in danish.values() for one in each]
    assert len(codes) == len(set(codes)) > 40
    assert suggested("en", "doors")[0] == Domain.HOME
    assert suggested("da", "nothing") is None


def test_the_document_holds_what_stands(decide_on, agree, almas_case, dorte):
    assert document_of(actor=dorte, case=almas_case).is_empty
    decide_on(domain=Domain.ESCAPE)
    agree(contacts="112")
    document = document_of(actor=dorte, case=almas_case)
    assert [domain for domain, _lines in document.by_domain] == [Domain.ESCAPE]
    assert Document.from_json(document.as_json()) == document


def test_after_an_event_the_plan_is_gone_through_again(agree, note, almas_case, dorte, today):
    agree(review_on=today + timedelta(days=40))
    note(Cause.PARTNER)
    assert plan_of(actor=dorte, case=almas_case).review_on == today + timedelta(days=3)
    note(Cause.COURT, today + timedelta(days=60))
    assert plan_of(actor=dorte, case=almas_case).review_on == today + timedelta(days=3)


def test_plans_are_due_when_their_day_comes_or_a_measure_is_late(
    decide_on, agree, almas_case, bos_case, dorte, emil, freja, today
):
    agree(review_on=today + timedelta(days=10))
    decide_on(due_on=today + timedelta(days=2))

    def due(actor, days):
        return [one.due_on for one in due_plans(actor=actor, today=today + timedelta(days=days))]

    assert due(dorte, 1) == []
    assert due(dorte, 3) == [today + timedelta(days=2)]
    assert due(dorte, 12) == [today + timedelta(days=2)]
    assert due(freja, 12) == due(emil, 12) == []
