from typing import Any
from uuid import UUID

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "frirum.work.bookings"
    label = "bookings"

    def ready(self) -> None:
        from frirum.foundation.jobs.queue import handlers_in  # noqa: PLC0415
        from frirum.foundation.wall.whole_case import erase_rows, registers  # noqa: PLC0415

        from . import models as its  # noqa: PLC0415
        from . import visibility  # noqa: F401, PLC0415  (declares the rules)
        from .actions.whole import forget_times  # noqa: PLC0415

        handlers_in(f"{self.name}.jobs")
        columns: dict[type[Any], str] = {
            its.Arrival: "subject",
            its.TooClose: "subject",
            its.Bond: "case",
            its.KeptApart: "one",
            its.Stay: "case",
            its.Coming: "case",
            its.GroupPlace: "case",
            its.Wish: "case",
        }

        def let_go(*, by: Any, root: UUID) -> int:
            freed = forget_times(by=by, root=root)
            return freed + erase_rows(columns, by=by, root=root)

        registers(
            self.label,
            columns=columns,
            erases=let_go,
            withheld={
                its.Stay: "a token of it, laid beside another answer, would join both sides",
                its.Bond: "tells that another case is here",
                its.KeptApart: "for the conflict desk alone (S12)",
                its.TooClose: "tells that the other party comes here (S12)",
            },
        )
