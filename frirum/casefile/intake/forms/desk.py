"""The conflict desk's decision: each pair, how it goes on, and why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matching.models import Answer
from frirum.casefile.matters.queries import TeamChoice

from ..choices import DeskOutcome
from ..rules import may_conclude
from .again import heeds


class WaitForm(forms.Form):
    prefix = "wait"

    reason = forms.CharField(
        label=_("What is missing?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write what is missing. The desk alone reads it.")},
    )


class HoldForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How does it go on?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes on.")},
    )
    team = forms.TypedChoiceField(
        label=_("Team that takes it"),
        help_text=_("Where and when each meets clients is written beside it."),
        coerce=UUID,
        required=False,
        empty_value=None,
    )
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for the conflict desk alone."),
        error_messages={"required": _("Write why. It is kept for the conflict desk alone.")},
    )

    def __init__(
        self,
        *args: Any,
        pairs: Sequence[UUID],
        teams: Sequence[TeamChoice],
        outcomes: Sequence[DeskOutcome],
        **kwargs: Any,
    ) -> None:
        """`outcomes` are those that change something for this file."""
        super().__init__(*args, **kwargs)
        self.pairs, self.outcomes = pairs, outcomes
        self.meetings: list[tuple[str, list[str]]] = []
        self.fields["outcome"].choices = [(one.value, one.label) for one in outcomes]  # type: ignore[attr-defined]
        if DeskOutcome.OTHER_TEAM in outcomes:
            words = [(each.team.pk, each.words) for each in teams]
            self.fields["team"].choices = [("", gettext("The team it lies with")), *words]  # type: ignore[attr-defined]
            self.meetings = [(each.team.name, each.meets) for each in teams if each.meets]
        else:
            del self.fields["team"]
        for number, pair in enumerate(pairs, start=1):
            self.fields[f"pair-{pair}"] = forms.ChoiceField(
                label=gettext("Pair %(number)s: same person?") % {"number": number},
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Decide this pair.")},
            )

    def clean(self) -> None:
        """How it goes on follows from the pairs; said here, so that nothing typed is lost."""
        given = self.cleaned_data
        if self.errors:
            return
        outcome = DeskOutcome(given["outcome"])
        is_same = Answer.SAME in self.answers().values()
        may = may_conclude(outcome, is_same=is_same, has_team=given.get("team") is not None)
        is_team_missing = is_same and outcome == DeskOutcome.OTHER_TEAM
        heeds(self, may, field="team" if is_team_missing else "outcome")

    def answers(self) -> dict[UUID, Answer]:
        return {pair: Answer(self.cleaned_data[f"pair-{pair}"]) for pair in self.pairs}
