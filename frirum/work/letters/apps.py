from django.apps import AppConfig
from django.core.checks import register


class LettersConfig(AppConfig):
    name = "frirum.work.letters"
    label = "letters"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .checks import every_template_asks_for_known_fields  # noqa: PLC0415
        from .models import Letter, LetterVersion  # noqa: PLC0415

        register(every_template_asks_for_known_fields)
        registers(self.label, columns={LetterVersion: "case", Letter: "case"})
