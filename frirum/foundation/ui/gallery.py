"""Invented content for the gallery: every component in its states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .charts import Band, Bar, BarChart, HourGrid, Mark
from .forms import ClockField, DayField, PhoneField
from .icons import icon_label

LONG_NAME = "Anne-Margrethe Wilhelmine Nguyễn-Łukaszewicz von Ægirholm-Skov"


@dataclass(frozen=True)
class Answer:
    """A ruling as components see it."""

    refusal: str = ""

    @property
    def allowed(self) -> bool:
        return not self.refusal


class SampleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name or alias"))
    on = DayField(label=gettext_lazy("Day"), help_text=gettext_lazy("3-9-26 or 030926 is enough."))
    at = ClockField(label=gettext_lazy("About what time"), required=False)
    phone = PhoneField(label=gettext_lazy("Safe phone number"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What was it?"), widget=forms.RadioSelect, choices=[]
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("What weighs most?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("calls", gettext_lazy("Calls and messages")),
            ("watch", gettext_lazy("Being watched")),
            ("come", gettext_lazy("Turning up")),
            ("kids", gettext_lazy("Children")),
        ],
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("Municipality"),
        choices=[("", "–"), ("751", "Aarhus"), ("101", "København")],
    )
    account = forms.CharField(
        label=gettext_lazy("What happened?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In your own words. Only you and your counsellor can read it."),
    )
    scan = forms.FileField(label=gettext_lazy("Picture or scan"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("We have agreed on this together"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("call", icon_label("phone", _("Call"))),
            ("message", icon_label("message-square", _("Message or mail"))),
            ("visit", icon_label("footprints", _("Came to me"))),
            ("other", icon_label("circle-alert", _("Something else"))),
        ]


def everything() -> dict[str, Any]:
    now = timezone.localtime()
    return {
        "now": now,
        "today": now.date(),
        "yesterday": now - timedelta(days=1),
        "long_name": LONG_NAME,
        "names": ["Łukasz Żółć", "Ægir Åse Ørsted", "Nguyễn Thị Bích"],
        "yes": Answer(),
        "no": Answer(_("The case is closed. Reopen it to add to it.")),
        "safe_entries": [
            ("phone", _("Call weekdays 9 to 12 only")),
            ("x", _("Never leave a message")),
            ("x", _("Send no text messages")),
            ("users", _("Shared phone plan")),
        ],
        "tab_items": _tab_items(),
        "many_tabs": [(f"{LONG_NAME[:24]} {number}", "#", False, number) for number in range(9)],
        "kv_rows": [(_("Address"), _("Protected")), (_("Name"), LONG_NAME), (_("Phone"), None)],
        "weeks_chart": weeks_chart(),
        "days_chart": BarChart(
            _("Incidents per day"), [Bar(str(day), day * 7 % 5) for day in range(1, 61)]
        ),
        "empty_chart": BarChart(_("Incidents per week"), []),
        "hour_grid": HourGrid(_("Incidents by hour of the week"), hour_counts()),
        "appointments": _appointments(now),
        "form": SampleForm(),
        "wrong_form": SampleForm(
            {"name": "Ægir", "on": "31-2-26", "at": "25.80", "phone": "nej"}, auto_id="wrong_%s"
        ),
        "tones": ["neutral", "primary", "calm", "warm", "info", "success", "warning", "danger"],
        "icon_names": ICON_NAMES.split(),
    }


def _tab_items() -> list[tuple[str, str, bool, int | None]]:
    return [
        (_("Overview"), "#", True, None),
        (_("Incidents"), "#", False, 34),
        (_("Counselling sessions"), "#", False, 8),
        (_("Documents"), "#", False, 12),
        (_("People"), "#", False, 5),
        (_("Risk and safety"), "#", False, None),
        (_("Access log"), "#", False, None),
    ]


def _appointments(now: datetime) -> list[tuple[datetime, str, str]]:
    at = now.replace(hour=10, minute=0)
    return [
        (at + timedelta(days=3), _("Counselling, phone"), _("50 minutes")),
        (at + timedelta(days=10), _("Psychologist, at the centre"), _("Room 2")),
        (at + timedelta(days=17), _("Meeting with the municipality"), _("Video")),
    ]


def weeks_chart() -> BarChart:
    counts = [1, 0, 2, 1, 3, 2, 4, 3, 2, 5, 7, 4]
    return BarChart(
        _("Incidents per week, weeks 36 to 47"),
        [Bar(str(36 + index), count, count >= 5) for index, count in enumerate(counts)],
        bands=[Band(_("Order in force"), 1, 7), Band(_("Order broken"), 8, 11)],
        marks=[Mark(_("Reported"), 1.5), Mark(_("Court"), 9.6)],
        label_heading=_("Week"),
        value_heading=_("Incidents"),
        marked_means=_("Several on one day"),
    )


def hour_counts() -> dict[tuple[int, int], int]:
    return {
        (day, hour): (day * 5 + hour * 3) % 9
        for day in range(7)
        for hour in (7, 8, 15, 16, 19, 20, 21, 22)
        if (day * 5 + hour * 3) % 9 > 2
    }


ICON_NAMES = """
arrow-left arrow-right arrow-up-down baby bell book-open briefcase calendar camera car
chart-column check chevron-down chevron-left chevron-right circle-alert circle-check clock
door-open download eye eye-off file-check file-text flag folder footprints funnel gavel gift
globe hammer headphones heart-handshake history hourglass house image inbox info key-round laptop
link list-checks lock log-out mail map-pin message-square moon notebook-pen package paperclip
pencil phone phone-missed plus printer rotate-ccw scale school search send shield-alert
shield-check shuffle siren smartphone smile star star-off sun sun-moon trash-2 triangle-alert
upload user user-plus users video wifi-off x
"""
