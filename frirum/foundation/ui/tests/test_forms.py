from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from frirum.foundation.ui.forms import ClockField, DayField, PhoneField


class LogForm(forms.Form):
    on = DayField(label="Dag", help_text="3-9-26 er nok.", latest=date(2026, 11, 22))
    at = ClockField(label="Klokken", required=False)
    phone = PhoneField(label="Telefon", required=False)
    kind = forms.ChoiceField(
        label="Hvad var det?", widget=forms.RadioSelect, choices=[("a", "Opkald"), ("b", "Besked")]
    )
    agreed = forms.BooleanField(label="Aftalt", required=False)
    account = forms.CharField(label="Hvad skete der", widget=forms.Textarea, required=False)


@pytest.fixture(autouse=True)
def in_danish():
    with translation.override("da"):
        yield


def test_every_visible_field_carries_the_look():
    html = str(LogForm())
    assert html.count('class="ds-input') == 7
    assert '<fieldset class="ds-fieldset"' in html
    assert '<legend class="ds-label">Hvad var det?' in html


def test_a_hint_is_bound_to_its_field():
    html = str(LogForm())
    assert 'id="id_on_helptext"' in html
    assert 'aria-describedby="id_on_helptext"' in html


def test_only_what_may_be_left_out_is_marked():
    html = str(LogForm()["on"].as_field_group())
    assert "valgfrit" not in html
    assert "(valgfrit)" in str(LogForm()["at"].as_field_group())


def test_the_summary_takes_focus_and_leads_to_each_field():
    html = str(LogForm({"on": "31-2-26"}))
    assert '<div class="error-summary" role="alert" tabindex="-1" autofocus>' in html
    assert '<a href="#id_on">Dag: Den dag findes ikke i kalenderen.' in html
    assert '<a href="#id_kind_0">Hvad var det? Skriv eller vælg et svar her.</a>' in html
    assert 'id="id_kind_0"' in html


def test_one_missing_answer_is_called_that():
    assert "Der mangler en oplysning" in str(LogForm({"on": "3-9-26"}))


def test_an_error_is_tied_to_its_field_for_screen_readers():
    html = str(LogForm({"on": "i overmorgen", "kind": "a"})["on"].as_field_group())
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_on_helptext id_on_error"' in html
    assert 'id="id_on_error"' in html


def test_a_day_after_the_last_allowed_says_which_day_to_keep_to():
    form = LogForm({"on": "23-11-26", "kind": "a"})
    assert form.errors["on"] == ["Skriv 22. nov. 2026 eller en tidligere dag."]


def test_what_was_typed_is_cleaned_to_days_times_and_numbers():
    form = LogForm({"on": "3-9-26", "at": "2214", "phone": "22 33-44 55", "kind": "a"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 9, 3)
    assert form.cleaned_data["at"].isoformat() == "22:14:00"
    assert form.cleaned_data["phone"] == "22 33 44 55"


def test_a_stored_day_comes_back_in_a_form_that_is_read_again():
    html = str(LogForm(initial={"on": date(2026, 9, 3)})["on"])
    assert 'value="03-09-2026"' in html
    assert DayField().clean("03-09-2026") == date(2026, 9, 3)


def test_a_form_without_errors_shows_no_summary():
    shown = Template("{% load ui %}{% error_summary form %}").render(Context({"form": LogForm()}))
    assert shown.strip() == ""


def test_typed_markup_is_shown_as_text():
    html = str(LogForm({"on": "<script>x</script>", "kind": "a"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
