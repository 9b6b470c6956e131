"""What is asked about people, and what one is to another. Forms parse; actions decide."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError as NotANumber

from frirum.casefile.matters.models import Case, Track
from frirum.foundation.ui.forms import DayField

from ..identity import Identity
from ..kinds import PersonRole, RelationKind, role_word
from ..models import Person
from .again import CHANGED, with_answer

_HAS_SOMEBODY_CLOSE = frozenset({Track.CHILD, Track.NETWORK, Track.PROFESSIONAL})


def _role_choices(case: Case, *, is_client: bool, has_client: bool) -> list[tuple[str, Any]]:
    left_out = set() if Track(case.track) in _HAS_SOMEBODY_CLOSE else {PersonRole.SUPPORTED}
    if has_client and not is_client:
        left_out.add(PersonRole.CLIENT)
    if is_client:
        left_out = set(PersonRole) - {PersonRole.CLIENT}
    return [
        (role.value, role_word(side=case.side, role=role))
        for role in PersonRole
        if role not in left_out
    ]


class PersonForm(forms.Form):
    """Who somebody is. Everything but the role and one name may be unknown."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    role = forms.ChoiceField(label=_("Who is this person here?"))
    given_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    birth_date = DayField(label=_("Born"), required=False)
    age = forms.IntegerField(
        label=_("Or about how old"), min_value=0, max_value=120, required=False
    )
    is_household = forms.BooleanField(label=_("Lives with the client"), required=False)
    is_protected = forms.BooleanField(label=_("Keep the address protected"), required=False)
    former_names = forms.CharField(
        label=_("Former names"),
        help_text=_("With commas between them. They still tell who somebody is."),
        max_length=200,
        required=False,
    )
    cover_name = forms.CharField(
        label=_("Name to call out in the waiting room"), max_length=40, required=False
    )
    cpr = forms.CharField(label=_("CPR number"), max_length=11, required=False)

    def __init__(
        self, data: Any, *, case: Case, today: date, has_client: bool, person: Person | None = None
    ) -> None:
        super().__init__(data, initial=_person_initial(person, today))
        self.person, self.today = person, today
        self.differences: list[tuple[Any, str]] = []
        self.is_kept_already = False
        is_client = person is not None and person.role == PersonRole.CLIENT
        choices = _role_choices(case, is_client=is_client, has_client=has_client)
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.fields["birth_date"].latest = today  # type: ignore[attr-defined]
        if not getattr(settings, "KEEP_CPR", False):
            del self.fields["cpr"]

    def clean_cpr(self) -> str:
        try:
            return str(cpr.validate(self.cleaned_data["cpr"])) if self.cleaned_data["cpr"] else ""
        except NotANumber:
            raise ValidationError(_("Write ten digits, such as 010190-1234.")) from None

    def clean_former_names(self) -> tuple[str, ...]:
        names = (" ".join(name.split()) for name in self.cleaned_data["former_names"].split(","))
        return tuple(filter(None, names))

    def clean(self) -> None:
        given = self.cleaned_data
        if not given.get("given_name") and not given.get("family_name"):
            self.add_error("given_name", _("Write a name, or what the client calls the person."))
        if self.person and given.get("version") != self.person.version:
            self._say_what_changed(self.person)

    def _say_what_changed(self, person: Person) -> None:
        now = _person_initial(person, self.today)
        self.differences = [
            (field.label, _in_words(now[name]))
            for name, field in self.fields.items()
            if name in now and name != "version" and _in_words(now[name]) != self._typed(name)
        ]
        if not self.errors and not self.differences:
            self.is_kept_already = True
            return
        self.data = with_answer(self.data, "version", person.version)
        self.add_error(None, CHANGED)

    def _typed(self, name: str) -> str:
        return _in_words(self.cleaned_data.get(name, ""))

    @property
    def identity(self) -> Identity:
        given = self.cleaned_data
        age = None if given["birth_date"] else given["age"]
        return Identity(
            given_name=" ".join(given["given_name"].split()),
            family_name=" ".join(given["family_name"].split()),
            former_names=given["former_names"],
            cover_name=given["cover_name"],
            birth_date=given["birth_date"],
            age=age,
            age_year=None if age is None else self.today.year,
            cpr=given.get("cpr", ""),
        )

    @property
    def answers(self) -> dict[str, Any]:
        """What both adding and changing need."""
        given = self.cleaned_data
        return {
            "role": PersonRole(given["role"]),
            "identity": self.identity,
            "is_protected": given["is_protected"],
            "is_household": given["is_household"],
        }


def _person_initial(person: Person | None, today: date) -> dict[str, Any]:
    if person is None:
        return {"is_protected": True}
    identity = person.identity
    return {
        "version": person.version,
        "role": person.role,
        "given_name": identity.given_name,
        "family_name": identity.family_name,
        "birth_date": identity.birth_date,
        "age": None if identity.birth_date else identity.age_on(today),
        "is_household": person.is_household,
        "is_protected": person.is_protected,
        "former_names": ", ".join(identity.former_names),
        "cover_name": identity.cover_name,
        "cpr": identity.cpr,
    }


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    words = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    return words or "–"


class EndForm(forms.Form):
    """The day on which something ended."""

    day = DayField(label=_("Until when?"))

    def __init__(self, data: Any, *, today: date, since: date | None = None) -> None:
        super().__init__(data, initial={"day": today})
        self.fields["day"].earliest = since  # type: ignore[attr-defined]
        self.fields["day"].latest = today  # type: ignore[attr-defined]


class RelationForm(forms.Form):
    """One person is something to another."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    person = forms.TypedChoiceField(label=_("Who"), coerce=UUID)
    kind = forms.TypedChoiceField(
        label=_("What they are"), choices=RelationKind.choices, coerce=RelationKind
    )
    other = forms.TypedChoiceField(label=_("To whom"), coerce=UUID)
    since = DayField(label=_("Since when?"), required=False)
    until = DayField(label=_("Until when?"), required=False)

    def __init__(self, data: Any, *, people: Sequence[Person], today: date) -> None:
        super().__init__(data)
        for name in ("person", "other"):
            choices = [(str(person.pk), person.full_name) for person in people]
            self.fields[name].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        for name in ("since", "until"):
            self.fields[name].latest = today  # type: ignore[attr-defined]

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("person") and given.get("person") == given.get("other"):
            self.add_error("other", _("Choose two different people."))
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("Write the same day or a later one."))


class TwinForm(forms.Form):
    """Which other row of the case is the same person."""

    other = forms.TypedChoiceField(
        label=_("Who is the same person?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it is.")},
    )

    def __init__(self, data: Any, *, others: Sequence[Person]) -> None:
        super().__init__(data)
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.full_name or '–'} · {one.role_word}") for one in others
        ]


class MergeForm(forms.Form):
    """Which name stays, after both were looked at side by side as they were then."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)
    named_by = forms.ChoiceField(
        label=_("Which name stays?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two names.")},
    )

    def __init__(self, data: Any, *, person: Person, other: Person) -> None:
        versions = {"version": person.version, "other_version": other.version}
        super().__init__(data, initial={**versions, "named_by": "person"})
        self.versions = versions
        both = {"person": person.full_name, "other": other.full_name}
        if len(set(both.values())) > 1 and all(both.values()):
            self.fields["named_by"].choices = list(both.items())  # type: ignore[attr-defined]
        else:
            del self.fields["named_by"]

    def clean(self) -> None:
        seen = {name: self.cleaned_data.get(name) for name in self.versions}
        if seen != self.versions:
            for name, value in self.versions.items():
                self.data = with_answer(self.data, name, value)
            self.add_error(
                None, _("Somebody changed one of them meanwhile. See what they say now.")
            )

    @property
    def is_named_by_other(self) -> bool:
        return bool(self.cleaned_data.get("named_by") == "other")
