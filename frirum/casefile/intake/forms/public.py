"""For whoever asks for help, or refers somebody. No draft, nothing kept in the browser."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.people.kinds import Channel as Way
from frirum.foundation.ui.forms import PhoneField, PhoneInput

from ..choices import Caller, CallerRole, Channel, CloseTo, PartyRole, SafeNow
from ..facts import ContactWish, PartyFacts, Told
from .calls import split_name
from .contact import ContactForm


class Trap(forms.Form):
    """A field no person sees. Whoever fills it in gets the same page and nothing is kept."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class HelpForm(Trap, ContactForm):
    caller_role = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[
            (Caller.EXPOSED.value, _("I am being stalked, or think I am")),
            (Caller.YOUNG.value, _("I am under 18")),
            (Caller.RELATIVE.value, _("I am close to somebody who is stalked")),
            (Caller.EXERCISING.value, _("I stalk somebody and want to stop")),
            (Caller.RELATIVE_EXERCISING.value, _("I am close to somebody who stalks")),
            (Caller.OTHER.value, _("Something else")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )
    name = forms.CharField(
        label=_("What may we call you?"),
        required=False,
        max_length=120,
        help_text=_("You need not give your name."),
    )
    summary = forms.CharField(
        label=_("What is happening?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("As much or as little as you like."),
    )
    other_name = forms.CharField(label=_("Name"), required=False, max_length=120)
    other_phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=60,
        widget=PhoneInput(attrs={"inputmode": "text"}),
    )
    other_town = forms.CharField(label=_("Town, age or street"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"].label = _("May we contact you, and how?")
        self.fields["channels"].choices = [  # type: ignore[attr-defined]
            (Way.PHONE.value, _("call me")),
            (Way.SMS.value, _("send me a text message")),
            (Way.EMAIL.value, _("send me an e-mail")),
        ]
        self.fields["channels"].help_text = _("Tick nothing, and we won't contact you.")
        self.fields["phone"].label = _("A phone number that only you use")
        self.fields["phone"].help_text = ""
        self.fields["email"].label = _("An e-mail that only you read")
        self.fields["seen_by"].label = _("Does anybody else see your phone or your mail?")
        self.fields["may_leave_message"].label = _("You may leave a message")
        for unasked in ("sender_name", "code_word", "from_time", "to_time"):
            del self.fields[unasked]

    def told(self) -> Told:
        caller = Caller(self.cleaned_data["caller_role"])
        return Told(
            caller_role=caller.role,
            close_to=caller.close_to,
            channel=Channel.WEB,
            safe_now=SafeNow.UNKNOWN,
            summary=self.cleaned_data["summary"],
            contact=self.wish(),
        )

    def parties(self) -> list[PartyFacts]:
        values = self.cleaned_data
        given, family = split_name(values["name"])
        other_given, other_family = split_name(values["other_name"])
        return [
            PartyFacts(
                role=PartyRole.CALLER,
                given_name=given,
                family_name=family,
                phone=values["phone"],
                email=values["email"],
            ),
            PartyFacts(
                role=PartyRole.OTHER_PARTY,
                given_name=other_given,
                family_name=other_family,
                **_number(values["other_phone"]),
                **_whereabouts(values["other_town"]),
            ),
        ]


_AGE = re.compile(r"\s*(?:ca\.?|about)?\s*(\d{1,2})\s*(?:år|years?)?\s*", re.IGNORECASE)


def _number(written: str) -> dict[str, Any]:
    """A whole number, or in words what they know of it: nobody in need is sent back for it."""
    try:
        return {"phone": PhoneField(required=False).clean(written)}
    except forms.ValidationError:
        return {"relation": f"{gettext('Phone')}: {written}"}


def _whereabouts(written: str) -> dict[str, Any]:
    """The one field that takes a town, an age or a street, with a postcode or without."""
    if found := _AGE.fullmatch(written):
        return {"age": int(found[1])}
    return {"address" if any(map(str.isdigit, written)) else "town": written}


class ReferralForm(Trap):
    own_name = forms.CharField(
        label=_("Your name"), max_length=120, error_messages={"required": _("Write your name.")}
    )
    workplace = forms.CharField(
        label=_("Your workplace"),
        max_length=120,
        error_messages={"required": _("Write where you work.")},
    )
    own_phone = PhoneField(label=_("Your phone at work"))
    close_to = forms.ChoiceField(
        label=_("Whom do you refer?"),
        choices=[
            (CloseTo.EXPOSED.value, _("Somebody exposed to stalking")),
            (CloseTo.EXERCISING.value, _("Somebody who stalks")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you refer.")},
    )
    name = forms.CharField(
        label=_("Their name"), max_length=120, error_messages={"required": _("Write the name.")}
    )
    phone = PhoneField(label=_("A phone number that is safe for them"), required=False)
    summary = forms.CharField(
        label=_("What is happening?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    has_consent = forms.BooleanField(
        label=_("They know that I write to you, and agree"),
        error_messages={
            "required": _("Talk to them first. You can always call us and ask without names.")
        },
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "phone" in values and values["phone"] and values["phone"] == values.get("own_phone"):
            self.add_error("phone", gettext("Write their own number, or leave it empty."))
        return values

    def told(self) -> Told:
        return Told(
            caller_role=CallerRole.PROFESSIONAL,
            channel=Channel.REFERRAL,
            close_to=CloseTo(self.cleaned_data["close_to"]),
            summary=self.cleaned_data["summary"],
            contact=ContactWish(),
        )

    def parties(self) -> list[PartyFacts]:
        values = self.cleaned_data
        given, family = split_name(values["own_name"])
        client_given, client_family = split_name(values["name"])
        return [
            PartyFacts(
                role=PartyRole.CALLER,
                given_name=given,
                family_name=family,
                phone=values["own_phone"],
                relation=values["workplace"],
            ),
            PartyFacts(
                role=PartyRole.SUPPORTED,
                given_name=client_given,
                family_name=client_family,
                phone=values["phone"],
            ),
        ]
