"""Places, rooms, hours, days away."""

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField
from frirum.foundation.ui.rules import Impossible, Unreadable, read_clock

from ..models import AwayKind, Entrance
from ..rules import may_keep_hours
from .booking import LANGUAGES

Span = tuple[time, time]
_PART = re.compile(r"\s*[,;]\s*|\s+og\s+|\s+and\s+")


class SiteForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("What is the place called?"),
        max_length=60,
        help_text=_("As the teams write it, such as “Nørregade”."),
    )
    minutes_before = forms.IntegerField(
        label=_("Minutes before an appointment"), min_value=0, max_value=240, initial=45
    )
    minutes_after = forms.IntegerField(
        label=_("Minutes after it"),
        min_value=0,
        max_value=240,
        initial=45,
        help_text=_("As long as somebody may still be in the house or on the way from it."),
    )

    def __init__(self, *args: Any, taken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {name.casefold() for name in taken}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if name.casefold() in self.taken:
            raise ValidationError(gettext("There is a place of that name already."))
        return name


class EntranceForm(forms.Form):
    name = forms.CharField(label=_("What is the entrance called?"), max_length=60)
    minutes_before = forms.IntegerField(
        label=_("Minutes before"), min_value=0, max_value=240, initial=60
    )
    minutes_after = forms.IntegerField(
        label=_("Minutes after"), min_value=0, max_value=240, initial=60
    )


class RoomForm(forms.Form):
    name = forms.CharField(label=_("What is the room called?"), max_length=60)
    seats = forms.IntegerField(label=_("Chairs"), min_value=1, max_value=200, initial=3)
    entrance = forms.TypedChoiceField(label=_("Which entrance leads to it?"), coerce=UUID)

    def __init__(self, *args: Any, entrances: Sequence[Entrance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.pk, one.name or _("Main entrance")) for one in entrances]
        self.fields["entrance"].choices = named  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    from_day = DayField(label=_("From which day can it not be used?"))


class HoursField(forms.CharField):
    """9-12, 13-16.30: spans of one day. Cleans to pairs of times."""

    def clean(self, value: Any) -> list[Span]:
        typed = str(value or "").strip()
        return [self._span(part) for part in _PART.split(typed) if part] if typed else []

    def _span(self, typed: str) -> Span:
        parts = re.split(r"\s*[-–]\s*", typed)
        try:
            starts, ends = (read_clock(part) for part in parts)
        except (Unreadable, Impossible, ValueError):
            raise ValidationError(
                gettext("Write from and to, such as 9-12 or 8.30-16; several with a comma between.")
            ) from None
        if ends <= starts:
            raise ValidationError(gettext("A time has to end after it begins."))
        return starts, ends


class HoursForm(forms.Form):
    """A week of working hours, a line for each day."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=LANGUAGES[1:],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            field = HoursField(label=str(name).capitalize(), required=False)
            field.widget.attrs.update({"autocomplete": "off", "placeholder": "9-16"})
            self.fields[f"day{day}"] = field

    @property
    def days(self) -> list[Any]:
        return [self[f"day{day}"] for day in WEEKDAYS]

    def clean(self) -> None:
        ruling = may_keep_hours(self.spans)
        if not ruling.allowed:
            raise ValidationError(str(ruling.refusal))

    @property
    def spans(self) -> list[tuple[int, time, time]]:
        given = self.cleaned_data
        return [(day, *span) for day in WEEKDAYS for span in given.get(f"day{day}", ())]


class AwayForm(forms.Form):
    first_day = DayField(label=_("From"))
    last_day = DayField(label=_("To and with"))
    kind = forms.ChoiceField(label=_("Why?"), choices=AwayKind.choices, initial=AwayKind.LEAVE)
    cover = forms.TypedChoiceField(
        label=_("Who covers?"), coerce=UUID, required=False, empty_value=None
    )

    def __init__(self, *args: Any, colleagues: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cover"].choices = [("", _("Nobody")), *colleagues.items()]  # type: ignore[attr-defined]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Write the same day or a later one."))
