"""The components. They take plain values and rulings; everything is escaped by the templates."""

import functools
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol
from zlib import crc32

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from frirum.foundation.ui import dates
from frirum.foundation.ui.addresses import address
from frirum.foundation.ui.charts import BarChart, HourGrid, bar_picture, hour_picture
from frirum.foundation.ui.icons import icon as draw_icon

register = template.Library()

NOTICE_ICONS = {
    "info": "info",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
}
TOAST_COLORS = {"error": "danger", "debug": "info"}

for written in (
    dates.day,
    dates.moment,
    dates.clock,
    dates.clock_span,
    dates.week,
    dates.relative_day,
    dates.long_day,
    dates.short_day,
):
    register.simple_tag(written)
    register.filter(written.__name__, written)
register.filter("month_short", dates.month_short)
register.simple_tag(draw_icon, name="icon")
register.simple_tag(address)
# A page names fifteen files of its own; where they lie never changes while Frirum runs.
register.simple_tag(functools.cache(static), name="asset")


class Judged(Protocol):
    @property
    def allowed(self) -> bool: ...

    @property
    def refusal(self) -> str: ...


def _mark_of(*parts: object) -> str:
    """A short id that is the same at every rendering of the same thing."""
    return f"{crc32('|'.join(str(part) for part in parts).encode()):08x}"


def _ruled(label: str, ruling: Judged | None) -> dict[str, Any]:
    refused = ruling is not None and not ruling.allowed
    reason = ruling.refusal if ruling is not None and refused else ""
    return {"label": label, "reason": reason, "reason_id": f"why-{_mark_of(label, reason)}"}


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    icon: str = "",
    more_label: str = "",
    more_url: str = "",
    tone: str = "",
    id: str = "",
) -> SafeString:
    heading = {"title": title, "icon": icon, "more_label": more_label, "more_url": more_url}
    context = {**heading, "content": content, "tone": tone, "id": id}
    return render_to_string("ui/parts/panel.html", context)


@register.simple_block_tag
def confirm(content: str, id: str, title: str) -> SafeString:
    context = {"content": content, "id": id, "title": title}
    return render_to_string("ui/parts/confirm.html", context)


@register.inclusion_tag("ui/parts/action_link.html")
def action_link(
    label: str,
    url: str,
    ruling: Judged | None = None,
    icon: str = "",
    variant: str = "primary",
    color: str = "",
    size: str = "",
) -> dict[str, Any]:
    shape = {"url": url, "icon": icon, "variant": variant, "color": color, "size": size}
    return {**_ruled(label, ruling), **shape}


@register.inclusion_tag("ui/parts/action_link.html")
def action_button(
    label: str,
    ruling: Judged | None = None,
    icon: str = "",
    variant: str = "primary",
    color: str = "",
    size: str = "",
    name: str = "",
    value: str = "",
) -> dict[str, Any]:
    shape = {"icon": icon, "variant": variant, "color": color, "size": size}
    return {**_ruled(label, ruling), **shape, "name": name, "value": value}


@register.inclusion_tag("ui/parts/tag.html")
def tag(text: str, color: str = "neutral", icon: str = "", size: str = "md") -> dict[str, Any]:
    return {"text": text, "color": color, "icon": icon, "size": size}


@register.inclusion_tag("ui/parts/empty_state.html")
def empty_state(
    title: str,
    text: str = "",
    icon: str = "inbox",
    action_label: str = "",
    action_url: str = "",
    ruling: Judged | None = None,
) -> dict[str, Any]:
    return {
        "title": title,
        "text": text,
        "icon": icon,
        "action_label": action_label,
        "action_url": action_url,
        "ruling": ruling,
    }


@register.simple_tag
def date_chip(value: date | datetime) -> SafeString:
    return format_html(
        '<time class="date-chip" datetime="{}">{}<b>{}</b></time>',
        dates.as_day(value).isoformat(),
        dates.month_short(value),
        dates.as_day(value).day,
    )


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    share = round(100 * done / total) if total else 0
    return {"done": done, "total": total, "label": label, "share": share}


@register.inclusion_tag("ui/parts/meter.html")
def meter(done: int, total: int, label: str) -> dict[str, Any]:
    """Segments, such as sessions used of sessions granted."""
    count = max(total, done, 1)
    width = 100 / count
    segments = [
        {
            "x": f"{index * width:.2f}%",
            "width": f"{width * 0.86:.2f}%",
            "is_done": index < min(done, total),
            "is_over": total <= index < done,
        }
        for index in range(count)
    ]
    return {"segments": segments, "label": label}


@register.inclusion_tag("ui/parts/steps.html")
def steps(now: int, total: int) -> dict[str, Any]:
    return {"now": now, "total": total, "steps": [number <= now for number in range(1, total + 1)]}


@register.inclusion_tag("ui/parts/safe_contact.html")
def safe_contact(
    entries: Sequence[tuple[str, str]],
    verified: str = "",
    action_label: str = "",
    action_url: str = "",
    ruling: Judged | None = None,
) -> dict[str, Any]:
    return {
        "entries": entries,
        "verified": verified,
        "action_label": action_label,
        "action_url": action_url,
        "ruling": ruling,
    }


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(
    items: Sequence[tuple[str, str, bool, int | None]], label: str, *, is_second: bool = False
) -> dict[str, Any]:
    """`is_second`: a smaller row, of the pages under a tab."""
    return {"items": items, "label": label, "is_second": is_second}


@register.inclusion_tag("ui/parts/pager.html")
def pager(
    newer_url: str | None, older_url: str | None, summary: str = "", *, by_place: bool = False
) -> dict[str, Any]:
    """`by_place`: the list is not simply newest first, so its pages are called by their place."""
    urls = {"newer_url": newer_url, "older_url": older_url}
    return {**urls, "summary": summary, "by_place": by_place}


@register.inclusion_tag("ui/parts/kv.html")
def kv(rows: Sequence[tuple[str, object]]) -> dict[str, Any]:
    return {"rows": rows}


@register.inclusion_tag("ui/parts/notice.html")
def notice(text: str, color: str = "info", title: str = "", icon: str = "") -> dict[str, Any]:
    icon = icon or NOTICE_ICONS.get(color, "info")
    return {"text": text, "color": color, "title": title, "icon": icon}


@register.inclusion_tag("ui/parts/note.html")
def note(text: str, icon: str = "lock") -> dict[str, Any]:
    return {"text": text, "icon": icon}


@register.inclusion_tag("ui/parts/toasts.html")
def toasts(messages: Sequence[Any] | None) -> dict[str, Any]:
    shown = []
    for message in messages or ():
        color = TOAST_COLORS.get(message.level_tag, message.level_tag) or "info"
        icon = NOTICE_ICONS.get(color, "info")
        is_passing = color in {"info", "success"}
        shown.append({"text": message, "color": color, "icon": icon, "is_passing": is_passing})
    return {"toasts": shown}


@register.inclusion_tag("ui/parts/bars.html")
def bars(chart: BarChart) -> dict[str, Any]:
    return {**bar_picture(chart), "mark": _mark_of(chart.in_words)}


@register.inclusion_tag("ui/parts/hours.html")
def hours(grid: HourGrid) -> dict[str, Any]:
    return {**hour_picture(grid), "mark": _mark_of(grid.in_words)}


def _first_of(bound: BoundField) -> str:
    """Where a link to a field leads: to the first of its choices, to the whole if it has none."""
    if bound.id_for_label:
        return bound.id_for_label
    return bound[0].id_for_label if len(bound) else bound.auto_id


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What to change, each a link to its field. Empty when there is nothing to change."""
    if not form.errors:
        return {"entries": []}
    entries = [("", str(error)) for error in form.non_field_errors()]
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    for bound in form:
        target = "" if bound.is_hidden else f"#{_first_of(bound)}"
        label = str(bound.label)
        label = label if label.endswith("?") else f"{label}:"
        entries += [(target, f"{label} {error}") for error in bound.errors]
    heading = gettext("Please look at this once more")
    if codes == {"required"}:
        heading = gettext("Answers are missing")
        if len(entries) == 1:
            heading = gettext("One answer is missing")
    return {"heading": heading, "entries": entries}
