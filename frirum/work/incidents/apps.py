from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "frirum.work.incidents"
    label = "incidents"

    def ready(self) -> None:
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import models as of  # noqa: PLC0415

        handlers_in(*(f"{self.name}.{each}" for each in ("jobs", "bundle_jobs", "import_jobs")))
        columns = {
            of.Upload: "root",
            of.CustodyEvent: "case",
            of.PhoneImport: "case",
            of.Exhibit: "case",
            of.Bundle: "case",
            of.IncidentMessage: "case",
            of.IncidentVersion: "case",
            of.Incident: "case",
        }
        registers(self.label, columns=columns)
