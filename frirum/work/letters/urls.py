"""Under a case."""

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("nyt/", views.begin, name="begin"),
    path("<uuid:letter>/", views.letter, name="letter"),
    path("<uuid:letter>/send/", views.send, name="send"),
    path("<uuid:letter>/foer/", views.versions, name="versions"),
]
