from typing import Any
from uuid import UUID

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "frirum.casefile.matters"
    label = "matters"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import jobs, visibility  # noqa: F401, PLC0415  (declare the job and the rules)
        from .actions import forget_matter, forget_where_warned  # noqa: PLC0415
        from .models import (  # noqa: PLC0415
            Assignment,
            Case,
            Crossing,
            Delivery,
            GlassBreak,
            HandOver,
            HouseWarning,
            Phase,
            Recusal,
            Shield,
            Stood,
        )
        from .parts import matters_of  # noqa: PLC0415

        columns: dict[type[Any], str] = {
            Delivery: "subject",
            Crossing: "subject",
            HandOver: "subject",
            **dict.fromkeys((HouseWarning, Recusal, Shield, Phase, GlassBreak, Assignment), "case"),
            Case: "pk",
        }

        def let_go(*, by: Any, root: UUID) -> int:
            matters = matters_of([root])
            gone = forget_where_warned(by=by, root=root) + erase_rows(columns, by=by, root=root)
            return gone + sum(forget_matter(by=by, matter=matter) for matter in matters)

        other = "tells whether the other party is known here (S12)"
        withheld = {
            Delivery: other,
            HouseWarning: other,
            Stood: "names members of staff and no case; goes with the last of its matter",
        }
        registers(self.label, columns=columns, withheld=withheld, erases=let_go)
