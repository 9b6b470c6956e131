"""One incident as it is told. What is not known stays empty; how exact it is follows from that."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import ClockField, DayField, FixedChoices

from ..facts import Report, Told
from ..kinds import Channel, DirectedAt, PlaceKind, Precision, Reported
from ..rules import may_be_told
from ..taxonomy import GROUPS, Behaviour
from .exhibits import TakesFiles

_NOT_SAID = ("", _("Not said"))


def _or_not_said(kinds: type[TextChoices]) -> FixedChoices:
    return FixedChoices([_NOT_SAID, *kinds.choices])


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _WordingForm(forms.Form):
    behaviours = forms.TypedMultipleChoiceField(
        label=_("What was done?"),
        help_text=_("Choose all that fit."),
        choices=FixedChoices(
            (group, [(each.value, each.label) for each in kinds]) for group, kinds in GROUPS
        ),
        coerce=Behaviour,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what was done, or “Something else” if nothing fits.")
        },
    )
    day = DayField(label=_("Day"))
    clock = ClockField(
        label=_("Time"), help_text=_("Leave empty if only the day is known."), required=False
    )
    is_about = forms.BooleanField(label=_("The time is about right"), required=False)
    count = forms.IntegerField(
        label=_("How many times?"),
        help_text=_("Such as 87 for 87 messages."),
        initial=1,
        min_value=1,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "is-short"}),
    )
    channel = forms.ChoiceField(label=_("How?"), choices=_or_not_said(Channel), required=False)
    account = forms.CharField(
        label=_("What happened?"),
        help_text=_(
            "Facts only: who did what, in what order, in their own words if you have them. "
            "This can go to the police, and then the other party gets to read it."
        ),
        max_length=20_000,
        widget=_area(6),
    )
    place_kind = forms.ChoiceField(
        label=_("Where?"), choices=_or_not_said(PlaceKind), required=False
    )
    is_breach = forms.BooleanField(label=_("It breaches an order in force"), required=False)
    until_day = DayField(label=_("Last day"), required=False)
    until_clock = ClockField(label=_("Time it ended"), required=False)
    effect = forms.CharField(
        label=_("How did it affect the client?"),
        help_text=_(
            "Fear, sleep, what was given up. It stays apart from the facts and doesn't go to the "
            "police."
        ),
        max_length=10_000,
        required=False,
        widget=_area(3),
    )
    place_text = forms.CharField(label=_("Which place?"), max_length=300, required=False)
    witnesses = forms.CharField(
        label=_("Who saw or heard it?"),
        help_text=_("Names, and how the police can reach them."),
        max_length=2_000,
        required=False,
        widget=_area(2),
    )
    directed_at = forms.ChoiceField(
        label=_("Against whom?"),
        choices=FixedChoices(DirectedAt.choices),
        initial=DirectedAt.CLIENT,
    )
    is_via_others = forms.BooleanField(
        label=_("Through others, such as children or friends"), required=False
    )
    reported = forms.ChoiceField(
        label=_("Reported to the police?"),
        choices=FixedChoices(Reported.choices),
        initial=Reported.NO,
    )
    district = forms.CharField(label=_("Police district"), max_length=120, required=False)
    journal_number = forms.CharField(
        label=_("Journal number"),
        help_text=_("The police give one when they open a case."),
        max_length=60,
        required=False,
    )
    officer = forms.CharField(label=_("Officer"), max_length=120, required=False)
    reported_on = DayField(label=_("Reported on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("day", "until_day", "reported_on"):
            self.fields[name].latest = timezone.localdate()  # type: ignore[attr-defined]

    def behaviour_groups(self) -> list[tuple[Promise, list[BoundWidget]]]:
        """The checkboxes under their headings."""
        boxes = iter(self["behaviours"].subwidgets)
        return [(group, [next(boxes) for _kind in kinds]) for group, kinds in GROUPS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        clock, until_day = cleaned.get("clock"), cleaned.get("until_day")
        if cleaned.get("until_clock") and not clock:
            self.add_error("clock", _("Write when it began too, since you know when it ended."))
        elif until_day and clock and not cleaned.get("until_clock"):
            self.add_error("until_clock", _("Write when it ended, or leave the last day empty."))
        if not self.errors:
            ruling = may_be_told(self.told, now=timezone.now())
            if not ruling.allowed:
                self.add_error("day", str(ruling.refusal))
        return cleaned

    @property
    def told(self) -> Told:
        """What the cleaned form says. No clock: only the day, or a period of days."""
        said = self.cleaned_data
        return Told(
            happened_at=_moment(said["day"], said["clock"]),
            ended_at=self._end(),
            precision=self._precision(),
            behaviours=frozenset(said["behaviours"]),
            account=said["account"],
            count=said["count"],
            channel=said["channel"],
            effect=said["effect"],
            place_kind=said["place_kind"],
            place_text=said["place_text"],
            witnesses=said["witnesses"],
            directed_at=said["directed_at"],
            is_via_others=said["is_via_others"],
            is_breach=said["is_breach"],
            reported=said["reported"],
            report=Report(
                district=said["district"],
                journal_number=said["journal_number"],
                officer=said["officer"],
                reported_on=said["reported_on"],
            ),
        )

    def _precision(self) -> Precision:
        said = self.cleaned_data
        if said["clock"] is not None:
            return Precision.ABOUT if said["is_about"] else Precision.EXACT
        return Precision.PERIOD if said["until_day"] else Precision.DAY

    def _end(self) -> datetime | None:
        said = self.cleaned_data
        if said["until_clock"] is not None:
            return _moment(said["until_day"] or said["day"], said["until_clock"])
        return _moment(said["until_day"], None) if said["until_day"] else None


class IncidentForm(TakesFiles, _WordingForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploads"].required = False


class CorrectForm(_WordingForm):
    """`version` is the wording that whoever corrects has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why is it corrected?"),
        help_text=_("The former wording is kept beside the new one, with this reason."),
        max_length=1_000,
        widget=_area(2),
    )


def initial_of(told: Told) -> dict[str, Any]:
    """What the form shows for a wording that stands."""
    knows_clock = told.precision in (Precision.EXACT, Precision.ABOUT)
    start = timezone.localtime(told.happened_at)
    end = timezone.localtime(told.ended_at) if told.ended_at else None
    crosses = end is not None and (end.date() != start.date() or not knows_clock)
    return {
        "behaviours": list(told.behaviours),
        "day": start.date(),
        "clock": start.time() if knows_clock else None,
        "is_about": told.precision == Precision.ABOUT,
        "until_day": end.date() if end and crosses else None,
        "until_clock": end.time() if end and knows_clock else None,
        "count": told.count,
        "channel": told.channel,
        "account": told.account,
        "effect": told.effect,
        "place_kind": told.place_kind,
        "place_text": told.place_text,
        "witnesses": told.witnesses,
        "directed_at": told.directed_at,
        "is_via_others": told.is_via_others,
        "is_breach": told.is_breach,
        "reported": told.reported,
        "district": told.report.district,
        "journal_number": told.report.journal_number,
        "officer": told.report.officer,
        "reported_on": told.report.reported_on,
    }


def _moment(day: Any, clock: time | None) -> datetime:
    """Local time as an aware moment; without a clock the start of the day."""
    return timezone.make_aware(datetime.combine(day, clock or time()))
