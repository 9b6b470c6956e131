"""One line per room."""

from django.conf import settings
from django.urls import include, path

from frirum.casefile.intake.urls import help_pages
from frirum.foundation.ui.views import gallery
from frirum.foundation.wall.doors import staff_door
from frirum.foundation.wall.permissions import Permission

from .health import answers

handler400 = handler403 = handler404 = "frirum.config.errors.not_found"
handler500 = "frirum.config.errors.broken"

urlpatterns = [
    path("", include("frirum.work.desk.urls")),
    path("konto/", include("frirum.foundation.accounts.urls")),
    path("konto/adgangslog/kaeden/", include("frirum.foundation.jobs.urls")),
    path("kladde/", include("frirum.foundation.drafts.urls")),
    path("henvendelser/", include("frirum.casefile.intake.urls")),
    path("hjaelp/", include((help_pages, "help"))),
    path("opgaver/", include("frirum.casefile.tasks.urls")),
    path("myndigheder/", include("frirum.casefile.agencies.urls")),
    path("", include("frirum.work.bookings.urls")),
    path("", include("frirum.casefile.outgoing.urls")),
    path("", include("frirum.work.safety.urls")),
    path("sager/", include("frirum.casefile.matters.urls")),
    path("sager/<uuid:case>/breve/", include("frirum.work.letters.urls")),
    path("sager/<uuid:case>/moeder/", include("frirum.work.meetings.urls")),
    path("sager/<uuid:case>/samtykker/", include("frirum.casefile.consents.urls")),
    path("sager/<uuid:case>/personer/", include("frirum.casefile.people.urls")),
    path("sager/<uuid:case>/haendelser/", include("frirum.work.incidents.urls")),
    path("sager/<uuid:case>/sagsarbejde/", include("frirum.work.casework.urls")),
    path("healthz", answers, name="healthz"),
    path("dele/", staff_door(Permission.USE_HOUSE)(gallery), name="gallery"),
]
if settings.DEMO or settings.TESTING:
    urlpatterns.append(path("demo/", include("frirum.demo.urls")))
