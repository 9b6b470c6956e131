from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "frirum.casefile.intake"
    label = "intake"

    def ready(self) -> None:
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import visibility  # noqa: F401, PLC0415  (declares the rules)
        from .models import (  # noqa: PLC0415
            Assessment,
            DeskDecision,
            Enquiry,
            EnquiryRecusal,
            Party,
            SafetyCall,
            StaffHit,
            Visitation,
        )

        handlers_in(f"{self.name}.jobs")

        registers(
            self.label,
            columns={
                **dict.fromkeys(
                    (EnquiryRecusal, SafetyCall, Visitation, Assessment, Party), "enquiry"
                ),
                DeskDecision: "subject",
                StaffHit: "root",
                Enquiry: "pk",
            },
            withheld={
                DeskDecision: "tells whether the other party is known here (S12)",
                StaffHit: "whom a member of staff is close to",
            },
            brings={Enquiry: "case"},
        )
