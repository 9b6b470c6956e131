"""The calm pages for what is not there and what broke. Unseen and absent are the same bytes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "ui/not_found.html", {"return_to": "/"}, status=404)


def broken(*_: object) -> HttpResponse:
    """Needs no database and no actor: it must not break a second time."""
    return HttpResponse(render_to_string("ui/broken.html"), status=500)
