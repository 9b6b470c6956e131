from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "frirum.casefile.tasks"
    label = "tasks"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .models import Task  # noqa: PLC0415

        registers(self.label, columns={Task: "case"})
