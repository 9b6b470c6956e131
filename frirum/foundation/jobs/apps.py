from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "frirum.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import housekeeping  # noqa: F401, PLC0415  (declares its jobs)
        from .models import Job  # noqa: PLC0415

        told = "orders to Frirum itself, of ids and numbers alone"
        registers(self.label, columns={Job: "root"}, withheld={Job: told})
