"""The renderer of all forms, and fields that read what people type."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator, normalize_choices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .dates import day
from .rules import Impossible, Unreadable, read_clock, read_day, read_phone

# Django's own sentences, reworded as instructions by this room's catalogues (da and en).
gettext_noop("This field is required.")
gettext_noop("Select a valid choice. That choice is not one of the available choices.")
gettext_noop("Select a valid choice. %(value)s is not one of the available choices.")
gettext_noop("Enter a whole number.")
gettext_noop("Enter a number.")
gettext_noop("Enter a valid email address.")
gettext_noop("The submitted file is empty.")
gettext_noop("No file was submitted. Check the encoding type on the form.")


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class FixedChoices(BaseChoiceIterator):
    """Choices that never change. Forms copy their lists of choices word by word; not these."""

    def __init__(self, choices: Iterable[Any]) -> None:
        self._choices = normalize_choices(list(choices))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._choices)

    def __deepcopy__(self, memo: Any) -> Self:
        return self


class DayInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"autocomplete": "off", "inputmode": "text", "class": "is-short"}
        super().__init__({**given, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else value


class ClockInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"autocomplete": "off", "inputmode": "decimal", "class": "is-short"}
        super().__init__({**given, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, time) else value


class PhoneInput(forms.TextInput):
    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"autocomplete": "off", "inputmode": "tel"}
        super().__init__({**given, **(attrs or {})})


class DayField(forms.Field):
    """A day as staff type it: 3-9-26, 030926, 03.09.2026, "i går". Cleans to a date."""

    widget = DayInput
    default_error_messages = {
        "required": _("Write the day, such as 3-9-2026."),
        "unreadable": _("Write day, month and year, such as 3-9-2026 or 030926."),
        "impossible": _("The calendar has no such day. Check day and month."),
        "early": _("Write %(limit)s or a later day."),
        "late": _("Write %(limit)s or an earlier day."),
    }

    def __init__(
        self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value), today=timezone.localdate())
        except Unreadable:
            raise ValidationError(self.error_messages["unreadable"], "unreadable") from None
        except Impossible:
            raise ValidationError(self.error_messages["impossible"], "impossible") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise self._beyond("early", self.earliest)
        if value and self.latest and value > self.latest:
            raise self._beyond("late", self.latest)

    def _beyond(self, code: str, limit: date) -> ValidationError:
        return ValidationError(self.error_messages[code], code, {"limit": day(limit)})


class ClockField(forms.Field):
    """A time of day: 22.14, 22:14, 2214, 7. Cleans to a time."""

    widget = ClockInput
    default_error_messages = {
        "required": _("Write the time, such as 22.14."),
        "unreadable": _("Write the time as hours and minutes, such as 22.14."),
        "impossible": _("Write a time between 0.00 and 23.59."),
    }

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        try:
            return read_clock(str(value))
        except Unreadable:
            raise ValidationError(self.error_messages["unreadable"], "unreadable") from None
        except Impossible:
            raise ValidationError(self.error_messages["impossible"], "impossible") from None


class PhoneField(forms.Field):
    """A phone number, kept as typed but for stray signs. Cleans to text, empty when absent."""

    widget = PhoneInput
    default_error_messages = {
        "required": _("Write the phone number."),
        "unreadable": _("Write the number with digits only, such as 22 33 44 55."),
    }

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        try:
            return read_phone(str(value))
        except Unreadable:
            raise ValidationError(self.error_messages["unreadable"], "unreadable") from None
