from typing import Any
from uuid import UUID

from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "frirum.casefile.outgoing"
    label = "outgoing"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import visibility  # noqa: F401, PLC0415  (declares the rule)
        from .actions.whole import forget_questions  # noqa: PLC0415
        from .models import Approval, DeskQuestion, Release  # noqa: PLC0415

        columns: dict[type[Any], str] = {Approval: "case", Release: "case"}

        def let_go(*, by: Any, root: UUID) -> int:
            return int(forget_questions(by=by, root=root)) + erase_rows(columns, by=by, root=root)

        registers(
            self.label,
            columns=columns,
            withheld={DeskQuestion: "tells what the other side's file holds (S12)"},
            erases=let_go,
        )
