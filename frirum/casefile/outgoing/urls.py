"""What leaves: under a case, and across cases for whoever reads before it does."""

from django.urls import path

from . import views
from .views import sending

app_name = "outgoing"
urlpatterns = [
    path("udgaaende/", views.to_read, name="to_read"),
    path("udgaaende/ord/", views.questions, name="questions"),
    path("udgaaende/ord/<uuid:question>/", views.answer, name="answer"),
    path("sager/<uuid:case>/kontakt/", sending.contacts, name="contacts"),
    path("sager/<uuid:case>/kontakt/opkald/", sending.call, name="call"),
    path("sager/<uuid:case>/kontakt/besked/", sending.message_new, name="message_new"),
    path("sager/<uuid:case>/kontakt/<uuid:message>/", sending.message, name="message"),
    path(
        "sager/<uuid:case>/kontakt/<uuid:message>/igen/",
        sending.message_again,
        name="message_again",
    ),
    path(
        "sager/<uuid:case>/kontakt/<uuid:message>/stop/", sending.message_stop, name="message_stop"
    ),
    path("sager/<uuid:case>/udleveret/<uuid:release>/mail/", sending.mail, name="mail"),
    path("sager/<uuid:case>/udleveret/", views.log, name="log"),
    path("sager/<uuid:case>/udleveret/<uuid:release>/", views.release, name="release"),
    path("sager/<uuid:case>/udleveret/<uuid:release>/fil/", views.download, name="download"),
    path("sager/<uuid:case>/udleveret/<uuid:release>/hvorfor/", views.give, name="give"),
    path("sager/<uuid:case>/udleveret/<uuid:release>/ud/", views.hand, name="hand"),
    path("sager/<uuid:case>/udleveret/<uuid:release>/tilbage/", views.take, name="take"),
    path("sager/<uuid:case>/udleveret/<uuid:release>/svar/<slug:need>/", views.read, name="read"),
]
