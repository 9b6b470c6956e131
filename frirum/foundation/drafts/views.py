"""Where an open form saves its draft."""

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.ui.dates import clock
from frirum.foundation.wall.doors import ActorRequest, beside_door
from frirum.foundation.wall.models import WalledModel

from .actions import drop_draft, save_draft
from .keeping import typed_in


@beside_door("keeps_draft")
def draft(request: ActorRequest, page: str, root: WalledModel | None) -> HttpResponse:
    """A button goes back to its page. The script stays there, and shows what is answered.

    Signing in again draws a new token, so an open page asks here for one to go on with.
    """
    if request.method != "POST":
        return HttpResponse(status=204, headers={"X-CSRFToken": get_token(request)})
    button, now = request.POST.get("draft"), timezone.now()
    if button == "drop":
        drop_draft(by=request.actor, page=page)
    else:
        fields = typed_in(request.POST)
        save_draft(by=request.actor, page=page, root=root, fields=fields, now=now)
    if button:
        return redirect(page)
    words = _("Draft saved, %(time)s") % {"time": clock(now)}
    return HttpResponse(words, content_type="text/plain; charset=utf-8")
