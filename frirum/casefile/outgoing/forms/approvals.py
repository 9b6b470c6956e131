"""Why it must leave all the same, and what a colleague says to it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PASSES, _STAYS = "passes", "stays"
_MISSING = gettext_lazy("Write in at least 20 characters why it must leave with these words.")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why must it leave with these words?"),
        help_text=gettext_lazy(
            "A colleague reads this, and decides. It is kept with what left. Would the letter do "
            "without the words? Then take it back, and change it."
        ),
        min_length=20,
        max_length=1_000,
        error_messages={"required": _MISSING, "min_length": _MISSING},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """A no says why, so that the writer can mend it."""

    answer = forms.ChoiceField(
        label=gettext_lazy("May it leave?"),
        choices=[
            (_PASSES, gettext_lazy("Yes, as it is")),
            (_STAYS, gettext_lazy("No, it has to be changed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether it may leave.")},
    )
    remark = forms.CharField(
        label=gettext_lazy("What you say to the writer"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("answer") == _STAYS and not self.cleaned_data.get("remark"):
            self.add_error("remark", _("Write what has to be changed."))

    @property
    def passes(self) -> bool:
        return bool(self.cleaned_data["answer"] == _PASSES)
