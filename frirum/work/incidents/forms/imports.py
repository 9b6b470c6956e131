"""What is asked on the way from a phone's export to the log. Forms parse; actions decide."""

import re
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frirum.foundation.ui.dates import day

from ..imports.exports import Kind
from ..queries.imports import OtherParty
from ..queries.uploads import Sent
from .exhibits import LOST

LISTED = 12
_CHATS = {Kind.WHATSAPP_TEXT.value, Kind.WHATSAPP_ZIP.value}
_PARTIES = ("parties", "more_parties")
_MOST_IN_A_PAIR = 2
_NUMBER = re.compile(r"\+?[0-9][0-9 ()./-]{5,24}")
_TOO_LARGE = gettext_lazy(
    "The file is larger than 50 MB. Make the export again without pictures and films, or of "
    "a shorter time, and add the pictures one by one as exhibits."
)


class ExportForm(forms.Form):
    """One file, as the phone made it."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    file = forms.FileField(
        label=gettext_lazy("The file from the phone"),
        help_text=gettext_lazy("An .xml, .txt or .zip file of up to 2 GB."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
    )

    def __init__(self, data: Any, files: Any, *, length: int = 0, sent: Sent | None = None) -> None:
        super().__init__(data, files)
        self.sent = sent or Sent()
        self.fields["file"].required = not self.sent.files
        if length > settings.FORM_POST_LIMIT:
            self.fields["file"].error_messages["required"] = _TOO_LARGE

    def clean_file(self) -> Any:
        if self.sent.lost:
            raise ValidationError(LOST)
        file = self.sent.files[0] if self.sent.files else self.cleaned_data["file"]
        if not file.size:
            raise ValidationError(_("This file is empty. Make the export again."))
        return file


class ChoiceForm(forms.Form):
    """Whose messages are wanted. A phone holds everybody the client wrote to."""

    parties = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these is the other party?"),
        help_text=gettext_lazy(
            "Choose more than one when the same person has used several numbers. Nothing from "
            "anybody else is read into the case."
        ),
        error_messages={"required": gettext_lazy("Choose at least one.")},
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    more_parties = forms.MultipleChoiceField(
        label=gettext_lazy("Those who wrote or called less"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    other_party = forms.ChoiceField(
        label=gettext_lazy("Who in the chat is the other party?"), widget=forms.RadioSelect
    )
    own_name = forms.ChoiceField(
        label=gettext_lazy("And who is the client?"),
        help_text=gettext_lazy("The client's own answers are kept with the messages they answer."),
        widget=forms.RadioSelect,
        required=False,
    )
    keep_numbers = forms.BooleanField(
        label=gettext_lazy("Write a new number down under People and contact"),
        required=False,
        initial=True,
    )
    day_first = forms.TypedChoiceField(
        label=gettext_lazy("How does the phone write dates?"),
        help_text=gettext_lazy("The file does not tell. Ask the client when in doubt."),
        choices=[
            ("yes", gettext_lazy("Day first: 3.9. is the third of September")),
            ("no", gettext_lazy("Month first: 3/9 is the ninth of March")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Any, *, survey: dict[str, Any], other: OtherParty, may_keep: bool
    ) -> None:
        self.survey, self.other = survey, other
        known = other.keys
        self.is_chat = survey["kind"] in _CHATS
        suggested = {None: None, True: "yes", False: "no"}[survey["suggested_day_first"]]
        super().__init__(data, initial={"day_first": suggested})
        numbered = list(enumerate(survey["parties"]))
        if self.is_chat:
            self._ask_in_chat(numbered, known)
        else:
            self._ask_in_backup(numbered, known)
        if not survey["needs_date_order"]:
            del self.fields["day_first"]
        if may_keep and other.person and any(map(self._is_new, survey["parties"])):
            self.fields["keep_numbers"].help_text = _(
                "It is kept as a number of %(name)s, and checked as every number is."
            ) % {"name": other.person.full_name or _("the other party")}
        else:
            del self.fields["keep_numbers"]

    def _ask_in_chat(self, numbered: list[tuple[int, Any]], known: Collection[str]) -> None:
        choices = [(str(number), _party(party)) for number, party in numbered]
        names = [(str(number), party["label"]) for number, party in numbered]
        self.fields["other_party"].choices = choices  # type: ignore[attr-defined]
        self.fields["own_name"].choices = names  # type: ignore[attr-defined]
        self.initial["other_party"] = next(iter(_known(numbered, known)), None)
        if len(numbered) <= _MOST_IN_A_PAIR:
            del self.fields["own_name"]
        del self.fields["parties"], self.fields["more_parties"]

    def _ask_in_backup(self, numbered: list[tuple[int, Any]], known: Collection[str]) -> None:
        heard = [(number, party) for number, party in numbered if party["incoming"]]
        likely = _known(heard, known)
        # Numbers the case knows stand on top, then those with most messages.
        heard.sort(key=lambda one: str(one[0]) not in likely)
        choices = [(str(number), _party(party)) for number, party in heard]
        self.fields["parties"].choices = choices[:LISTED]  # type: ignore[attr-defined]
        self.fields["more_parties"].choices = choices[LISTED:]  # type: ignore[attr-defined]
        self.initial["parties"] = likely
        if not choices[LISTED:]:
            self.fields["parties"].required = True
            del self.fields["more_parties"]
        del self.fields["other_party"], self.fields["own_name"]

    def _is_new(self, party: dict[str, Any]) -> bool:
        """A number, not a name, that the case does not know as the other party's."""
        return bool(_NUMBER.fullmatch(party["label"])) and party["key"] not in self.other.keys

    def clean(self) -> None:
        given = self.cleaned_data
        if self.is_chat:
            if given.get("own_name") and given.get("own_name") == given.get("other_party"):
                self.add_error("own_name", _("The client and the other party are two people."))
        elif "more_parties" in self.fields and not any(map(given.get, _PARTIES)):
            self.add_error("parties", _("Choose at least one."))

    @property
    def choice(self) -> dict[str, Any]:
        """What the reader is told; JSON can hold it."""
        given, parties = self.cleaned_data, self.survey["parties"]
        choice: dict[str, Any] = {"day_first": given.get("day_first")}
        if self.is_chat:
            own = given.get("own_name")
            choice["other_party"] = parties[int(given["other_party"])]["label"]
            choice["own_name"] = parties[int(own)]["label"] if own else None
        else:
            chosen = [*given["parties"], *given.get("more_parties", ())]
            choice["parties"] = [parties[int(number)]["key"] for number in chosen]
        return choice

    @property
    def new_numbers(self) -> list[str]:
        """Those of the chosen that are to be written down as the other party's."""
        given, parties = self.cleaned_data, self.survey["parties"]
        if not given.get("keep_numbers"):
            return []
        chosen = [number for name in _PARTIES for number in given.get(name, ())]
        picked = [parties[int(number)] for number in chosen or [given["other_party"]]]
        return [party["label"] for party in picked if self._is_new(party)]


def _known(numbered: list[tuple[int, Any]], known: Collection[str]) -> list[str]:
    return [
        str(number)
        for number, party in numbered
        if party["key"] in known or party["name"].casefold() in known
    ]


def _party(party: dict[str, Any]) -> SafeString:
    """Who, how much and from when to when."""
    label = party["label"] or _("Hidden number")
    who = f"{party['name']} · {label}" if party["name"] else label
    count = ngettext("%(count)d message or call", "%(count)d messages or calls", party["count"]) % {
        "count": party["count"]
    }
    facts = [count]
    if party["incoming"]:
        facts.append(_("%(count)d from them") % {"count": party["incoming"]})
    if party["first_at"]:
        first, last = (datetime.fromisoformat(party[at]) for at in ("first_at", "last_at"))
        facts.append(f"{day(first)} – {day(last)}")
    return format_html("{}<br><small>{}</small>", who, " · ".join(facts))
