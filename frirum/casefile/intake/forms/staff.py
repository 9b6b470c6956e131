"""The conflict desk's decision on a member of staff and somebody in a file."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matching.models import Answer


class Choice(models.TextChoices):
    """What the desk can do; to wait is no answer."""

    SAME = Answer.SAME.value, _("The same person: keep the worker apart from the matter")
    DIFFERENT = Answer.DIFFERENT.value, _("Two different people: nothing happens")
    WAIT = "wait", _("Not sure: leave it waiting")


class StaffHitForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Is it the same person?"),
        choices=Choice,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for the conflict desk alone; if you wait: what is missing."),
        error_messages={"required": _("Write why. It is kept for the conflict desk alone.")},
    )

    def __init__(self, *args: Any, answer: str, **more: Any) -> None:
        """What is decided can be decided the other way, and nothing else."""
        super().__init__(*args, **more)
        choice: Any = self.fields["choice"]
        if answer:
            left = {answer, Choice.WAIT.value}
            choice.choices = [each for each in Choice.choices if each[0] not in left]
        if answer == Answer.SAME:
            choice.choices = [(Answer.DIFFERENT.value, _("Two people: let the worker back"))]
