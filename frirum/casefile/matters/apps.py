from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "frirum.casefile.matters"
    label = "matters"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import visibility  # noqa: F401, PLC0415  (declares the rule)
        from .models import Assignment, Case, GlassBreak, Phase  # noqa: PLC0415

        columns = {Phase: "case", GlassBreak: "case", Assignment: "case", Case: "pk"}
        registers(self.label, columns=columns)
