from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "frirum.casefile.people"
    label = "people"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .models import ContactWay, Person, Relation, SafeContact, Twin  # noqa: PLC0415

        columns = dict.fromkeys((Relation, ContactWay, SafeContact, Twin, Person), "case")
        registers(self.label, columns=columns)
