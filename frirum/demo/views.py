"""The first page of the demo: be somebody of the house with one click."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.sessions import sign_in_demo
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, public_door

from .cast import STAFF
from .guide import cards as all_cards
from .guide import samples as all_samples
from .phone import FILES, FOLDER


@public_door
def cards(request: ActorRequest) -> HttpResponse:
    return page(request, "demo/cards.html", {"cards": all_cards(), "samples": all_samples()})


@public_door
def sample(request: ActorRequest, name: str) -> FileResponse:
    """One of the phone exports to try the import with, as the demo was built with it."""
    path = settings.DATA_DIR / FOLDER / name
    if name not in FILES or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


@public_door
def enter(request: ActorRequest) -> HttpResponse:
    """Only in the demo, only as one of the cast, only by POST."""
    username = request.POST.get("who", "")
    if request.method != "POST" or username not in STAFF or not settings.DEMO:
        raise Http404
    sign_in_demo(request, get_object_or_404(User, username=username))
    return redirect("desk:today")
