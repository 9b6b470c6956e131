"""From a template to an answer."""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    fragment: str | None = None,
    status: int | None = None,
) -> HttpResponse:
    """The whole page, or only its named part when htmx asks and a fragment is named.

    Without a status: 422 when a form in the context has errors, else 200.
    """
    values = dict(context or {})
    htmx = getattr(request, "htmx", None)
    if fragment and htmx and not htmx.history_restore_request:
        template = f"{template}#{fragment}"
    if status is None:
        status = 422 if any(_has_errors(value) for value in values.values()) else 200
    return render(request, template, values, status=status)


def body_length(request: HttpRequest) -> int:
    """Bytes that the sender says are coming; 0 for anything that is no number."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdigit() else 0


def _has_errors(value: object) -> bool:
    if isinstance(value, BaseFormSet):
        return value.is_bound and not value.is_valid()
    return isinstance(value, BaseForm) and bool(value.errors)
