"""A report, a time under probation, and their steps."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.casefile.agencies.queries import Recipient
from frirum.foundation.ui.forms import DayField

from ..facts import ToldProceeding
from ..kinds import FIRST_STAGES, MOVES, Informed, ProceedingKind, Stage
from ..models import Proceeding
from ..rules import may_step
from .whom import WhomField, found_in_register

_ABOUT = forms.Textarea(attrs={"rows": 4})


class _ProceedingForm(forms.Form):
    kind: ProceedingKind

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    whom = WhomField(label=_("Where?"), required=False)
    started_on = DayField(label=_("On which day?"))
    journal_number = forms.CharField(label=_("Journal number"), max_length=60, required=False)
    about = forms.CharField(label=_("What is it about?"), widget=_ABOUT, max_length=4000)

    def __init__(self, *args: Any, whom: Iterable[Recipient], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found_in_register(self.fields["whom"], whom)
        self.fields["started_on"].latest = today  # type: ignore[attr-defined]

    @property
    def told(self) -> ToldProceeding:
        said = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return ToldProceeding(kind=self.kind, **said)


class ReportForm(_ProceedingForm):
    """`asks`: on the exposed side the police are asked to tell the client first."""

    kind = ProceedingKind.REPORT

    informed = forms.ChoiceField(
        label=_("Is the client told before the police contact the other party?"),
        help_text=_("Ask the officer for it. A task reminds of it until she has been told."),
        choices=Informed.choices,
        widget=forms.RadioSelect,
        initial=Informed.NOT_YET,
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number: Any = self.fields["journal_number"]
        number.help_text = _("The police give one when they open a case.")
        if not asks:
            del self.fields["informed"]


class ProbationForm(_ProceedingForm):
    kind = ProceedingKind.PROBATION

    stage = forms.TypedChoiceField(
        label=_("What is it?"),
        choices=[(one, one.label) for one in FIRST_STAGES[ProceedingKind.PROBATION]],
        coerce=Stage,
        widget=forms.RadioSelect,
        initial=Stage.SUPERVISED,
    )


class InformedForm(forms.Form):
    informed = forms.ChoiceField(
        label=_("Is the client told before the police contact the other party?"),
        choices=Informed.choices,
        widget=forms.RadioSelect,
    )


class StepForm(forms.Form):
    """What it has become. Only what can follow is offered."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    stage = forms.TypedChoiceField(
        label=_("What has it become?"), coerce=Stage, widget=forms.RadioSelect
    )
    on = DayField(label=_("On which day?"), help_text=_("A court date is the day of the hearing."))
    journal_number = forms.CharField(
        label=_("Journal number, when there is a new one"), max_length=60, required=False
    )
    text = forms.CharField(
        label=_("More about it"),
        help_text=_("The reason it was dropped, the court and hour, the sentence."),
        widget=_ABOUT,
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, proceeding: Proceeding, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proceeding, self.today = proceeding, today
        ways = MOVES[ProceedingKind(proceeding.kind)][proceeding.stage]
        self.fields["stage"].choices = [(one, one.label) for one in Stage if one in ways]  # type: ignore[attr-defined]

    def clean(self) -> None:
        stage, on = self.cleaned_data.get("stage"), self.cleaned_data.get("on")
        if stage and on:
            may = may_step(self.proceeding, stage, on, today=self.today)
            if not may.allowed:
                self.add_error("on", str(may.refusal))
