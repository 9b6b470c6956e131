from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "frirum.work.safety"
    label = "safety"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import models as of  # noqa: PLC0415

        columns = {
            of.ReviewCause: "case",
            of.InstrumentResult: "case",
            of.Assessment: "case",
            of.PlanVersion: "case",
            of.Measure: "case",
            of.Plan: "case",
        }
        registers(self.label, columns=columns)
