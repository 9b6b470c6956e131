from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "frirum.casefile.matching"
    label = "matching"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import jobs, visibility  # noqa: F401, PLC0415  (declare the job and the rules)
        from .actions import drop_facts  # noqa: PLC0415
        from .models import Check, Decision, Finding, MatchKey  # noqa: PLC0415

        other = "tells whether the other party is known here (S12)"
        words = "keyed hashes of what the people and the enquiry hold in words"
        withheld = {MatchKey: words, Check: other, Finding: other, Decision: other}
        registers(self.label, withheld=withheld, erases=drop_facts)
