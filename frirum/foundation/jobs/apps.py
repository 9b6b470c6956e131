from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "frirum.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from . import housekeeping  # noqa: F401, PLC0415  (declares its jobs)
