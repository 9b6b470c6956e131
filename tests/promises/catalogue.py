"""How to build the address of every page. It must cover the URL map, or a test is red."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from frirum.foundation.wall.checks import patterns

# Values of URL arguments that the world does not hold: an id that is nobody's.
NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def addresses(ids: dict[str, UUID]) -> Iterator[tuple[str, Any, str]]:
    """Name, view and address of every page."""
    for name, pattern, converters in _whole():
        given = {key: ids.get(key, NOBODY) for key in converters}
        yield name, pattern.callback, reverse(name, kwargs=given)


def _whole() -> Iterator[tuple[str, Any, set[str]]]:
    from django.urls import URLPattern, URLResolver, get_resolver

    def walk(resolver: Any, prefix: str, held: set[str]) -> Iterator[tuple[str, Any, set[str]]]:
        for item in resolver.url_patterns:
            known = held | set(item.pattern.converters)
            if isinstance(item, URLResolver):
                yield from walk(
                    item, f"{prefix}{item.namespace}:" if item.namespace else prefix, known
                )
            elif isinstance(item, URLPattern):
                yield f"{prefix}{item.name}", item, known

    return walk(get_resolver(), "", set())


def names() -> set[str]:
    return {name for name, _ in patterns()}
