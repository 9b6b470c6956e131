"""My tasks, and those of one case."""

from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:case>/", views.of_case, name="of_case"),
    path("<uuid:case>/ny/", views.add, name="add"),
    path("<uuid:case>/<uuid:task>/udfoert/", views.finish, name="finish"),
    path("<uuid:case>/<uuid:task>/genaabn/", views.reopen, name="reopen"),
]
