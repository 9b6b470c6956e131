"""The meetings of a case."""

from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("", views.of_case, name="of_case"),
    path("nyt/", views.plan, name="plan"),
    path("<uuid:network_meeting>/", views.meeting, name="meeting"),
    path("<uuid:network_meeting>/ret/", views.change, name="change"),
    path("<uuid:network_meeting>/aflys/", views.off, name="call_off"),
    path("<uuid:network_meeting>/inviter/", views.ask, name="invite"),
    path("<uuid:network_meeting>/inviterede/<uuid:invited>/fjern/", views.remove, name="take_off"),
    path("<uuid:network_meeting>/emne/", views.topic, name="topic"),
    path("<uuid:network_meeting>/emner/<uuid:topic>/fjern/", views.untell, name="drop_topic"),
    path("<uuid:network_meeting>/holdt/", views.held, name="held"),
    path("<uuid:network_meeting>/referat/", views.house_minutes, name="house_minutes"),
    path("<uuid:network_meeting>/referat/deles/", views.shared_minutes, name="shared_minutes"),
    path("<uuid:network_meeting>/referat/send/", views.share, name="share"),
]
