"""Teams, who works on a case, opening one for an hour, and who has opened it."""

from django.urls import path

from . import views

app_name = "matters"
urlpatterns = [
    path("aabn/", views.break_glass_page, name="break_glass"),
    path("aabnet/", views.glass, name="glass"),
    path("<uuid:case>/aabnet/<uuid:glass>/", views.review, name="review_glass"),
    path("<uuid:case>/adgang/", views.access, name="access"),
    path("<uuid:case>/adgang/ny/", views.assign, name="assign"),
    path("team/", views.teams, name="teams"),
    path("team/ny/", views.new_team, name="new_team"),
    path("team/<uuid:team>/", views.team, name="team"),
]
