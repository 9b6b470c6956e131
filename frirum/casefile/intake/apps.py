from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "frirum.casefile.intake"
    label = "intake"

    def ready(self) -> None:
        from . import visibility  # noqa: F401, PLC0415  (declares the rules)
