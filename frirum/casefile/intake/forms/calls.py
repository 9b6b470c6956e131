"""A call, letter or visit as it is written down while it goes on."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import ClockField, DayField

from ..choices import Agreed, Caller, Channel, PartyRole, Reached, SafeNow, Theme
from ..facts import PartyFacts, Told
from .contact import ContactForm


def split_name(written: str) -> tuple[str, str]:
    """The last word is the family name."""
    given, _space, family = written.strip().rpartition(" ")
    return (given.strip(), family) if given else (family, "")


class CallForm(ContactForm):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    safe_now = forms.ChoiceField(
        label=_("Are they safe right now?"),
        choices=SafeNow.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Always ask first. If “no”: ask them to call 112, stay on the line, get a colleague."
        ),
        error_messages={"required": _("Ask: “Are you safe right now?”")},
    )
    caller_role = forms.ChoiceField(
        label=_("Role"),
        choices=Caller.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who got in touch.")},
    )
    name = forms.CharField(
        label=_("Name or cover name"),
        required=False,
        max_length=120,
        help_text=_("Leave it empty if they wish to be anonymous."),
    )
    municipality = forms.CharField(
        label=_("Municipality"),
        required=False,
        max_length=60,
        help_text=_("Used for statistics only."),
    )
    themes = forms.MultipleChoiceField(
        label=_("What weighs on them?"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    summary = forms.CharField(
        label=_("Short summary"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Facts and agreements. Names of others come on the next page."),
    )
    agreed = forms.ChoiceField(
        label=_("What was agreed?"),
        choices=Agreed.choices,
        initial=Agreed.NOTHING,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[each for each in Channel.choices if each[0] != Channel.WEB],
        initial=Channel.CALL,
        required=False,
    )
    received_on = DayField(label=_("Which day?"), required=False, help_text=_("Empty: today."))
    received_time = ClockField(label=_("What time?"), required=False, help_text=_("Empty: now."))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("received_on") and self.received_at(timezone.now()) > timezone.now():
            self.add_error("received_on", gettext("Write a day that has been."))
        return values

    def received_at(self, now: datetime) -> datetime:
        on, at = self.cleaned_data.get("received_on"), self.cleaned_data.get("received_time")
        here = timezone.localtime(now)
        if not on and not at:
            return now
        naive = datetime.combine(on or here.date(), at or here.time())
        return min(timezone.make_aware(naive), now) if not on else timezone.make_aware(naive)

    def told(self) -> Told:
        values = self.cleaned_data
        caller = Caller(values["caller_role"])
        return Told(
            caller_role=caller.role,
            channel=Channel(values.get("channel") or Channel.CALL),
            close_to=caller.close_to,
            safe_now=SafeNow(values["safe_now"]),
            themes=tuple(values["themes"]),
            municipality=values["municipality"],
            summary=values["summary"],
            agreed=Agreed(values["agreed"]),
            contact=self.wish(),
        )

    def parties(self) -> list[PartyFacts]:
        given, family = split_name(self.cleaned_data["name"])
        return [
            PartyFacts(
                role=PartyRole.CALLER,
                given_name=given,
                family_name=family,
                phone=self.cleaned_data["phone"],
                email=self.cleaned_data["email"],
            )
        ]


class SafetyCallForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reached = forms.ChoiceField(
        label=_("How did it go?"), choices=Reached.choices, widget=forms.RadioSelect
    )
    is_still_safe = forms.BooleanField(
        label=_("Asked: we may still contact them the same way"),
        required=False,
        help_text=_("Then the agreement holds for another ninety days."),
    )
    note = forms.CharField(
        label=_("What was said and agreed"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
