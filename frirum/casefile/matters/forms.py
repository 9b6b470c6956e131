"""Which case to open and why; what crosses the wall; teams; who takes a case. Parsing only."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import RegexValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField

from .models import Basis, Danger, ForWhom, GlassReason, Side, Team
from .rules import REASON_LETTERS, WORDS_MOST, may_join_team, may_pass_on

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as _Words


def _at_length(
    label: "_Words", *, missing: "_Words", most: int, help_text: "_Words", rows: int = 3
) -> forms.CharField:
    """Reasons in whole sentences; too short is as good as nothing, and is told the same."""
    return forms.CharField(
        label=label,
        min_length=REASON_LETTERS,
        max_length=most,
        help_text=help_text,
        error_messages={"required": missing, "min_length": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class NumberField(forms.CharField):
    """A case number, however it was written down."""

    def to_python(self, value: Any) -> str:
        plain = "".join(str(super().to_python(value)).split()).replace("-", "").upper()
        return f"{plain[:3]}-{plain[3:]}" if plain else ""


class BreakGlassForm(forms.Form):
    number = NumberField(
        label=_("Case number"),
        help_text=_("As it stands on the case, such as K7M-4Q2."),
        error_messages={"required": _("Write the number of the case.")},
        validators=[
            RegexValidator(
                r"^[A-Z0-9]{3}-[A-Z0-9]{3}$", _("A case number has three characters twice.")
            )
        ],
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "is-short"}
        ),
    )
    reason_code = forms.TypedChoiceField(
        label=_("Why now?"),
        choices=GlassReason.choices,
        coerce=GlassReason,
        error_messages={"required": _("Choose what it is about.")},
        widget=forms.RadioSelect,
    )
    reason = _at_length(
        _("What has happened?"),
        missing=_("Write in at least 20 characters why it can't wait."),
        most=1_000,
        help_text=_("At least 20 characters. Everybody who stands with the case can read it."),
        rows=4,
    )


class TeamForm(forms.Form):
    """A team and its people. The side is chosen once, when the team is set up."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("What is the team called?"),
        max_length=60,
        error_messages={"required": _("Write a name that everybody in the house knows.")},
    )
    side = forms.TypedChoiceField(
        label=_("Which side does it work on?"),
        choices=Side.choices,
        coerce=Side,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the side. It cannot be changed later.")},
    )
    leader = forms.TypedChoiceField(
        label=_("Who leads it?"), coerce=UUID, required=False, empty_value=None
    )
    workers = forms.TypedMultipleChoiceField(
        label=_("Who works in it?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    site = forms.CharField(
        label=_("Where does it meet clients?"),
        max_length=60,
        required=False,
        help_text=_("As you say it in the house, such as “Nørregade”. The conflict desk sees it."),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: Any,
        *,
        leaders: Mapping[UUID, str],
        workers: Mapping[UUID, str],
        elsewhere: Mapping[UUID, set[str]],
        team: Team | None = None,
        members: Sequence[UUID] = (),
    ) -> None:
        self.held = {} if team is None else _answers_of(team, members)
        super().__init__(data, initial=self.held)
        self.differences: list[tuple[Any, str]] = []
        self.names, self.elsewhere, self.team = workers, elsewhere, team
        self.fields["leader"].choices = [("", _("Nobody yet")), *leaders.items()]  # type: ignore[attr-defined]
        self.fields["workers"].choices = list(workers.items())  # type: ignore[attr-defined]
        if team:
            del self.fields["side"]

    def clean(self) -> None:
        given = self.cleaned_data
        side = self.team.side if self.team else given.get("side", "")
        chosen = {"leader": [given.get("leader")], "workers": given.get("workers", [])}
        for field, people in chosen.items():
            for one in filter(None, people if side else ()):
                may = may_join_team(Team(side=side), self.elsewhere.get(one, set()))
                if not may.allowed:
                    self.add_error(field, f"{self.names.get(one, '')}: {may.refusal}")
        is_late = self.team is not None and given.get("version") != self.team.version
        if is_late and not self.is_kept_already:
            self._say_what_changed()

    @property
    def is_kept_already(self) -> bool:
        """Sent twice, or somebody else wrote the very same."""
        return bool(self.held) and not self.errors and _plain(self.answers) == _plain(self.held)

    def _say_what_changed(self) -> None:
        self.differences = [
            (self.fields[name].label, self._in_words(self.held[name]))
            for name, typed in _plain(self.cleaned_data).items()
            if typed != _plain(self.held)[name]
        ]
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["version"] = str(self.held["version"])
        self.data = typed
        self.add_error(
            None,
            _("Somebody changed this meanwhile. See what it says now; save again to keep yours."),
        )

    def _in_words(self, value: Any) -> str:
        said = value if isinstance(value, list) else [value]
        words: dict[Any, Any] = {"": "–", None: "–"}
        words |= {**self.names}
        words |= WEEKDAYS
        return ", ".join(str(words.get(one, one)) for one in said) or "–"

    @property
    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {name: given[name] for name in ("name", "leader", "workers", "site", "days")}


def _answers_of(team: Team, members: Sequence[UUID]) -> dict[str, Any]:
    """What the form of this team says now. Who leads a team works in it."""
    others = sorted((one for one in members if one != team.leader), key=str)
    return {
        "version": team.version,
        "name": team.name,
        "leader": team.leader,
        "workers": others,
        "site": team.site,
        "days": sorted(team.weekdays),
    }


def _plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the form asks, in an order that can be compared."""
    leader, workers = answers.get("leader"), answers.get("workers", ())
    others = sorted((one for one in workers if one != leader), key=str)
    asked = {name: answers.get(name) for name in ("name", "site", "days")}
    return {**asked, "leader": leader, "workers": others}


class AllocateForm(forms.Form):
    """Who takes the case: a worker of a team, or a team until somebody is free."""

    to = forms.ChoiceField(
        label=_("Which worker?"),
        error_messages={
            "required": _("Choose somebody."),
            "invalid_choice": _("Choose somebody from the list."),
        },
    )

    def __init__(
        self,
        data: Any,
        *,
        posts: Sequence[tuple[Team, Mapping[UUID, str]]],
        standing: Collection[UUID | None],
        with_nobody: bool,
    ) -> None:
        super().__init__(data)
        self.teams = {str(team.pk): team for team, _workers in posts}
        nobody = [("", _("Nobody yet: it waits with the team"))] if with_nobody else []
        groups = []
        for team, workers in posts:
            free = [(one, name) for one, name in workers.items() if one not in standing]
            rows = [(f"{team.pk}:{one}", name) for one, name in [*free, *nobody]]
            groups += [(team.name, rows)] if rows else []
        self.fields["to"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]
        self.has_anybody = bool(groups)

    def clean_to(self) -> tuple[Team, UUID | None]:
        team, _colon, worker = self.cleaned_data["to"].partition(":")
        return self.teams[team], UUID(worker) if worker else None


class CrossingForm(forms.Form):
    """What is to be passed on across the wall, to the letter, and why."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    danger = forms.TypedChoiceField(
        label=_("What is it about?"),
        choices=Danger.choices,
        coerce=Danger,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    reason = _at_length(
        _("What have you heard, when, and how sure is it?"),
        missing=_("Write in at least 20 characters what you have heard."),
        most=2_000,
        help_text=_("Read by the conflict desk alone. It is not passed on."),
        rows=4,
    )
    words = forms.CharField(
        label=_("What shall be passed on, to the letter?"),
        max_length=WORDS_MOST,
        help_text=_(
            "The fewest words that protect life, such as “Be careful on the way to and from work "
            "this week.” No names, no place where anybody lives, nothing of how you know it."
        ),
        error_messages={"required": _("Write the words that shall be passed on.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    basis = forms.TypedChoiceField(
        label=_("On what legal basis?"),
        choices=Basis.choices,
        coerce=Basis,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the legal basis.")},
    )
    for_whom = forms.TypedChoiceField(
        label=_("Whose task shall it be there?"),
        choices=ForWhom.choices,
        coerce=ForWhom,
        initial=ForWhom.WORKER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose task it is.")},
    )
    is_read = forms.BooleanField(
        label=_("I have read the words again: no name, no place, nothing that is not needed"),
        error_messages={"required": _("Read the words once more, then tick this.")},
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].strip()
        may = may_pass_on(words)
        if not may.allowed:
            raise forms.ValidationError(str(may.refusal))
        return words

    @property
    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "is_read"}


class RelationForm(forms.Form):
    """Somebody one is close to."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    name = forms.CharField(
        label=_("Who is it?"),
        max_length=120,
        help_text=_("Given name and family name."),
        error_messages={"required": _("Write the name.")},
    )
    birth_date = DayField(
        label=_("When were they born?"),
        required=False,
        help_text=_("If you know it: it tells two people of one name apart."),
    )
    relation = forms.CharField(
        label=_("What are they to you?"),
        max_length=120,
        help_text=_("Such as: my brother, a close friend, my former husband."),
        error_messages={"required": _("Write what they are to you.")},
    )
    phone = forms.CharField(label=_("Their phone"), max_length=40, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    town = forms.CharField(
        label=_("Postcode and town"),
        max_length=80,
        required=False,
        help_text=_("Phone and address only as far as you know them. They spare false alarms."),
    )


class ShieldForm(forms.Form):
    """Why a case is for those named alone, or no longer."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever sees the case reads it."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, *args: Any, is_standing: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_standing:
            self.fields["reason"].label = _("Why is it no longer needed?")


class AgainForm(forms.Form):
    """Which message came back and is written anew."""

    igen = forms.UUIDField(required=False)


class SendBackForm(forms.Form):
    answer = _at_length(
        _("What has to be different?"),
        missing=_("Write in at least 20 characters what has to be different."),
        most=1_000,
        help_text=_("Whoever wrote it reads this. You look at the words, not at the other side."),
    )


class InsteadForm(forms.Form):
    instead = _at_length(
        _("What did you do, and whom did you tell?"),
        missing=_("Write in at least 20 characters what was done."),
        most=1_000,
        help_text=_("Such as: police called at 14.20, journal number, who took it."),
    )


class DeedForm(forms.Form):
    deed = _at_length(
        _("What was done to keep them safe?"),
        missing=_("Write in at least 20 characters what was done."),
        most=2_000,
        help_text=_("Whom you called and when, what was agreed, what you do next."),
    )
