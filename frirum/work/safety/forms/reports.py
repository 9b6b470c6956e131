"""Who gets the report of an instrument, and on what basis."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.asking import AsksBasis
from frirum.casefile.consents.kinds import RecipientRole

REPORT_TO = (
    RecipientRole.POLICE,
    RecipientRole.COURT,
    RecipientRole.PROBATION,
    RecipientRole.MUNICIPALITY,
    RecipientRole.HEALTH,
    RecipientRole.CLIENT,
)


class ReportForm(AsksBasis):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    role = forms.TypedChoiceField(
        label=_("Who gets it?"),
        choices=[(one.value, one.label) for one in REPORT_TO],
        coerce=RecipientRole,
    )
    recipient = forms.CharField(label=_("Name of the person"), max_length=120)

    field_order = ("role", "recipient", "basis_code", "basis_reason")

    def needs_basis(self) -> bool:
        return bool(self.cleaned_data.get("role") != RecipientRole.CLIENT)
