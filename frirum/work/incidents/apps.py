from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "frirum.work.incidents"
    label = "incidents"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import bundle_jobs, import_jobs, jobs  # noqa: F401, PLC0415 - declares what the queue may run
        from . import models as of  # noqa: PLC0415

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
