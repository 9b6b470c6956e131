"""Under a case, and what waits for a leader across cases."""

from django.urls import path

from . import views

app_name = "safety"
urlpatterns = [
    path("sikkerhed/venter/", views.waiting, name="waiting"),
    path("sager/<uuid:case>/sikkerhed/", views.risk, name="risk"),
    path("sager/<uuid:case>/sikkerhed/vurder/", views.judge, name="judge"),
    path("sager/<uuid:case>/sikkerhed/anledning/", views.cause, name="cause"),
    path("sager/<uuid:case>/sikkerhed/redskab/", views.instrument, name="instrument"),
    path("sager/<uuid:case>/sikkerhed/redskab/<uuid:result>/", views.report, name="report"),
    path(
        "sager/<uuid:case>/sikkerhed/vurdering/<uuid:assessment>/",
        views.assessment,
        name="assessment",
    ),
    path(
        "sager/<uuid:case>/sikkerhed/vurdering/<uuid:assessment>/svar/",
        views.decide,
        name="decide",
    ),
    path("sager/<uuid:case>/plan/", views.plan, name="plan"),
    path("sager/<uuid:case>/plan/nyt/", views.measure_new, name="measure_new"),
    path("sager/<uuid:case>/plan/rammer/", views.frame, name="frame"),
    path("sager/<uuid:case>/plan/digitalt/", views.points, name="points"),
    path("sager/<uuid:case>/plan/papir/", views.copy, name="copy"),
    path("sager/<uuid:case>/plan/udgaver/", views.versions, name="versions"),
    path("sager/<uuid:case>/plan/udgaver/<uuid:version>/", views.version, name="version"),
    path("sager/<uuid:case>/plan/<uuid:measure>/", views.measure, name="measure"),
    path("sager/<uuid:case>/plan/<uuid:measure>/gjort/", views.finish, name="finish"),
    path("sager/<uuid:case>/plan/<uuid:measure>/genaabn/", views.reopen, name="reopen"),
    path("sager/<uuid:case>/plan/<uuid:measure>/fjern/", views.drop, name="drop"),
]
