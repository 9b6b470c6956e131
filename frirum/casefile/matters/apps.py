from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "frirum.casefile.matters"
    label = "matters"

    def ready(self) -> None:
        from . import visibility  # noqa: F401, PLC0415  (declares the rule)
