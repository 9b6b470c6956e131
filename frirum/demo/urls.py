from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.cards, name="cards"),
    path("ind/", views.enter, name="enter"),
    path("proev-selv/<str:name>", views.sample, name="sample"),
]
