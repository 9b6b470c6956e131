from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "frirum.casefile.consents"
    label = "consents"
