"""Opening a case for an hour, looking at that afterwards, and who has opened a case."""

from django.urls import path

from . import views

app_name = "matters"
urlpatterns = [
    path("aabn/", views.break_glass_page, name="break_glass"),
    path("aabnet/", views.glass, name="glass"),
    path("<uuid:case>/aabnet/<uuid:glass>/", views.review, name="review_glass"),
    path("<uuid:case>/adgang/", views.access, name="access"),
]
