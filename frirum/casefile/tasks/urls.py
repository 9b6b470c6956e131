"""My tasks, those of one case, and handing the case over with them."""

from django.urls import path

from . import views

app_name = "tasks"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<uuid:case>/", views.of_case, name="of_case"),
    path("<uuid:case>/ny/", views.add, name="add"),
    path("<uuid:case>/kender/", views.step_aside, name="step_aside"),
    path("<uuid:case>/<uuid:task>/udfoert/", views.finish, name="finish"),
    path("<uuid:case>/<uuid:task>/genaabn/", views.reopen, name="reopen"),
    path("<uuid:case>/<uuid:part>/overdrag/", views.hand_over, name="hand_over"),
    path("<uuid:case>/<uuid:part>/slut/", views.end_part_page, name="end_part"),
]
