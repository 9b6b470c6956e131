"""The draft of a page lies at that page's own address, under one of ours."""

from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [path("<path:page>", views.draft, name="draft")]
