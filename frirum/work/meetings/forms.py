"""Plan, ask, tell, write down. Forms parse; actions decide."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.rules import SHORTEST_REASON
from frirum.foundation.country.chosen import LEGAL_BASES
from frirum.foundation.ui.forms import ClockField, DayField

from .facts import Guest, ToldMeeting, ToldTopic
from .kinds import Audience
from .models import Invited, Meeting, Minutes, Topic
from .rules import LONGEST, may_plan

_BY_CONSENT = ""
_SAYABLE = [one for one in Content if one not in (Content.CONTACT, Content.NOTES)]


class MeetingForm(forms.Form):
    """A meeting as it is planned."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)
    purpose = forms.CharField(
        label=_("What is the meeting about?"),
        max_length=120,
        error_messages={"required": _("Write what the meeting is about.")},
    )
    day = DayField(label=_("Day"))
    clock = ClockField(label=_("Begins at"))
    minutes = forms.IntegerField(
        label=_("How many minutes?"), min_value=10, max_value=LONGEST, initial=60
    )
    place = forms.CharField(
        label=_("Where?"),
        help_text=_("A house or a room; never somebody’s home."),
        max_length=120,
        required=False,
    )
    coordinator = forms.TypedChoiceField(
        label=_("Who leads the meeting, from here?"), coerce=UUID, empty_value=None
    )
    meets_other_side = forms.BooleanField(
        label=_("Somebody of the other side may be there, as in court or at a hand-over"),
        required=False,
    )
    kept_apart = forms.CharField(
        label=_("How are the two kept apart?"),
        help_text=_("Ask for separate meetings first."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, workers: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].choices = list(workers.items())  # type: ignore[attr-defined]

    def clean(self) -> None:
        if self.errors:
            return
        ruling = may_plan(self.told)
        if not ruling.allowed:
            self.add_error("kept_apart", str(ruling.refusal))

    @property
    def told(self) -> ToldMeeting:
        said = self.cleaned_data
        return ToldMeeting(
            purpose=said["purpose"],
            at=timezone.make_aware(datetime.combine(said["day"], said["clock"])),
            minutes=said["minutes"],
            place=said["place"],
            coordinator=said["coordinator"],
            meets_other_side=said["meets_other_side"],
            kept_apart=said["kept_apart"],
        )


def initial_of(meeting: Meeting) -> dict[str, Any]:
    at = timezone.localtime(meeting.at)
    names = ("purpose", "minutes", "place", "coordinator", "meets_other_side", "kept_apart")
    held = {name: getattr(meeting, name) for name in names}
    return held | {"day": at.date(), "clock": at.time(), "version": meeting.version}


class InviteForm(forms.Form):
    """One of those the case knows, or a name."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    whom = forms.ChoiceField(label=_("Who is asked?"), widget=forms.RadioSelect, required=False)
    who = forms.CharField(
        label=_("Name and place of work, when it is somebody else"),
        max_length=120,
        required=False,
    )
    role = forms.TypedChoiceField(
        label=_("What are they, when it is somebody else?"),
        choices=[("", _("Choose"))]
        + [(one.value, one.label) for one in RecipientRole if one != RecipientRole.CLIENT],
        coerce=RecipientRole,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, guests: dict[str, Guest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guests = guests
        known = [(code, one.words) for code, one in guests.items()]
        self.fields["whom"].choices = [*known, ("", gettext("Somebody else"))]  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("whom") or "whom" in self.errors:
            return
        if not said.get("who"):
            self.add_error("who", gettext("Choose somebody, or write a name."))
        elif not said.get("role"):
            self.add_error("role", gettext("Choose what they are, as it says what they may hear."))

    @property
    def guest(self) -> Guest:
        said = self.cleaned_data
        if said["whom"]:
            return self.guests[said["whom"]]
        return Guest(role=said["role"], who=said["who"].strip())


class TopicForm(forms.Form):
    """One thing to tell."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    content = forms.TypedChoiceField(
        label=_("What kind of thing is it?"),
        choices=[(one.value, one.label) for one in _SAYABLE],
        coerce=Content,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of thing is told.")},
    )
    words = forms.CharField(
        label=_("In a few words"),
        max_length=160,
        error_messages={"required": _("Write in a few words what is told.")},
    )
    law = forms.ChoiceField(
        label=_("On what basis may it be told?"),
        help_text=_("A consent lets those hear it whom it names, and nobody else."),
        required=False,
    )
    law_reason = forms.CharField(
        label=_("Why does the law allow it here?"),
        help_text=_("Only without consent."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["law"].choices = [  # type: ignore[attr-defined]
            (_BY_CONSENT, gettext("The client’s consent to each who hears it")),
            *((one.code, f"{one.words} ({one.statute})") for one in LEGAL_BASES),
        ]

    def clean(self) -> None:
        reason = (self.cleaned_data.get("law_reason") or "").strip()
        if self.cleaned_data.get("law") and len(reason) < SHORTEST_REASON:
            self.add_error(
                "law_reason",
                gettext("Write in at least 20 characters why the law allows it here."),
            )

    @property
    def told(self) -> ToldTopic:
        said = self.cleaned_data
        return ToldTopic(
            content=said["content"],
            words=said["words"],
            law=said["law"],
            law_reason=said["law_reason"] if said["law"] else "",
        )


class HeldForm(forms.Form):
    """Who came."""

    came = forms.TypedMultipleChoiceField(
        label=_("Who was there?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, invited: Iterable[Invited], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(one.pk, one.words) for one in invited]  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """A text; for shared minutes also which topics it tells."""

    text = forms.CharField(
        label=_("Minutes"),
        help_text=_("A line that begins with # is a heading, with - a point of a list."),
        widget=forms.Textarea(attrs={"rows": 16}),
        max_length=20_000,
        error_messages={"required": _("Write what was said and agreed.")},
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("What does it tell?"),
        help_text=_("Whoever gets a copy must be allowed to hear all of it."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the minutes tell.")},
    )

    def __init__(
        self,
        data: Any,
        *,
        audience: Audience,
        topics: Iterable[Topic],
        held: Minutes | None,
    ) -> None:
        initial = {"text": held.text, "topics": held.topics} if held else {}
        super().__init__(data, initial=initial)
        if audience == Audience.HOUSE:
            del self.fields["topics"]
            return
        self.fields["topics"].choices = [(one.pk, one.words) for one in topics]  # type: ignore[attr-defined]
