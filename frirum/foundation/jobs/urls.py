"""The one page about work that outlives a request."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("", views.chain, name="chain"),
    path("efterproev/", views.check_ledger, name="check_ledger"),
]
