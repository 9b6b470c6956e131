from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "frirum.casefile.outgoing"
    label = "outgoing"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import visibility  # noqa: F401, PLC0415  (declares the rule)
        from .models import Approval, DeskQuestion, Release  # noqa: PLC0415

        registers(
            self.label,
            columns={Approval: "case", Release: "case", DeskQuestion: "subject"},
            withheld={DeskQuestion: "tells what the other side's file holds (S12)"},
        )
