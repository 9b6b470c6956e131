"""What left a case, and the file itself for whoever hands it over."""

from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from frirum.casefile.consents.kinds import Content
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from .downloads import as_download
from .queries import releases_of


@case_door(Permission.READ_CASE)
def log(request: ActorRequest, case: Case) -> HttpResponse:
    releases = releases_of(actor=request.actor, case=case)
    showed(request, releases)
    names = names_of(release.released_by for release in releases)
    rows = [
        {
            "release": release,
            "by": names.get(release.released_by),  # type: ignore[arg-type]
            "contents": [Content(code).label for code in release.contents],
        }
        for release in releases
    ]
    return page(request, "outgoing/log.html", {"case": case, "rows": rows})


@case_door(Permission.MAKE_BUNDLE)
def download(request: ActorRequest, case: Case, release: UUID) -> StreamingHttpResponse:
    found = get_object_or_404(case.releases.visible_to(request.actor), pk=release)
    return as_download(found)
