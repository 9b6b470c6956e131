from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("ny/", views.add, name="add"),
    path("sikker-kontakt/", views.safe_contact, name="safe_contact"),
    path("sikker-kontakt/bekraeft/", views.confirm_contact, name="confirm_safe_contact"),
    path("relation/", views.relate, name="add_relation"),
    path("relation/<uuid:relation>/slut/", views.end, name="end_relation"),
    path("<uuid:person>/", views.person, name="person"),
    path("<uuid:person>/ret/", views.change, name="change"),
    path("<uuid:person>/samme/", views.merge, name="merge"),
    path("<uuid:person>/kontaktvej/", views.add_contact_way, name="add_way"),
    path("kontaktvej/<uuid:way>/sikker/", views.mark, name="mark_way"),
    path("kontaktvej/<uuid:way>/tidligere/", views.retire, name="retire_way"),
]
