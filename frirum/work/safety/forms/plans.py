"""A measure, what holds for the whole plan, the digital list, and a copy on paper."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField, FixedChoices

from ..domains import POINT_GROUPS, CopyForm, Domain, Point, PointStand
from ..facts import Frame, PointState, Precaution
from ..models import Measure, Plan
from ..printing.sheets import Paper
from ..rules import may_frame, may_plan, may_save_over


class MeasureForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    domain = forms.TypedChoiceField(
        label=_("Where does it help?"), choices=FixedChoices(Domain.choices), coerce=Domain
    )
    text = forms.CharField(
        label=_("What is done?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what is done.")},
    )
    owner = forms.CharField(
        label=_("Who does it?"),
        help_text=_("Such as: the client, a sister, the school, you."),
        max_length=120,
        error_messages={"required": _("Write who does it.")},
    )
    due_on = DayField(label=_("By when?"), required=False)
    review_on = DayField(label=_("Look at it again on"), required=False)

    def __init__(self, data: Any, *, decided_on: date, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self._decided_on = decided_on

    @classmethod
    def of(cls, data: Any, measure: Measure) -> "MeasureForm":
        held = {name: getattr(measure, name) for name in ("domain", "text", "owner")}
        days = {"due_on": measure.due_on, "review_on": measure.review_on}
        return cls(data, decided_on=measure.decided_on, initial={**held, **days})

    def clean(self) -> None:
        due, review = self.cleaned_data.get("due_on"), self.cleaned_data.get("review_on")
        for field, days in (
            ("due_on", {"due_on": due, "review_on": None}),
            ("review_on", {"due_on": None, "review_on": review}),
        ):
            ruling = may_plan(decided_on=self._decided_on, **days)
            if not ruling.allowed:
                self.add_error(field, str(ruling.refusal))

    @property
    def precaution(self) -> Precaution:
        said = dict(self.cleaned_data)
        said.pop("once")
        return Precaution(**said)


class _WholeForm(forms.Form):
    """Saves a part of the plan as a whole. Somebody may have been first: then it is shown once more
    with what was typed, and saving again stands over theirs."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def _see(self, *, number: int, changed_in: int) -> None:
        self._number, self._changed_in = number, changed_in
        self.initial["seen"] = number

    def clean(self) -> None:
        ruling = may_save_over(
            changed_in=self._changed_in, seen=self.cleaned_data.get("seen", self._number)
        )
        if not ruling.allowed:
            self.add_error(None, str(ruling.refusal))
            data: Any = self.data
            self.data = data = data.copy()
            data["seen"] = str(self._number)


class FrameForm(_WholeForm):
    contacts = forms.CharField(
        label=_("Whom to call when it is urgent"),
        help_text=_("112 first; then those who know, with their numbers."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    code_word = forms.CharField(
        label=_("Code word"),
        help_text=_("A word that means “call the police” to family and friends. Never printed."),
        required=False,
        max_length=60,
    )
    copy_form = forms.TypedChoiceField(
        label=_("Copy for the client"),
        help_text=_("Paper at home may be found. None, until the client says otherwise."),
        choices=FixedChoices(CopyForm.choices),
        coerce=CopyForm,
        widget=forms.RadioSelect,
    )
    copy_said = forms.CharField(
        label=_("What the client said about it"),
        help_text=_("Such as: kept in the locker at work, nobody else has the key."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    review_on = DayField(label=_("Go through the plan again on"), required=False)

    def __init__(self, data: Any, *, plan: Plan | None, today: date) -> None:
        names = ("contacts", "code_word", "copy_form", "copy_said", "review_on")
        held = {name: getattr(plan, name) for name in names} if plan else {"copy_form": "none"}
        super().__init__(data, initial=held)
        self._see(number=plan.number if plan else 0, changed_in=plan.framed_in if plan else 0)
        self._today = today

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if "copy_form" not in said or "review_on" not in said:
            return
        review = said["review_on"]
        ruling = may_frame(
            copy_form=said["copy_form"],
            copy_said=said.get("copy_said", ""),
            review_on=review,
            today=self._today,
        )
        if not ruling.allowed:
            is_past = review is not None and review < self._today
            lacks_words = said["copy_form"] != CopyForm.NONE and not said.get("copy_said")
            field = "copy_said" if lacks_words or not is_past else "review_on"
            self.add_error(field, str(ruling.refusal))

    @property
    def frame(self) -> Frame:
        said = dict(self.cleaned_data)
        said.pop("seen")
        return Frame(**said)


class PointsForm(_WholeForm):
    """Two answers for each point: how it stands, and what about it."""

    def __init__(self, data: Any, *, plan: Plan | None) -> None:
        super().__init__(data)
        self._see(number=plan.number if plan else 0, changed_in=plan.looked_in if plan else 0)
        points: dict[str, dict[str, str]] = plan.points if plan else {}
        for point in Point:
            held = points.get(point.value, {})
            self.fields[point.value] = forms.ChoiceField(
                label=point.label,
                choices=FixedChoices(PointStand.choices),
                required=False,
                initial=held.get("stand", ""),
            )
            self.fields[f"{point.value}_note"] = forms.CharField(
                label=_("Remark"), required=False, max_length=300, initial=held.get("note", "")
            )

    @property
    def groups(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """A heading and its points, each with its two answers."""
        return [
            (heading, [(self[point.value], self[f"{point.value}_note"]) for point in points])
            for heading, points in POINT_GROUPS
        ]

    @property
    def states(self) -> dict[str, PointState]:
        said = self.cleaned_data
        return {
            point.value: PointState(said[point.value], note=said[f"{point.value}_note"].strip())
            for point in Point
        }


class CopyOrder(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    paper = forms.TypedChoiceField(
        choices=[(Paper.PLAN, Paper.PLAN), (Paper.LOG, Paper.LOG)], coerce=Paper
    )
