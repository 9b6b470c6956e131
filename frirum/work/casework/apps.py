from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "frirum.work.casework"
    label = "casework"
