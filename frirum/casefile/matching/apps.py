from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "frirum.casefile.matching"
    label = "matching"

    def ready(self) -> None:
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from . import visibility  # noqa: F401, PLC0415  (declares the rules)
        from .actions import drop_facts  # noqa: PLC0415
        from .models import Bearer, Check, Decision, Finding, MatchKey, WordCount  # noqa: PLC0415

        handlers_in(f"{self.name}.jobs")
        other = "tells whether the other party is known here (S12)"
        words = "what the people and the enquiry hold in words, as it is compared"
        everybody = "words of everybody's names together, with no one's name in it"
        withheld = {Bearer: words, MatchKey: words, WordCount: everybody}
        withheld |= {Check: other, Finding: other, Decision: other}
        registers(self.label, withheld=withheld, erases=drop_facts)
