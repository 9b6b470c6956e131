"""The register of agencies and their people."""

from django.urls import path

from . import views

_PERSON = "<uuid:agency>/personer/<uuid:agent>/"

app_name = "agencies"
urlpatterns = [
    path("", views.register, name="register"),
    path("soeg/", views.find, name="find"),
    path("ny/", views.add, name="add"),
    path("<uuid:agency>/", views.agency, name="agency"),
    path("<uuid:agency>/ret/", views.change, name="change"),
    path("<uuid:agency>/stadig/", views.confirm, name="confirm"),
    path("<uuid:agency>/slut/", views.end, name="end"),
    path("<uuid:agency>/personer/ny/", views.add_contact, name="add_person"),
    path(_PERSON, views.person, name="person"),
    path(f"{_PERSON}ret/", views.change_contact, name="change_person"),
    path(f"{_PERSON}stadig/", views.confirm_person, name="confirm_person"),
    path(f"{_PERSON}slut/", views.end_person, name="end_person"),
]
