"""A judgement, what asks for one, an instrument's result, and a leader's answer."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField, FixedChoices

from ..facts import Judged, Result
from ..kinds import DANGERS, EVENTS, Cause, Concern, Level, Tool
from ..rules import (
    REVIEW_AFTER,
    may_attach,
    may_judge,
    may_note,
    may_record_result,
)

_HEAD = 8


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AssessForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    level = forms.TypedChoiceField(
        label=_("How dangerous do you judge it to be?"),
        help_text=_("Your judgement, from all you know. No instrument and no sum decides it."),
        choices=FixedChoices(Level.choices),
        coerce=Level,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a level.")},
    )
    flags = forms.TypedMultipleChoiceField(
        label=_("Signs of danger that hold now"),
        help_text=_("With any of them it is looked at again within four weeks."),
        choices=FixedChoices([(one.value, one.label) for one in DANGERS]),
        coerce=Cause,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scenarios = forms.CharField(
        label=_("What could happen, and when?"),
        help_text=_("The scenarios you think of: what, against whom, how soon, how badly."),
        max_length=6000,
        widget=_area(5),
        error_messages={"required": _("Write at least one scenario.")},
    )
    reasons = forms.CharField(
        label=_("Why do you judge it so?"),
        max_length=6000,
        widget=_area(5),
        error_messages={"required": _("Write your reasons.")},
    )
    measures = forms.CharField(
        label=_("What is done about it?"),
        help_text=_("In short; each step stands in the safety plan."),
        max_length=6000,
        widget=_area(4),
        error_messages={"required": _("Write what is done about it, or why nothing is.")},
    )
    assessed_on = DayField(label=_("Judged on"))
    review_on = DayField(label=_("Next review"), help_text=_("Eight weeks, or earlier."))

    def __init__(self, data: Any, *, today: date) -> None:
        initial = {"assessed_on": today, "review_on": today + REVIEW_AFTER}
        super().__init__(data, initial=initial)
        self._today = today

    def clean(self) -> None:
        said = self.cleaned_data
        judged, review = said.get("assessed_on"), said.get("review_on")
        if judged and review:
            ruling = may_judge(assessed_on=judged, review_on=review, today=self._today)
            if not ruling.allowed:
                field = "assessed_on" if judged > self._today else "review_on"
                self.add_error(field, str(ruling.refusal))

    @property
    def judged(self) -> Judged:
        said = dict(self.cleaned_data)
        said.pop("once")
        return Judged(**{**said, "flags": frozenset(said["flags"])})


class CauseForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.TypedChoiceField(
        label=_("What happened, or will happen?"),
        choices=FixedChoices(
            [
                ("", _("Choose")),
                (_("Signs of danger"), [(one.value, one.label) for one in DANGERS]),
                (_("Events"), [(one.value, one.label) for one in EVENTS]),
            ]
        ),
        coerce=Cause,
        error_messages={"required": _("Choose what happened.")},
    )
    happens_on = DayField(label=_("On which day?"))
    note = forms.CharField(
        label=_("More about it"), required=False, max_length=2000, widget=_area(3)
    )

    def __init__(self, data: Any, *, today: date, kind: str = "") -> None:
        super().__init__(data, initial={"happens_on": today, "kind": kind})
        self._today = today

    def clean(self) -> None:
        kind, day = self.cleaned_data.get("kind"), self.cleaned_data.get("happens_on")
        if kind and day:
            ruling = may_note(kind, happens_on=day, today=self._today)
            if not ruling.allowed:
                self.add_error("happens_on", str(ruling.refusal))


class InstrumentForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    tool = forms.TypedChoiceField(
        label=_("Which instrument?"), choices=FixedChoices(Tool.choices), coerce=Tool
    )
    used_on = DayField(label=_("Used on"))
    concern = forms.ChoiceField(
        label=_("It ended in"),
        help_text=_("For SASH and SAM; leave empty for the others if nothing fits."),
        choices=FixedChoices([("", _("Not said")), *Concern.choices]),
        required=False,
    )
    yes_count = forms.IntegerField(
        label=_("Answered with yes"),
        help_text=_("S-DASH only, from 0 to 11. A count is no level."),
        required=False,
        widget=forms.NumberInput(attrs={"class": "is-short"}),
        error_messages={"invalid": _("Write a whole number, from 0 to 11.")},
    )
    judgement = forms.CharField(
        label=_("What you make of it"),
        help_text=_("In your own words. The instrument’s questions are not kept here."),
        max_length=4000,
        widget=_area(5),
        error_messages={"required": _("Write what you make of it.")},
    )
    report = forms.FileField(
        label=_("Report of SHARP as PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, data: Any, files: Any = None, *, today: date) -> None:
        super().__init__(data, files, initial={"used_on": today})
        self._today = today

    def clean_report(self) -> bytes | None:
        sent = self.cleaned_data.get("report")
        if not sent:
            return None
        head = sent.read(_HEAD)
        ruling = may_attach(head=head, size=sent.size)
        if not ruling.allowed:
            raise forms.ValidationError(str(ruling.refusal))
        return bytes(head + sent.read())

    def clean(self) -> None:
        said = self.cleaned_data
        if not {"tool", "used_on", "yes_count"} <= said.keys() or "report" in self.errors:
            return
        ruling = may_record_result(
            said["tool"],
            concern=said.get("concern", ""),
            yes_count=said["yes_count"],
            has_file=said.get("report") is not None,
            used_on=said["used_on"],
            today=self._today,
        )
        if not ruling.allowed:
            self.add_error(self._field_of(said), str(ruling.refusal))

    def _field_of(self, said: dict[str, Any]) -> str:
        if said["used_on"] > self._today:
            return "used_on"
        if said["tool"] == Tool.SDASH or said["yes_count"] is not None:
            return "yes_count"
        return "report" if said["tool"] == Tool.SHARP else "concern"

    @property
    def result(self) -> Result:
        said = dict(self.cleaned_data)
        said.pop("once")
        return Result(**said)


class DecideForm(forms.Form):
    """Yes at once; a no needs its reason."""

    is_agreed = forms.TypedChoiceField(
        label=_("Do you see it so too?"),
        choices=FixedChoices(
            [("yes", _("Yes, it is as dangerous as that")), ("no", _("No, judge it anew"))]
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    remark = forms.CharField(
        label=_("To the assessor"), required=False, max_length=2000, widget=_area(3)
    )

    def clean(self) -> None:
        is_no = self.cleaned_data.get("is_agreed") is False
        if is_no and not self.cleaned_data.get("remark", "").strip():
            self.add_error("remark", _("Write why, so that it can be judged again."))
