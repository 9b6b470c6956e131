"""What is asked about ways to a person, and which of them are safe."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import ClockField, DayField, PhoneField
from frirum.foundation.wall.rulings import Ruling

from ..banner import day_names
from ..kinds import Channel, WayKind
from ..safe import EVERY_DAY, NINETY_DAYS, Agreement
from .again import CHANGED, with_answer

_LONGEST = timedelta(days=180)


class WayForm(forms.Form):
    """One way to a person, or one place of theirs."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.TypedChoiceField(
        label=_("What is it?"), choices=WayKind.choices, coerce=WayKind, widget=forms.RadioSelect
    )
    value = forms.CharField(label=_("Number, address or name"), max_length=200)
    remark = forms.CharField(
        label=_("Remark"),
        help_text=_("Such as: her mother's phone, only in the daytime."),
        max_length=120,
        required=False,
    )
    known_from = DayField(label=_("Since when?"), required=False)
    is_safe = forms.BooleanField(
        label=_("Nobody else sees or hears it: we may use it"), required=False
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        is_client: bool,
        may_keep: Callable[[WayKind], Ruling],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.may_keep = may_keep
        self.fields["known_from"].latest = today  # type: ignore[attr-defined]
        if not is_client:
            del self.fields["is_safe"]

    def clean(self) -> None:
        kind, value = self.cleaned_data.get("kind"), self.cleaned_data.get("value", "")
        if kind and not (may := self.may_keep(kind)).allowed:
            self.add_error("kind", str(may.refusal))
        readers: dict[WayKind, forms.Field] = {
            WayKind.PHONE: PhoneField(),
            WayKind.EMAIL: forms.EmailField(
                error_messages={"invalid": _("Write it as name@host, such as alma@post.dk.")}
            ),
        }
        if kind in readers and value:
            try:
                self.cleaned_data["value"] = readers[kind].clean(value)
            except ValidationError as error:
                self.add_error("value", error)


class SafeContactForm(forms.Form):
    """What the client answers when asked. Nothing ticked means no contact."""

    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    channels = forms.TypedMultipleChoiceField(
        label=_("Which ways may we use?"),
        choices=Channel.choices,
        coerce=Channel,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    seen_by = forms.CharField(
        label=_("Who else sees or hears this phone, mail or letter box?"),
        help_text=_("Ask each time. Shared subscriptions, shared screens, children who answer."),
        max_length=200,
        required=False,
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days may we call?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    from_time = ClockField(label=_("Call from"), required=False)
    to_time = ClockField(label=_("Call until"), required=False)
    may_leave_message = forms.BooleanField(
        label=_("We may leave a message, without saying who we are"), required=False
    )
    sender_name = forms.CharField(
        label=_("What we say or show as the sender"), max_length=40, required=False
    )
    code_word = forms.CharField(
        label=_("Code word"),
        help_text=_("The client says it first, so that we know who answers."),
        max_length=40,
        required=False,
    )
    expires_on = DayField(label=_("Ask again no later than"))

    def __init__(
        self, data: Any, *, today: date, current: UUID | None, agreement: Agreement | None
    ) -> None:
        super().__init__(data, initial=_agreement_initial(agreement, today, current))
        self.current, self.held = current, agreement
        self.fields["days"].choices = list(enumerate(day_names()))  # type: ignore[attr-defined]
        self.fields["expires_on"].earliest = today  # type: ignore[attr-defined]
        self.fields["expires_on"].latest = today + _LONGEST  # type: ignore[attr-defined]

    def clean(self) -> None:
        given = self.cleaned_data
        if Channel.PHONE in given.get("channels", ()) and not given.get("days"):
            self.add_error("days", _("Tick the days on which we may call."))
        starts, ends = given.get("from_time"), given.get("to_time")
        if starts and ends and ends <= starts:
            self.add_error("to_time", _("Write a time later than the first."))
        if given.get("seen") != self.current and not self.is_kept_already:
            self.data = with_answer(self.data, "seen", self.current or "")
            self.add_error(None, CHANGED)

    @property
    def is_kept_already(self) -> bool:
        """Sent twice, or the other writer agreed on the very same."""
        return not self.errors and self.agreement == self.held

    @property
    def agreement(self) -> Agreement:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Agreement(
            **{**given, "channels": frozenset(given["channels"]), "days": frozenset(given["days"])}
        )


def _agreement_initial(
    agreement: Agreement | None, today: date, current: UUID | None
) -> dict[str, Any]:
    held = agreement or Agreement(expires_on=today)
    return {
        "seen": current,
        "channels": sorted(held.channels),
        "seen_by": held.seen_by,
        "days": sorted(held.days or EVERY_DAY),
        "from_time": held.from_time,
        "to_time": held.to_time,
        "may_leave_message": held.may_leave_message,
        "sender_name": held.sender_name,
        "code_word": held.code_word,
        "expires_on": today + NINETY_DAYS,
    }
