"""The question on what basis something leaves, as every form that lets something out asks it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .basis import Basis

CONSENT, LAW = "consent:", "law:"
SHORTEST_REASON = 20
Choices = Sequence[tuple[str, Any]]


class AsksBasis(forms.Form):
    """`bases`: what may be chosen, each a code that begins with CONSENT or LAW, and its words.

    Without any (what goes to the client) nothing is asked, and `basis` is None.
    """

    basis_code = forms.ChoiceField(
        label=gettext_lazy("On what basis may it leave?"),
        error_messages={"required": gettext_lazy("Choose the basis on which it leaves.")},
    )
    basis_reason = forms.CharField(
        label=gettext_lazy("Why does the law allow it here?"),
        help_text=gettext_lazy("Only without consent. It stands in the list of what left."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, bases: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis_code"].choices = [("", _("Choose")), *bases]  # type: ignore[attr-defined]

    def needs_basis(self) -> bool:
        """A form in which the recipient is chosen too says here when it is the client."""
        return True

    def clean(self) -> None:
        super().clean()
        code = self.cleaned_data.get("basis_code", "")
        reason = (self.cleaned_data.get("basis_reason") or "").strip()
        if code.startswith(LAW) and len(reason) < SHORTEST_REASON:
            self.add_error(
                "basis_reason", _("Write in at least 20 characters why the law allows it here.")
            )
        if not self.needs_basis() and "basis_code" in self.errors:
            del self.errors["basis_code"]

    @property
    def basis(self) -> Basis | None:
        code = self.cleaned_data.get("basis_code") or ""
        if not code or not self.needs_basis():
            return None
        if code.startswith(CONSENT):
            return Basis(consent=UUID(code.removeprefix(CONSENT)))
        return Basis(law=code.removeprefix(LAW), reason=self.cleaned_data["basis_reason"].strip())
