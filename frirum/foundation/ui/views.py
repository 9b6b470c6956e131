"""The gallery, and the page for a form that came too late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .gallery import everything
from .pages import page


def gallery(request: HttpRequest) -> HttpResponse:
    return page(request, "ui/gallery.html", everything(), status=200)


def case_sample(request: HttpRequest) -> HttpResponse:
    """A made-up case page: how the components look together."""
    return page(request, "ui/case_sample.html", everything(), status=200)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Shown instead of Django's bare refusal when the form's token does not fit."""
    return render(request, "ui/expired_form.html", status=403)
