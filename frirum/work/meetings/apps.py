from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "frirum.work.meetings"
    label = "meetings"

    def ready(self) -> None:
        from frirum.foundation.wall.whole_case import registers  # noqa: PLC0415

        from .models import Invited, Meeting, Minutes, Topic  # noqa: PLC0415

        columns = {Minutes: "case", Topic: "case", Invited: "case", Meeting: "case"}
        registers(self.label, columns=columns)
