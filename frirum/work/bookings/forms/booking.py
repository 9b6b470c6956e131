"""An appointment as it is asked for: what, with whom, where, when; the rest unfolds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from frirum.casefile.people.kinds import Channel
from frirum.foundation.ui.forms import ClockField, DayField, DayInput

from ..facts import ForClient, Wanted
from ..models import ON_SITE, Kind, Room, Site
from ..moments import Repeat, local

LENGTHS = (30, 45, 60, 75, 90, 120, 180)
MOST_TIMES = 30
_WITHOUT = {Kind.GROUP, Kind.INTERNAL}
_WITH_CLIENT = [(kind.value, kind.label) for kind in Kind if kind not in _WITHOUT]
LANGUAGES = [
    ("", _("Any language")),
    ("da", _("Danish")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("de", _("German")),
    ("fa", _("Persian")),
    ("pl", _("Polish")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
]


def as_id(value: str) -> UUID | None:
    return UUID(value) if value else None


@dataclass(frozen=True, slots=True)
class Choices:
    """Who and what there is to choose from."""

    workers: Mapping[UUID, str]
    sites: Sequence[Site]
    rooms: Sequence[Room]
    people: Mapping[UUID, str]
    channels: Sequence[str] = ()

    def site(self, pk: UUID | None) -> Site | None:
        return next((site for site in self.sites if site.pk == pk), None)

    def room(self, pk: UUID | None) -> Room | None:
        return next((room for room in self.rooms if room.pk == pk), None)


class TimeForm(forms.Form):
    """When, where and with whom: what a move asks again."""

    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From"))
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        coerce=int,
        choices=[(each, _("%(minutes)s minutes") % {"minutes": each}) for each in LENGTHS],
        initial=60,
    )
    workers = forms.TypedMultipleChoiceField(
        label=_("With whom?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who of the house is there.")},
    )
    site = forms.TypedChoiceField(label=_("Where?"), coerce=as_id, required=False, empty_value=None)
    room = forms.TypedChoiceField(
        label=_("Which room?"), coerce=as_id, required=False, empty_value=None
    )
    prepare = forms.IntegerField(
        label=_("Minutes to get ready before"), min_value=0, max_value=240, required=False
    )
    travel = forms.IntegerField(
        label=_("Minutes to get there, each way"), min_value=0, max_value=240, required=False
    )
    fetching = forms.IntegerField(
        label=_("Minutes for whoever brings and fetches"),
        help_text=_("They are in the house too, before and after."),
        min_value=0,
        max_value=120,
        required=False,
    )

    def __init__(self, *args: Any, choices: Choices, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held, self.held_kind = choices, kind
        fields: dict[str, Any] = self.fields
        fields["workers"].choices = list(choices.workers.items())
        sites = [(site.pk, site.name) for site in choices.sites]
        fields["site"].choices = [("", _("Not in the house")), *sites]
        rooms = [(room.pk, f"{room.site.name} · {room.name}") for room in choices.rooms]
        fields["room"].choices = [("", _("Any that is free")), *rooms]

    def clean(self) -> None:
        given = self.cleaned_data
        kind = given.get("kind", self.held_kind)
        room = self.held.room(given.get("room"))
        if room and given.get("site") is None:
            given["site"] = room.site_id
        if kind in ON_SITE - {Kind.NETWORK} and not given.get("site"):
            self.add_error("site", _("Choose where the client comes to."))
        if room and given.get("site") != room.site_id:
            self.add_error("room", _("That room is at another place. Choose a room of this one."))

    def wanted(self, kind: Kind) -> Wanted:
        given = self.cleaned_data
        starts_at = local(given["day"], given["starts"])
        return Wanted(
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=given["minutes"]),
            workers=tuple(given["workers"]),
            site=self.held.site(given["site"]),
            room=self.held.room(given["room"]),
            prepare=given["prepare"] or 0,
            travel=given["travel"] or 0,
            fetching=given["fetching"] or 0,
        )


class BookForm(TimeForm):
    """A new appointment with the client of a case."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(label=_("What?"), choices=_WITH_CLIENT, initial=Kind.TALK)
    joins = forms.TypedMultipleChoiceField(
        label=_("Who comes along?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(
        label=_("Which place, when it is not in the house?"),
        required=False,
        max_length=200,
        help_text=_("Sealed. Only whoever sees the case reads it."),
    )
    note = forms.CharField(
        label=_("What is it about?"), required=False, max_length=2000, widget=forms.Textarea
    )
    times = forms.IntegerField(
        label=_("How many times in all?"),
        min_value=1,
        max_value=MOST_TIMES,
        required=False,
        initial=1,
    )
    weeks = forms.TypedChoiceField(
        label=_("How often?"),
        coerce=int,
        required=False,
        choices=[(1, _("Every week")), (2, _("Every second week")), (4, _("Every fourth week"))],
        initial=1,
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=LANGUAGES,
        required=False,
        widget=forms.Select(attrs={"form": "book"}),
    )
    from_day = DayField(
        label=_("From which day?"), required=False, widget=DayInput(attrs={"form": "book"})
    )
    remind_by = forms.ChoiceField(
        label=_("Reminder"),
        required=False,
        help_text=_("Only by ways that are agreed as safe. None unless the client asks for it."),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        fields: dict[str, Any] = self.fields
        if choices.people:
            fields["joins"].choices = list(choices.people.items())
        else:
            del fields["joins"]
        ways = [(way, str(Channel(way).label)) for way in choices.channels]
        fields["remind_by"].choices = [("", _("No reminder")), *ways]

    @property
    def repeat(self) -> Repeat:
        given = self.cleaned_data
        return Repeat(given["weeks"] or 1, given["times"] or 1)

    @property
    def for_client(self) -> ForClient:
        given = self.cleaned_data
        return ForClient(
            note=given["note"],
            place=given["place"],
            joins=tuple(given.get("joins", ())),
            remind_by=given["remind_by"],
        )


class MoveForm(TimeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AskForm(forms.Form):
    """What a page is opened with: a time pressed in the calendar, or found free."""

    start = forms.CharField(required=False)
    worker = forms.UUIDField(required=False)

    def clean_start(self) -> datetime | None:
        try:
            found = parse_datetime(self.cleaned_data["start"])
        except ValueError:
            return None
        if found is None:
            return None
        return timezone.localtime(found) if timezone.is_aware(found) else timezone.make_aware(found)


class CalendarForm(forms.Form):
    """Which calendar, from which day, a week or a day. Nonsense shows one's own week."""

    vis = forms.UUIDField(required=False)
    fra = forms.DateField(required=False)
    dag = forms.BooleanField(required=False)


class OffForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    by_client = forms.TypedChoiceField(
        label=_("Who calls it off?"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("The client")), ("no", _("We do"))],
        widget=forms.RadioSelect,
        initial="yes",
    )


class OverrunForm(forms.Form):
    ends = ClockField(label=_("Until when does it take now?"))


class RemindForm(forms.Form):
    remind_by = forms.ChoiceField(label=_("Reminder"), required=False)
    remind_days = forms.TypedChoiceField(
        label=_("When?"),
        coerce=int,
        choices=[(1, _("The day before")), (2, _("Two days before")), (7, _("A week before"))],
        initial=1,
    )

    def __init__(self, *args: Any, channels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(way, str(Channel(way).label)) for way in channels]
        self.fields["remind_by"].choices = [("", _("No reminder")), *ways]  # type: ignore[attr-defined]


def initial_at(start: datetime | None) -> dict[str, Any]:
    return {"day": start.date(), "starts": start.time()} if start else {}
