from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "frirum.work.meetings"
    label = "meetings"
