"""One icon of the sprite, as markup."""

import functools

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@functools.lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Decorative beside a word; with a label it speaks for itself."""
    sprite = static("ui/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name
    )


def icon_label(name: str, text: str) -> SafeString:
    """A choice with its icon, for tiles."""
    return format_html("{}{}", icon(name), text)
