"""Whoever stands with a case sees who else has opened it, and nothing of the other side."""

import pytest
from django.urls import reverse

from frirum.casefile.matters.actions import break_glass
from frirum.casefile.matters.models import GlassReason
from frirum.demo.cast import open_almas_case, open_bos_case
from frirum.foundation.accounts.deeds import deed_words
from frirum.foundation.wall.ledger import seal_outbox

pytestmark = pytest.mark.django_db


def access(case):
    return reverse("matters:access", args=[case.pk])


def front(case):
    return reverse("desk:case", args=[case.pk])


def text(answer):
    return answer.content.decode()


def told(answer):
    """Who did what, and how often."""
    rows = answer.context["rows"]
    return {(row.who, name): deed.count for row in rows for name, deed in row.deeds.items()}


def test_a_case_tells_who_has_opened_it(almas_case, dorte, freja, client_of):
    client_of(freja).get(front(almas_case))
    client_of(dorte).get(access(almas_case))
    seal_outbox()
    shown = client_of(dorte).get(access(almas_case))
    assert {"Freja Friis", "Dorte Dahl"} == {row.who for row in shown.context["rows"]}
    assert "Sagens forside" in text(shown)
    assert access(almas_case) in text(client_of(dorte).get(front(almas_case)))


def test_who_opened_it_for_an_hour_stands_on_top_with_the_reason(
    almas_case, dorte, ida, client_of, now
):
    why = "Klienten ringer og er bange, og Dorte er syg i dag."
    break_glass(
        by=ida, number=almas_case.number, reason_code=GlassReason.COVER, reason=why, now=now
    )
    shown = text(client_of(dorte).get(access(almas_case)))
    assert why in shown
    assert "Ikke set igennem endnu" in shown


def test_to_everybody_else_the_page_is_not_there(
    almas_case, bos_case, emil, folmer, ida, hans, vera, client_of
):
    for actor in (emil, folmer, ida, hans, vera):
        assert client_of(actor).get(access(almas_case)).status_code == 404


def test_s9_who_was_turned_away_and_the_other_sides_case_are_not_told(
    almas_case, house, dorte, emil, client_of, now, run_jobs
):
    client = client_of(dorte)
    client.get(access(almas_case))
    seal_outbox()
    before = told(client.get(access(almas_case)))
    bos = open_bos_case(house, now=now, matter=almas_case.matter)
    run_jobs()
    other = client_of(emil)
    other.get(front(bos))
    other.get(front(almas_case))
    seal_outbox()
    after = told(client.get(access(almas_case)))
    changed = {what for what, count in after.items() if count != before.get(what)}
    assert changed == {("Dorte Dahl", deed_words("matters:access"))}
    assert before.keys() <= after.keys()


def test_sixty_looks_of_one_day_are_one_line_and_cost_the_same(
    almas_case, dorte, client_of, django_assert_max_num_queries
):
    client = client_of(dorte)
    for _ in range(60):
        client.get(front(almas_case))
    seal_outbox()
    with django_assert_max_num_queries(18):
        first = client.get(access(almas_case))
    assert told(first)["Dorte Dahl", deed_words("desk:case")] == 60
    assert first.context["older_url"] is None
    assert client.get(access(almas_case) + "?before=nonsense").status_code == 200


def test_a_number_that_is_taken_is_drawn_anew(house, almas_case, now, monkeypatch):
    drawn = iter(almas_case.number.replace("-", "") + "K7M4Q2")
    monkeypatch.setattr("secrets.choice", lambda letters: next(drawn, letters[0]))
    assert open_almas_case(house, now=now).number == "K7M-4Q2"
