"""Files that come in, and one that leaves."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.asking import AsksBasis
from frirum.casefile.consents.kinds import RecipientRole

from ..previews.kinds import HEAD, Treatment, display_name, kind_of
from ..queries.uploads import Sent, SentFile

LOST = _("A file you sent is not here any more. Choose it again.")


class _ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files at once. Each that is not taken in is named, with what to do instead."""

    widget = _ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = [one for one in (data or []) if one]
        if not given:
            super().clean(None, initial)
        faults = [fault for one in given if (fault := self._fault(one))]
        if faults:
            raise ValidationError(faults)
        return given

    def _fault(self, upload: "UploadedFile[Any]") -> str:
        kind = kind_of(upload.read(HEAD), upload.name or "")
        if kind.treatment is not Treatment.REFUSED:
            return ""
        return f"{display_name(upload.name or '')}: {kind.refusal()}"


class TakesFiles(forms.Form):
    """`sent` are files that came in parts before the form; they need not be chosen again."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    uploads = FilesField(
        label=_("Files"),
        help_text=_(
            "Pictures, sound, film and documents of up to 2 GB each. "
            "They are sealed and hashed as they are; choose the original, not a screenshot of it."
        ),
    )

    def __init__(self, *args: Any, sent: Sent | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent = sent or Sent()
        if self.sent.files:
            self.fields["uploads"].required = False

    def clean_uploads(self) -> "list[SentFile | UploadedFile[Any]]":
        if self.sent.lost:
            raise ValidationError(LOST)
        return [*self.sent.files, *(self.cleaned_data["uploads"] or [])]


class AttachForm(TakesFiles):
    received_from = forms.CharField(
        label=_("Who gave them?"), max_length=120, initial=_("The client")
    )


class HandOverForm(AsksBasis):
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    role = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=[
            (role.value, role.label)
            for role in (RecipientRole.POLICE, RecipientRole.CLIENT, RecipientRole.LAWYER)
        ],
    )
    recipient = forms.CharField(
        label=_("Name of the person"),
        help_text=_("The officer, the client or the lawyer who receives it."),
        max_length=120,
    )

    field_order = ("role", "recipient", "basis_code", "basis_reason")

    def needs_basis(self) -> bool:
        return bool(self.cleaned_data.get("role") != RecipientRole.CLIENT)
