from typing import Any
from uuid import UUID

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "frirum.casefile.intake"
    label = "intake"

    def ready(self) -> None:
        from frirum.casefile.matters.actions import forget_matter  # noqa: PLC0415
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import models as its  # noqa: PLC0415
        from . import visibility  # noqa: F401, PLC0415  (declares the rules)
        from .conflicts import places_of  # noqa: PLC0415

        handlers_in(f"{self.name}.jobs")

        columns: dict[type[Any], str] = {
            its.EnquiryRecusal: "enquiry",
            its.SafetyCall: "enquiry",
            its.Visitation: "enquiry",
            its.Assessment: "enquiry",
            its.Party: "enquiry",
            its.DeskDecision: "subject",
            its.PassedOn: "subject",
            its.StaffHit: "root",
            its.Enquiry: "pk",
        }

        def let_go(*, by: Any, root: UUID) -> int:
            stood_in = [place.matter for place in places_of([root]).values() if place.matter]
            gone = erase_rows(columns, by=by, root=root)
            return gone + sum(forget_matter(by=by, matter=matter) for matter in stood_in)

        registers(
            self.label,
            columns=columns,
            erases=let_go,
            withheld={
                its.DeskDecision: "tells whether the other party is known here (S12)",
                its.StaffHit: "whom a member of staff is close to",
            },
            brings={its.Enquiry: "case"},
        )
