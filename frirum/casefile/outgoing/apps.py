from typing import Any
from uuid import UUID

from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "frirum.casefile.outgoing"
    label = "outgoing"

    def ready(self) -> None:
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import models as its  # noqa: PLC0415
        from . import visibility  # noqa: F401, PLC0415  (declares the rule)
        from .actions.whole import forget_questions  # noqa: PLC0415
        from .models import DeskQuestion  # noqa: PLC0415

        handlers_in(f"{self.name}.jobs")
        columns: dict[type[Any], str] = {
            its.ContactAttempt: "case",
            its.Message: "case",
            its.Approval: "case",
            its.Release: "case",
        }

        def let_go(*, by: Any, root: UUID) -> int:
            return int(forget_questions(by=by, root=root)) + erase_rows(columns, by=by, root=root)

        registers(
            self.label,
            columns=columns,
            withheld={DeskQuestion: "tells what the other side's file holds (S12)"},
            erases=let_go,
        )
