"""Which week to plan, and where one of its appointments goes instead."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import ClockField, DayField

from ..models import Room, Suggested
from ..moments import local
from .booking import as_id


class WeekForm(forms.Form):
    monday = DayField(label=_("Which week?"), help_text=_("Any day of it."))


class LineForm(forms.Form):
    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From"))
    room = forms.TypedChoiceField(
        label=_("Which room?"), coerce=as_id, required=False, empty_value=None
    )

    def __init__(self, *args: Any, line: Suggested, rooms: Sequence[Room], **kwargs: Any) -> None:
        at = timezone.localtime(line.starts_at) if line.starts_at else None
        held = {"day": at.date(), "starts": at.time()} if at else {"day": line.proposal.monday}
        kwargs["initial"] = {**held, "room": line.room_id}
        super().__init__(*args, **kwargs)
        self.rooms = {room.pk: room for room in rooms}
        named = [(room.pk, f"{room.site.name} · {room.name}") for room in rooms]
        self.fields["room"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]

    @property
    def starts_at(self) -> datetime:
        return local(self.cleaned_data["day"], self.cleaned_data["starts"])

    @property
    def chosen(self) -> Room | None:
        return self.rooms.get(self.cleaned_data["room"])
