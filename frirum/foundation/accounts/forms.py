"""What people type to get in, and about each other's accounts. Parsing only."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from frirum.foundation.ui.forms import DayField
from frirum.foundation.wall.roles import ROLE_WORDS, Role

from . import onetime
from .deeds import KIND_WORDS, OUTCOME_MARKS, DeedKind
from .models import User
from .rules import GIVEN_ROLES, USERNAME

_SECRET_LASTS = 15 * 60
_ROLE_CHOICES = [(role.value, ROLE_WORDS[role]) for role in GIVEN_ROLES]


def _plain(**attrs: str) -> dict[str, str]:
    return {"autocapitalize": "none", "spellcheck": "false", **attrs}


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=40,
        error_messages={"required": _("Write your sign-in name.")},
        widget=forms.TextInput(attrs=_plain(autocomplete="username")),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits in your app, or one of your recovery codes."),
        error_messages={"required": _("Write the code.")},
        widget=forms.TextInput(
            attrs=_plain(autocomplete="one-time-code") | {"class": "is-short", "autofocus": True}
        ),
    )


class WelcomeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Three groups of four, as the code was handed to you."),
        error_messages={"required": _("Write the code you were handed.")},
        widget=forms.TextInput(attrs=_plain(autocomplete="off") | {"class": "is-short"}),
    )


class PasswordForm(forms.Form):
    """`user` is whose password it is: it may not resemble their name."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        help_text=_("15 characters or more. Four or five words in a row are easy to remember."),
        error_messages={"required": _("Write the new password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=200,
        error_messages={"required": _("Write the new password once more.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> None:
        first, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if first and again and first != again:
            self.add_error("again", _("The two passwords differ. Write the same one twice."))


class PasskeyForm(forms.Form):
    """The browser's answer travels here as JSON; a script fills it in."""

    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What do you call it?"),
        max_length=40,
        required=False,
        help_text=_("Such as “Blue key” or “My laptop”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_credential(self) -> Any:
        try:
            return json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            raise ValidationError(_("The browser sent no passkey. Try again.")) from None


class AppForm(forms.Form):
    """The secret goes out and comes back signed, so that it lies nowhere until it is proven."""

    secret = forms.CharField(max_length=400, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("The six digits the app shows now"),
        max_length=10,
        error_messages={"required": _("Write the six digits.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "is-short"}
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.salt = f"app secret of {user.pk}"
        typed = self.data.get("secret", "") if self.is_bound else ""
        self.drawn = self._opened(typed) or onetime.draw_secret()
        self.initial["secret"] = signing.dumps(self.drawn, salt=self.salt)
        self.counter: int | None = None

    def _opened(self, signed: str) -> str:
        try:
            return str(signing.loads(signed, salt=self.salt, max_age=_SECRET_LASTS))
        except signing.BadSignature:
            return ""

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).replace(" ", "")
        self.counter = onetime.step_of(self.drawn, code)
        if self.counter is None:
            raise ValidationError(
                _("That is not the code now. Wait for the next one, and check the phone's clock.")
            )
        return code


class InvitationForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        error_messages={"required": _("Write the name as on the door.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("Sign-in name"),
        min_length=3,
        max_length=40,
        help_text=_("Small letters, digits, dot or hyphen. Cannot be changed later."),
        error_messages={"required": _("Write a sign-in name.")},
        validators=[RegexValidator(USERNAME, _("Use small letters, digits, dot or hyphen only."))],
        widget=forms.TextInput(attrs=_plain(autocomplete="off")),
    )
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        choices=_ROLE_CHOICES,
        coerce=Role,
        error_messages={"required": _("Choose at least one role.")},
        widget=forms.CheckboxSelectMultiple,
    )


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(label=_("Role"), choices=_ROLE_CHOICES, coerce=Role)


class LedgerFilter(forms.Form):
    """What of the ledger to see. `before` is the position that the page before ended at."""

    worker = forms.TypedChoiceField(label=_("Who"), coerce=UUID, required=False, empty_value=None)
    kind = forms.TypedChoiceField(
        label=_("What"),
        choices=[("", _("Everything")), *((kind.value, KIND_WORDS[kind]) for kind in DeedKind)],
        coerce=DeedKind,
        required=False,
        empty_value=None,
    )
    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("", _("Any way")), *((key, mark[0]) for key, mark in OUTCOME_MARKS.items())],
        required=False,
    )
    on = DayField(label=_("Day"), required=False)
    root = forms.UUIDField(
        label=_("Id of a case or enquiry"),
        required=False,
        error_messages={
            "invalid": _("This is no id. Copy the whole id, or press it in the table below.")
        },
        widget=forms.TextInput(attrs=_plain(autocomplete="off")),
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def __init__(self, *args: Any, staff: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", _("Everybody")), *staff]  # type: ignore[attr-defined]
