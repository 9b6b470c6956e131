from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "frirum.casefile.consents"
    label = "consents"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .models import Consent  # noqa: PLC0415

        registers(self.label, columns={Consent: "case"})
