from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "frirum.work.casework"
    label = "casework"

    def ready(self) -> None:
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import models as of  # noqa: PLC0415

        handlers_in(f"{self.name}.jobs")
        columns = {
            of.Breach: "case",
            of.Extension: "case",
            of.Order: "case",
            of.ProceedingStep: "case",
            of.Proceeding: "case",
            of.AgencyContact: "case",
            of.Coordination: "case",
            of.Involvement: "case",
        }
        registers(self.label, columns=columns)
