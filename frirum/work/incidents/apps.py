from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "frirum.work.incidents"
    label = "incidents"

    def ready(self) -> None:
        from . import bundle_jobs, import_jobs, jobs  # noqa: F401, PLC0415 - declares what the queue may run
