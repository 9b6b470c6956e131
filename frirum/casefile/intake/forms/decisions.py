"""First steps, what is offered, how a case opens."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Track

from ..choices import Answer, Caller, Gate, Offer, Pattern, State
from ..rules import may_write_anew

_Choices = Iterable[tuple[Any, Any]]


def _asked(label: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask, and choose “Don't know” when there is no answer.")},
        **more,
    )


def _told(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AssessmentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    pattern = forms.ChoiceField(
        label=_("Is it stalking or a conflict?"), choices=Pattern.choices, widget=forms.RadioSelect
    )
    ongoing = _asked(_("Is it still going on?"))
    since = forms.CharField(
        label=_("Since when, and how often?"),
        required=False,
        max_length=200,
        help_text=_("In their words, such as: since May, every night."),
    )
    danger_now = _asked(
        _("Is anybody in danger now?"),
        help_text=_("Threats to life, weapons, strangling, breaking in, following closer."),
    )
    suicide = _asked(
        _("Thoughts of suicide?"), help_text=_("Of whoever got in touch, or of the other party.")
    )
    children = _asked(_("Are there children at home?"))
    network = _told(_("Who knows about it and helps?"))
    others = _told(
        _("Other professionals, and who coordinates"), _("Police, municipality, doctor, lawyer.")
    )
    options = _told(
        _("What can be done now"), _("Log, police, shielding, cameras, telling somebody.")
    )

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class OfferForm(forms.Form):
    offer = forms.ChoiceField(
        label=_("What do we offer?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is offered.")},
    )
    gate = forms.MultipleChoiceField(
        label=_("Settled before a course for somebody who stalks"),
        choices=Gate.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    state = forms.ChoiceField(
        label=_("When?"),
        choices=[
            (State.OFFERED.value, _("Now: a worker is free")),
            (State.WAITING.value, _("After a wait: onto the waiting list, with safety calls")),
        ],
        initial=State.OFFERED,
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why this offer, and what was weighed."),
        error_messages={"required": _("Write why, so that others can follow the decision.")},
    )

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].choices = [(each.value, each.label) for each in offers]  # type: ignore[attr-defined]
        if Offer.PERPETRATOR not in offers:
            del self.fields["gate"]


class ReferForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[
            (State.REFERRED.value, _("Refer elsewhere")),
            (State.CLOSED.value, _("Close: nothing more will come of it")),
        ],
        initial=State.REFERRED,
        widget=forms.RadioSelect,
    )
    refer_to = forms.CharField(
        label=_("To whom?"),
        required=False,
        max_length=120,
        help_text=_("Such as a helpline, a doctor, the municipality."),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why, so that others can follow the decision.")},
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("state") == State.REFERRED and not values.get("refer_to"):
            self.add_error("refer_to", gettext("Write where they are referred to."))
        return values


class OtherSideForm(forms.Form):
    """Who they turned out to be; only what stands on another side can be chosen."""

    caller_role = forms.TypedChoiceField(
        label=_("Who are they really?"),
        coerce=Caller,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who they turned out to be.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why, so that others can follow the decision.")},
    )

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [each for each in Caller if may_write_anew(side, each).allowed]
        self.fields["caller_role"].choices = [(each.value, each.label) for each in others]  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    client = forms.TypedChoiceField(
        label=_("Who is the case for?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who becomes the client.")},
    )
    track = forms.ChoiceField(label=_("Kind of case"), choices=Track.choices)
    worker = forms.TypedChoiceField(
        label=_("Worker"),
        coerce=UUID,
        required=False,
        empty_value=None,
        help_text=_("Without one the case waits with the team."),
    )

    def __init__(
        self, *args: Any, clients: _Choices, tracks: _Choices, workers: _Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("client", clients), ("track", tracks), ("worker", workers)):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
