"""A message to the client, a mail to an agency, a call that was made."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frirum.casefile.people.kinds import Channel
from frirum.casefile.people.models import ContactWay
from frirum.foundation.wall.rulings import Ruling

from ..models.messages import CALL_OUTCOMES, Outcome
from ..neutral import Neutral
from ..rules import may_call_be_kept

_OWN_WORDS = "own"
MayWrite = Callable[..., Ruling]


class MessageForm(forms.Form):
    """By a way agreed as safe; a text message holds a neutral text alone."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    way = forms.ChoiceField(
        label=gettext_lazy("Where to?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where it is sent.")},
    )
    text = forms.ChoiceField(
        label=gettext_lazy("What does it say?"),
        choices=[*Neutral.choices, (_OWN_WORDS, gettext_lazy("Own words, by e-mail alone"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it says.")},
    )
    own_words = forms.CharField(
        label=gettext_lazy("Own words"),
        help_text=gettext_lazy(
            "Looked through before it is sent. Nothing that others may not see."
        ),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, data: Any, *, ways: Sequence[tuple[ContactWay, Channel]], may_write: MayWrite
    ) -> None:
        super().__init__(data)
        self._may_write = may_write
        self._ways = {f"{way.pk}:{channel}": (way, channel) for way, channel in ways}
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (key, f"{channel.label}: {way.value}") for key, (way, channel) in self._ways.items()
        ]

    def clean(self) -> None:
        if self.cleaned_data.get("text") == _OWN_WORDS and not self.cleaned_data.get("own_words"):
            self.add_error("own_words", _("Write the message."))
        if not self.errors:
            way, channel, is_neutral = (self.answers[k] for k in ("way", "channel", "is_neutral"))
            ruling = self._may_write(way=way, channel=channel, is_neutral=is_neutral)
            if not ruling.allowed:
                self.add_error("way", str(ruling.refusal))

    @property
    def answers(self) -> dict[str, Any]:
        way, channel = self._ways[self.cleaned_data["way"]]
        is_neutral = self.cleaned_data["text"] != _OWN_WORDS
        words = (
            str(Neutral(self.cleaned_data["text"]).label)
            if is_neutral
            else self.cleaned_data["own_words"]
        )
        once: UUID = self.cleaned_data["once"]
        return {
            "way": way,
            "channel": channel,
            "text": words,
            "is_neutral": is_neutral,
            "once": once,
        }


class MailForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("E-mail address of the agency"),
        help_text=gettext_lazy("One address. Take it from the register, never from the caller."),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the agency’s address.")},
    )


class CallForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    outcome = forms.TypedChoiceField(
        label=gettext_lazy("How did it go?"),
        choices=[(one.value, one.label) for one in CALL_OUTCOMES],
        coerce=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it went.")},
    )
    was_known = forms.BooleanField(
        label=gettext_lazy("The code word was right, or the answer was one that only they know"),
        required=False,
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> None:
        said = self.cleaned_data
        ruling = may_call_be_kept(said.get("outcome", ""), was_known=said["was_known"])
        if not ruling.allowed:
            self.add_error("was_known", str(ruling.refusal))
