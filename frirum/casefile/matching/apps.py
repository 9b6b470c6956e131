from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "frirum.casefile.matching"
    label = "matching"

    def ready(self) -> None:
        from . import jobs, visibility  # noqa: F401, PLC0415  (declare the job and the rules)
