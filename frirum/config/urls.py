"""One line per room."""

from django.conf import settings
from django.urls import include, path

handler404 = "frirum.foundation.ui.views.not_found"
handler403 = "frirum.foundation.ui.views.not_found"
handler400 = "frirum.foundation.ui.views.not_found"
handler500 = "frirum.foundation.ui.views.broken"

urlpatterns = [
    path("", include("frirum.work.desk.urls")),
    path("konto/", include("frirum.foundation.accounts.urls")),
    path("henvendelser/", include("frirum.casefile.intake.urls")),
    path("opgaver/", include("frirum.casefile.tasks.urls")),
    path("sager/<uuid:case>/personer/", include("frirum.casefile.people.urls")),
    path("sager/<uuid:case>/haendelser/", include("frirum.work.incidents.urls")),
]
if settings.DEMO or settings.TESTING:
    urlpatterns.append(path("demo/", include("frirum.demo.urls")))
