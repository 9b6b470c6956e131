from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "frirum.casefile.agencies"
    label = "agencies"
