from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("sager/", views.cases, name="cases"),
    path("sager/soeg/", views.search, name="search"),
    path("sager/<uuid:case>/", views.case, name="case"),
    path("sager/<uuid:case>/status/", views.move, name="move"),
    path("sager/<uuid:case>/fase/", views.phase, name="phase"),
]
