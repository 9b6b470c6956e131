"""How somebody may be contacted. Nothing ticked means: not at all."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.people.kinds import Channel
from frirum.foundation.ui.forms import ClockField, PhoneField

from ..choices import Days
from ..facts import ContactWish


class ContactForm(forms.Form):
    """Part of the call form and of the public one; alone when it is agreed anew."""

    channels = forms.MultipleChoiceField(
        label=_("May we"),
        choices=[
            (Channel.PHONE.value, _("call")),
            (Channel.SMS.value, _("send a text message")),
            (Channel.EMAIL.value, _("send an e-mail")),
            (Channel.LETTER.value, _("send a letter")),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked means no contact from us."),
    )
    phone = PhoneField(
        label=_("Safe phone number"),
        required=False,
        help_text=_("Ask: “Who else can see your phone?”"),
    )
    email = forms.EmailField(
        label=_("Safe e-mail"),
        required=False,
        max_length=120,
        error_messages={"invalid": _("Write the address as name@place.dk.")},
    )
    days = forms.ChoiceField(
        label=_("Which days"), choices=Days.choices, initial=Days.ALL, required=False
    )
    from_time = ClockField(label=_("From"), required=False)
    to_time = ClockField(label=_("To"), required=False)
    may_leave_message = forms.BooleanField(label=_("A message may be left"), required=False)
    seen_by = forms.CharField(label=_("Who else sees or hears it?"), required=False, max_length=120)
    sender_name = forms.CharField(
        label=_("What do we call ourselves?"),
        required=False,
        max_length=60,
        help_text=_("Such as a first name, if somebody else picks up."),
    )
    code_word = forms.CharField(label=_("Code word"), required=False, max_length=40)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        channels = set(values.get("channels") or ())
        if channels & {Channel.PHONE, Channel.SMS} and not values.get("phone"):
            self._ask(
                "phone", gettext("Write the number, or take away the ticks at call and text.")
            )
        if Channel.EMAIL in channels and not values.get("email"):
            self._ask("email", gettext("Write the address, or take away the tick at e-mail."))
        if bool(values.get("from_time")) != bool(values.get("to_time")):
            self._ask("to_time", gettext("Write both times, or none."))
        return values

    def _ask(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)

    def wish(self) -> ContactWish:
        values = self.cleaned_data
        return ContactWish(
            channels=tuple(values["channels"]),
            phone=values["phone"],
            email=values["email"],
            days=values.get("days") or Days.ALL.value,
            from_time=values.get("from_time"),
            to_time=values.get("to_time"),
            may_leave_message=values.get("may_leave_message", False),
            seen_by=values.get("seen_by", ""),
            sender_name=values.get("sender_name", ""),
            code_word=values.get("code_word", ""),
        )


class AgreeContactForm(ContactForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
