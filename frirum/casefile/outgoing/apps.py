from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "frirum.casefile.outgoing"
    label = "outgoing"
