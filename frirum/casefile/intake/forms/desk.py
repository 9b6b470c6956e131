"""The conflict desk's decision: each pair, how it goes on, and why."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matching.models import Answer

from ..choices import DeskOutcome


class HoldForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("How does it go on?"),
        choices=DeskOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes on.")},
    )
    team = forms.TypedChoiceField(
        label=_("Team that takes it"), coerce=UUID, required=False, empty_value=None
    )
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for the conflict desk alone."),
        error_messages={"required": _("Write why. It is kept for the conflict desk alone.")},
    )

    def __init__(
        self, *args: Any, pairs: Sequence[UUID], teams: Iterable[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pairs = pairs
        self.fields["team"].choices = [("", gettext("The team it lies with")), *teams]  # type: ignore[attr-defined]
        for pair in pairs:
            self.fields[f"pair-{pair}"] = forms.ChoiceField(
                label=_("Same person?"),
                choices=Answer.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Decide this pair.")},
            )

    def answers(self) -> dict[UUID, Answer]:
        return {pair: Answer(self.cleaned_data[f"pair-{pair}"]) for pair in self.pairs}
