from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "frirum.foundation.drafts"
    label = "drafts"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .models import Draft  # noqa: PLC0415

        registers(self.label, columns={Draft: "root"})
