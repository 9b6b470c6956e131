from django.apps import AppConfig


class WallConfig(AppConfig):
    name = "frirum.foundation.wall"
    label = "wall"

    def ready(self) -> None:
        from . import checks  # noqa: F401, PLC0415  (registers the checks)
