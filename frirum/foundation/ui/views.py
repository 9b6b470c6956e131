"""The gallery, and the page for a form that came too late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .gallery import everything
from .pages import page


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; with ?case a made-up case page, to see them together."""
    shown = "ui/case_sample.html" if "case" in request.GET else "ui/gallery.html"
    return page(request, shown, everything(), status=200)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shown instead of Django's bare refusal when the form's token does not fit."""
    return render(request, "ui/expired_form.html", status=403)
