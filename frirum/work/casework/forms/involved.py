"""Who is involved, who coordinates, what was said."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.agencies.models import AgencyPerson
from frirum.casefile.agencies.queries import Recipient
from frirum.foundation.ui.forms import ClockField, DayField

from ..facts import ToldContact
from ..kinds import ContactChannel, IdentityCheck
from ..rules import may_rely_on
from .whom import WhomField, found_in_register

_OURSELVES, _THEM = "us", "them"


class FindForm(forms.Form):
    q = forms.CharField(label=_("Which authority or service?"), max_length=80)


class InvolveForm(forms.Form):
    """An agency is chosen already."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    agent = forms.TypedChoiceField(
        label=_("Who there?"), coerce=UUID, empty_value=None, required=False
    )
    purpose = forms.CharField(
        label=_("What for?"),
        help_text=_("Such as: the children's case, treatment, the investigation."),
        max_length=120,
    )
    journal_number = forms.CharField(label=_("Their journal number"), max_length=60, required=False)
    since = DayField(label=_("Since when?"))

    def __init__(
        self, *args: Any, people: Iterable[AgencyPerson], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        nobody = ("", gettext("Nobody by name yet"))
        self.fields["agent"].choices = [  # type: ignore[attr-defined]
            nobody,
            *((pk, str(person)) for pk, person in self.people.items()),
        ]
        self.fields["since"].initial, self.fields["since"].latest = today, today  # type: ignore[attr-defined]

    @property
    def somebody(self) -> AgencyPerson | None:
        return self.people.get(self.cleaned_data["agent"])


class EndForm(forms.Form):
    ended_on = DayField(label=_("On which day did their part end?"))

    def __init__(self, *args: Any, since: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ended_on"]
        field.initial, field.earliest, field.latest = today, since, today


class CoordinatorForm(forms.Form):
    """An involved agency, one of ourselves, or nobody."""

    who = forms.ChoiceField(label=_("Who coordinates?"), required=False, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, involved: dict[UUID, str], workers: dict[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ours = gettext("%(name)s, from here")
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *((f"{_THEM}:{pk}", words) for pk, words in involved.items()),
            *((f"{_OURSELVES}:{pk}", ours % {"name": name}) for pk, name in workers.items()),
            ("", gettext("Nobody yet")),
        ]

    @property
    def involvement(self) -> UUID | None:
        return self._of(_THEM)

    @property
    def worker(self) -> UUID | None:
        return self._of(_OURSELVES)

    def _of(self, group: str) -> UUID | None:
        kind, _colon, pk = self.cleaned_data["who"].partition(":")
        return UUID(pk) if kind == group else None


class ContactForm(forms.Form):
    """One talk, letter or meeting."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    whom = WhomField(label=_("With whom?"), required=False)
    who = forms.CharField(label=_("Name, when it is somebody else"), max_length=120, required=False)
    channel = forms.TypedChoiceField(
        label=_("How?"),
        choices=ContactChannel.choices,
        coerce=ContactChannel,
        widget=forms.RadioSelect,
        initial=ContactChannel.PHONE,
    )
    is_incoming = forms.TypedChoiceField(
        label=_("Who began?"),
        choices=[("no", _("We contacted them")), ("yes", _("They contacted us"))],
        coerce=lambda code: code == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    check = forms.TypedChoiceField(
        label=_("How did you know who they were?"),
        help_text=_("Somebody who calls in is called back on the number from the register."),
        choices=IdentityCheck.choices,
        coerce=IdentityCheck,
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("Day"))
    clock = ClockField(label=_("About what time"))
    said = forms.CharField(
        label=_("What was said and agreed?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8000,
    )

    def __init__(self, *args: Any, whom: Iterable[Recipient], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found_in_register(self.fields["whom"], whom, gettext("Somebody else"))
        local = timezone.localtime(now)
        self.fields["day"].initial, self.fields["clock"].initial = local.date(), local.time()
        self.now = now

    def clean(self) -> None:
        said = self.cleaned_data
        if not said.get("who") and "whom" in said and said["whom"].agency is None:
            self.add_error("who", gettext("Write who it was."))
        if not self.errors and self.told.at > self.now:
            self.add_error("clock", gettext("This lies in the future. Check the day and the time."))
        if not self.errors and not (may := may_rely_on(self.told)).allowed:
            self.add_error("check", str(may.refusal))

    @property
    def told(self) -> ToldContact:
        said = self.cleaned_data
        at = timezone.make_aware(datetime.combine(said["day"], said["clock"]))
        return ToldContact(
            at=at,
            channel=said["channel"],
            is_incoming=said["is_incoming"],
            check=said["check"],
            said=said["said"],
            whom=said["whom"],
            who=said["who"],
        )
