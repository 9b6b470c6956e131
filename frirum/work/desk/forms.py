"""What may be asked of the desk's lists."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import MOVES, Case, PhaseKind, Status
from frirum.foundation.ui.forms import DayField


class CaseFilter(forms.Form):
    """Which cases a list shows. Nonsense in the address shows the plain list."""

    status = forms.CharField(required=False)
    mine = forms.BooleanField(required=False)
    before = forms.CharField(required=False)

    def clean_before(self) -> tuple[datetime, UUID] | None:
        """A place in the list, as `moment_id`."""
        moment, _bar, pk = self.cleaned_data["before"].partition("_")
        try:
            at, last = parse_datetime(moment.replace(" ", "+")), UUID(pk)
        except ValueError:
            return None
        return (at, last) if at and timezone.is_aware(at) else None


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name, birth date, phone or case number"),
        help_text=_("A part of a name is enough, or four digits of the number."),
        min_length=2,
        max_length=80,
        error_messages={
            "required": _("Write a name, a birth date, a phone or a case number."),
            "min_length": _("Write at least two letters of the name."),
        },
    )


class MoveForm(forms.Form):
    """The statuses a case may go to from where it is."""

    status = forms.ChoiceField(label=_("The case is now"), widget=forms.RadioSelect)

    def __init__(self, case: Case, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (value, label)
            for value, label in Status.choices
            if value in MOVES[case.status] or value == case.status
        ]

    def clean_status(self) -> Status:
        return Status(self.cleaned_data["status"])


class PhaseForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("The stalking"), choices=PhaseKind.choices, widget=forms.RadioSelect
    )
    since = DayField(
        label=_("Since"), help_text=_("The day it began again or stopped, as far as known.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["since"].latest = timezone.localdate()  # type: ignore[attr-defined]

    def clean_kind(self) -> PhaseKind:
        return PhaseKind(self.cleaned_data["kind"])
