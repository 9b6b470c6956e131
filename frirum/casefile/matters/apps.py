from typing import Any
from uuid import UUID

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "frirum.casefile.matters"
    label = "matters"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import jobs, visibility  # noqa: F401, PLC0415  (declare the job and the rules)
        from .actions import forget_where_warned  # noqa: PLC0415
        from .models import (  # noqa: PLC0415
            Assignment,
            Case,
            Crossing,
            Delivery,
            GlassBreak,
            HouseWarning,
            Phase,
            Recusal,
            Shield,
        )

        columns: dict[type[Any], str] = {
            Delivery: "subject",
            Crossing: "subject",
            **dict.fromkeys((HouseWarning, Recusal, Shield, Phase, GlassBreak, Assignment), "case"),
            Case: "pk",
        }

        def let_go(*, by: Any, root: UUID) -> int:
            return forget_where_warned(by=by, root=root) + erase_rows(columns, by=by, root=root)

        other = "tells whether the other party is known here (S12)"
        withheld = {Delivery: other, HouseWarning: other}
        registers(self.label, columns=columns, withheld=withheld, erases=let_go)
