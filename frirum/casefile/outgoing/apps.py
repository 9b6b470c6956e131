from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "frirum.casefile.outgoing"
    label = "outgoing"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .models import Release  # noqa: PLC0415

        registers(self.label, columns={Release: "case"})
