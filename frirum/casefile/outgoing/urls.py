"""Under a case."""

from django.urls import path

from . import views

app_name = "outgoing"
urlpatterns = [
    path("", views.log, name="log"),
    path("<uuid:release>/", views.download, name="download"),
]
