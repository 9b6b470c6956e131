from typing import Any
from uuid import UUID

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "frirum.casefile.intake"
    label = "intake"

    def ready(self) -> None:
        from frirum.casefile.matters.actions import forget_matter  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import visibility  # noqa: F401, PLC0415  (declares the rules)
        from .conflicts import places_of  # noqa: PLC0415
        from .models import (  # noqa: PLC0415
            Assessment,
            DeskDecision,
            Enquiry,
            EnquiryRecusal,
            Party,
            SafetyCall,
            Visitation,
        )

        columns: dict[type[Any], str] = {
            **dict.fromkeys((EnquiryRecusal, SafetyCall, Visitation, Assessment, Party), "enquiry"),
            DeskDecision: "subject",
            Enquiry: "pk",
        }

        def let_go(*, by: Any, root: UUID) -> int:
            stood_in = [place.matter for place in places_of([root]).values() if place.matter]
            gone = erase_rows(columns, by=by, root=root)
            return gone + sum(forget_matter(by=by, matter=matter) for matter in stood_in)

        registers(
            self.label,
            columns=columns,
            erases=let_go,
            withheld={DeskDecision: "tells whether the other party is known here (S12)"},
            brings={Enquiry: "case"},
        )
