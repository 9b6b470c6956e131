from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from frirum.foundation.ui.charts import Band, Bar, BarChart, HourGrid, Mark, bar_picture
from frirum.foundation.ui.icons import icon

BAD = "<img src=x onerror=alert(1)>"


@dataclass(frozen=True)
class Answer:
    refusal: str = ""

    @property
    def allowed(self) -> bool:
        return not self.refusal


@pytest.fixture(autouse=True)
def in_danish():
    with translation.override("da"):
        yield


def show(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_what_is_allowed_is_a_link():
    html = show('{% action_link "Luk" "/x/" ruling %}', ruling=Answer())
    assert '<a class="ds-button" href="/x/">Luk</a>' in html


def test_what_is_refused_stands_there_with_its_reason():
    html = show('{% action_link "Luk" "/x/" ruling %}', ruling=Answer("Sagen er lukket."))
    assert "/x/" not in html
    assert 'aria-disabled="true"' in html
    reason_id = html.split('aria-describedby="')[1].split('"')[0]
    assert f'<span class="why" id="{reason_id}">Sagen er lukket.</span>' in html


def test_a_refused_button_sends_nothing():
    html = show('{% action_button "Gem" ruling %}', ruling=Answer("Nej."))
    assert 'type="button"' in html
    assert 'type="submit"' not in html


@pytest.mark.parametrize(
    "source",
    ["{% tag bad %}", "{% panel title=bad %}{{ bad }}{% endpanel %}", "{% empty_state bad bad %}",
     "{% notice bad %}", "{% note bad %}", "{% kv rows %}", "{% tabs tabs bad %}",
     "{% safe_contact entries verified=bad %}", "{% progress 1 2 bad %}", "{% meter 1 2 bad %}",
     "{% action_link bad bad %}", "{% pager None None bad %}", "{% bars chart %}", "{% icon bad %}",
     '{% confirm "a" title=bad %}{{ bad }}{% endconfirm %}'],
)  # fmt: skip
def test_no_component_lets_markup_through(source):
    html = show(
        source,
        bad=BAD,
        rows=[(BAD, BAD)],
        entries=[("phone", BAD)],
        tabs=[(BAD, BAD, False, None)],
        chart=BarChart(BAD, [Bar(BAD, 1)], [Band(BAD, 0, 0)], [Mark(BAD, 0.5)]),
    )
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_banner_without_an_agreement_says_to_ask_first():
    assert "Spørg, før du ringer" in show("{% safe_contact entries %}", entries=[])


def test_a_chart_tells_its_figures_in_words_and_in_a_table():
    chart = BarChart("Hændelser pr. uge", [Bar("36", 1), Bar("37", 5, is_marked=True)])
    html = show("{% bars chart %}", chart=chart)
    assert "Hændelser pr. uge. 36: 1, 37: 5</title>" in html
    assert '<th scope="row">37</th><td class="num">5</td>' in html


def test_the_tallest_bar_fills_the_chart_and_zero_is_still_seen():
    picture = bar_picture(BarChart("", [Bar("a", 0), Bar("b", 2), Bar("c", 4)]))
    assert [bar["height"] for bar in picture["bars"]] == ["1.5", "42.0", "84.0"]


def test_marks_run_through_no_number_and_no_other_mark():
    bars = [Bar(str(n), n) for n in range(1, 11)]
    late = bar_picture(BarChart("", bars, marks=[Mark("first", 7.5), Mark("last", 9.5)]))["marks"]
    early = bar_picture(BarChart("", bars, marks=[Mark("first", 0.5), Mark("last", 2.5)]))["marks"]
    for marks, ends in ((late, "end"), (early, "start")):
        first, last = marks
        assert (first["anchor"], last["anchor"]) == (ends, ends)
        # Words to the left of a line would cross a line that stands higher, and so the reverse.
        assert (first["y"] > last["y"]) == (ends == "end")
    drawn = bar_picture(BarChart("", bars, marks=[Mark("x", 9.5)]))
    above = float(drawn["bars"][9]["value_y"])
    assert float(drawn["marks"][0]["ends"]) <= above - 12


def test_a_chart_without_bars_says_so():
    assert "intet talt endnu" in show("{% bars chart %}", chart=BarChart("Hændelser", []))


def test_the_hours_of_the_week_name_their_peak():
    html = show("{% hours grid %}", grid=HourGrid("Hændelser", {(0, 7): 2, (6, 22): 9}))
    assert "Flest, 9, søndag mellem kl. 22 og 23." in html
    assert html.count('class="cell') == 7 * 24 + 2


def test_an_icon_speaks_only_when_no_word_stands_beside_it():
    assert 'aria-hidden="true"' in icon("phone")
    assert 'aria-label="Ubesvaret"' in icon("phone", "Ubesvaret")


def test_the_chip_of_a_day_can_be_read_by_machines():
    html = show("{% date_chip on %}", on=date(2026, 11, 25))
    assert html == '<time class="date-chip" datetime="2026-11-25">nov.<b>25</b></time>'


def test_more_used_than_granted_is_drawn_as_more():
    html = show('{% meter 17 15 "17 af 15" %}')
    assert html.count("is-done") == 15
    assert html.count("is-over") == 2


def test_a_first_page_has_no_way_to_newer_rows():
    html = show('{% pager None "/older/" %}')
    assert "Nyere" not in html
    assert "Ældre" in html


def test_a_list_that_fits_one_page_shows_no_pages():
    assert show("{% pager None None %}").strip() == ""
