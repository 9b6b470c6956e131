"""Under a case."""

from django.urls import path

from . import views

app_name = "consents"
urlpatterns = [
    path("", views.consents, name="consents"),
    path("nyt/", views.give, name="give"),
    path("<uuid:consent>/traek-tilbage/", views.withdraw, name="withdraw"),
]
