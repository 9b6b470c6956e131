"""A team and its people; who takes a case."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from ..models import Side, Team
from ..rules import may_join_team


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
