"""Begin, write, send. Forms parse; actions decide."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.asking import AsksBasis, Choices
from frirum.casefile.consents.kinds import Content, RecipientRole

from ..kinds import SORTS, LetterKind
from ..models import Letter
from ..paper import Form
from ..rules import may_change

_TOLD = [one for one in Content if one not in (Content.CONTACT, Content.NOTES)]


class BeginForm(forms.Form):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.TypedChoiceField(
        label=_("What kind of letter?"),
        choices=[(kind.value, sort.words) for kind, sort in SORTS.items()],
        coerce=LetterKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of letter it is.")},
    )
    recipient = forms.CharField(
        label=_("Who gets it?"),
        help_text=_(
            "One person, with the place they work at. A second one gets a letter of their own."
        ),
        max_length=120,
        error_messages={"required": _("Write who gets the letter.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("da", "Dansk"), ("en", "English")], initial="da",
        widget=forms.RadioSelect,
    )  # fmt: skip

    @property
    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "role": SORTS[given["kind"]].role}


class LetterForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    recipient = forms.CharField(label=_("Who gets it?"), max_length=120)
    subject = forms.CharField(label=_("Subject"), max_length=160)
    body = forms.CharField(
        label=_("Text"),
        help_text=_("A line that begins with # is a heading, with - a point of a list."),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 22}),
    )
    contents = forms.TypedMultipleChoiceField(
        label=_("What does it tell?"),
        help_text=_("The consent or the law has to cover all of it."),
        choices=[(one.value, one.label) for one in _TOLD],
        coerce=Content,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the letter tells.")},
    )

    def __init__(self, data: Any, *, letter: Letter) -> None:
        names = ("version", "recipient", "subject", "body")
        initial = {name: getattr(letter, name) for name in names}
        super().__init__(data, initial=initial | {"contents": letter.sealed_contents})
        self._letter = letter

    def clean_version(self) -> int:
        """Somebody else may have saved meanwhile: what was typed here stays in the form."""
        version = int(self.cleaned_data["version"])
        seen = may_change(is_draft=True, version=self._letter.version, seen=version)
        if not seen.allowed and self.data.get("body") != self._letter.body:
            raise forms.ValidationError(str(seen.refusal))
        return version


class SendForm(AsksBasis):
    form = forms.TypedChoiceField(
        label=_("As what?"),
        choices=[
            (Form.PDF.value, _("Paper, or a PDF")),
            (Form.DOCX.value, _("A document to go on writing in")),
        ],
        coerce=Form,
        initial=Form.PDF,
        widget=forms.RadioSelect,
    )

    field_order = ("basis_code", "basis_reason", "form")

    def __init__(self, data: Any, *, role: RecipientRole, bases: Choices) -> None:
        super().__init__(data, bases=bases)
        if role == RecipientRole.CLIENT:
            del self.fields["basis_code"], self.fields["basis_reason"]
