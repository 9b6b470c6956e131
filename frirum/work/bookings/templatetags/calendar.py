"""What a calendar page draws by the dozen. A template for each would be half of the page's time."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from frirum.foundation.ui.icons import icon

from ..queries.board import Item
from ..queries.shelf import Shelf

register = template.Library()


@register.simple_tag
def appointments(items: Iterable[Item]) -> SafeString:
    """Those of one column."""
    return mark_safe("".join(map(_appointment, items)))  # noqa: S308 - made of escaped pieces


def _appointment(item: Item) -> str:
    """Everything that is text of the house or of a person is escaped."""
    shown = f"{icon(item.icon)} " if item.icon else ""
    words = f"{shown}<b>{escape(item.words)}</b> {_time(item.starts_at, item.span)}"
    if item.detail:
        words += f" <small>{escape(item.detail)}</small>"
    if item.url:
        moves = f' data-move="{item.url}flyt/"' if item.may_move else ""
        words = f'<a href="{item.url}"{moves}>{words}</a>'
    else:
        words = f"<span>{words}</span>"
    place = f"appt is-{item.kind} from-{item.from_row} rows-{item.rows}"
    return f'<li class="{place}">{words}</li>'


def _time(starts_at: datetime, span: str) -> str:
    return f'<time datetime="{starts_at.isoformat()}">{span}</time>'


@register.simple_tag
def calendar_options(shelf: Shelf, chosen: UUID) -> SafeString:
    """All calendars that somebody may open, in groups."""
    drawn = []
    for label, shown in shelf.groups:
        options = (
            f'<option value="{one.pk}"{" selected" if one.pk == chosen else ""}>'
            f"{escape(one.name)}</option>"
            for one in shown
        )
        if shown:
            inside = mark_safe("".join(options))  # noqa: S308 - escaped above
            drawn.append(format_html('<optgroup label="{}">{}</optgroup>', label, inside))
    return mark_safe("".join(drawn))  # noqa: S308 - made of escaped pieces
