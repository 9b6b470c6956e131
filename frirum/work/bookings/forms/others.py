"""Groups, meetings, who waits, who must not meet."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import CASE_NUMBER, Team
from frirum.foundation.ui.forms import ClockField, DayField

from ..facts import Wanted
from ..models import Group, Kind, Urgency
from ..moments import Repeat, local
from .booking import LENGTHS, MOST_TIMES, Choices, as_id

_EVERY = [(1, _("Every week")), (2, _("Every second week")), (4, _("Every fourth week"))]


class MeetingForm(forms.Form):
    """A meeting of the house, or a group's dates: no client is named in either."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From"))
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        choices=[(each, _("%(minutes)s minutes") % {"minutes": each}) for each in LENGTHS],
        initial=60,
    )
    room = forms.TypedChoiceField(
        label=_("Which room?"), coerce=as_id, required=False, empty_value=None
    )
    workers = forms.TypedMultipleChoiceField(
        label=_("Who of the house?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    times = forms.IntegerField(
        label=_("How many times in all?"), min_value=1, max_value=MOST_TIMES, initial=1
    )
    weeks = forms.TypedChoiceField(label=_("How often?"), coerce=int, choices=_EVERY, initial=1)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = choices
        rooms = [(room.pk, f"{room.site.name} · {room.name}") for room in choices.rooms]
        self.fields["room"].choices = [("", _("None")), *rooms]  # type: ignore[attr-defined]
        self.fields["workers"].choices = list(choices.workers.items())  # type: ignore[attr-defined]

    def wanted(self, kind: Kind, group: Group | None = None) -> Wanted:
        given = self.cleaned_data
        starts_at = local(given["day"], given["starts"])
        room = self.held.room(given["room"])
        return Wanted(
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=given["minutes"]),
            workers=tuple(given["workers"]),
            site=room.site if room else None,
            room=room,
            group=group,
        )

    @property
    def repeat(self) -> Repeat:
        return Repeat(self.cleaned_data["weeks"], self.cleaned_data["times"])


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("What is the group called?"),
        max_length=60,
        help_text=_("A neutral name, such as “Torsdagsgruppen”: it stands in calendars."),
    )
    team = forms.TypedChoiceField(label=_("Which team holds it?"), coerce=UUID)
    places = forms.IntegerField(label=_("How many places?"), min_value=2, max_value=30, initial=8)

    def __init__(
        self, *args: Any, teams: Sequence[Team], taken: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.teams, self.taken = {team.pk: team for team in teams}, {n.casefold() for n in taken}
        self.fields["team"].choices = [(team.pk, team.name) for team in teams]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if name.casefold() in self.taken:
            raise forms.ValidationError(_("There is a group of that name already."))
        return name

    def clean_team(self) -> Team:
        return self.teams[self.cleaned_data["team"]]


class WishForm(forms.Form):
    """What a client waits for, and when they can come."""

    kind = forms.ChoiceField(
        label=_("What?"),
        choices=[(k.value, k.label) for k in (Kind.TALK, Kind.JOINT, Kind.PHONE, Kind.VIDEO)],
        initial=Kind.TALK,
    )
    worker = forms.TypedChoiceField(label=_("With whom?"), coerce=UUID)
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        choices=[(each, _("%(minutes)s minutes") % {"minutes": each}) for each in LENGTHS],
        initial=60,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days can the client come?"),
        choices=[(str(day), name) for day, name in list(WEEKDAYS.items())[:5]],
        coerce=str,
        initial=list("01234"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day on which the client can come.")},
    )
    from_time = ClockField(label=_("Not before"), required=False)
    to_time = ClockField(label=_("Over by"), required=False)
    urgency = forms.TypedChoiceField(
        label=_("How soon?"),
        coerce=lambda value: Urgency(int(value)),
        choices=Urgency.choices,
        initial=Urgency.DUE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, workers: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = list(workers.items())  # type: ignore[attr-defined]

    def clean(self) -> None:
        given = self.cleaned_data
        first, last = given.get("from_time"), given.get("to_time")
        if first and last and last <= first:
            self.add_error("to_time", _("The latest time has to be after the earliest."))

    @property
    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "kind": Kind(given["kind"]), "weekdays": "".join(given["weekdays"])}


class ApartForm(forms.Form):
    """Two cases by their numbers, as somebody told the desk; it looks neither of them up."""

    one = forms.CharField(label=_("Number of the one case"), max_length=7)
    other = forms.CharField(label=_("Number of the other"), max_length=7)
    reason = forms.CharField(
        label=_("Why must they not meet?"),
        max_length=600,
        widget=forms.Textarea,
        help_text=_("Such as an order, and until when. Only the conflict desk reads it."),
    )

    def clean(self) -> None:
        for name in ("one", "other"):
            typed = str(self.cleaned_data.get(name, "")).strip().upper()
            if typed and not CASE_NUMBER.fullmatch(typed):
                self.add_error(name, _("A case number looks like K7M-4Q2."))
            self.cleaned_data[name] = typed

    @property
    def numbers(self) -> tuple[str, str]:
        return self.cleaned_data["one"], self.cleaned_data["other"]


class JoinForm(forms.Form):
    group = forms.TypedChoiceField(label=_("Which group?"), coerce=UUID)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.pk: group for group in groups}
        self.fields["group"].choices = [(group.pk, group.name) for group in groups]  # type: ignore[attr-defined]

    def clean_group(self) -> Group:
        return self.groups[self.cleaned_data["group"]]
