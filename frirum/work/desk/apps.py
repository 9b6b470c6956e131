from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "frirum.work.desk"
    label = "desk"
