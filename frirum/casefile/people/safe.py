"""What contact is safe: the agreement as a value, and what it says about one channel."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from .kinds import Channel

NINETY_DAYS = timedelta(days=90)
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the client said when asked. Nothing said means no contact.

    `days` are 0 for Monday to 6; without times any hour of those days. They bind the phone.
    """

    expires_on: date
    channels: frozenset[Channel] = frozenset()
    days: frozenset[int] = EVERY_DAY
    from_time: time | None = None
    to_time: time | None = None
    may_leave_message: bool = False
    sender_name: str = ""
    code_word: str = ""
    seen_by: str = ""

    def until(self, day: date) -> "Agreement":
        """The same, for longer."""
        return replace(self, expires_on=day)

    def to_json(self) -> dict[str, Any]:
        return {
            "channels": sorted(self.channels),
            "days": sorted(self.days),
            "from_time": self.from_time.isoformat("minutes") if self.from_time else None,
            "to_time": self.to_time.isoformat("minutes") if self.to_time else None,
            "may_leave_message": self.may_leave_message,
            "sender_name": self.sender_name,
            "code_word": self.code_word,
            "seen_by": self.seen_by,
        }

    @classmethod
    def from_json(cls, held: dict[str, Any], *, expires_on: date) -> "Agreement":
        times = {
            name: time.fromisoformat(held[name]) if held[name] else None
            for name in ("from_time", "to_time")
        }
        return cls(
            **{
                **held,
                **times,
                "channels": frozenset(Channel(code) for code in held["channels"]),
                "days": frozenset(held["days"]),
                "expires_on": expires_on,
            }
        )

    def lets_write_at(self, at: datetime) -> datetime:
        """The first moment from `at` (local time) at which a machine may write: its days and hours.

        Looks a week ahead; an agreement without any day has none, and `at` comes back.
        """
        for ahead in range(8):
            day = at.date() + timedelta(days=ahead)
            if day.weekday() not in self.days:
                continue
            opens = at.combine(day, self.from_time or time.min, tzinfo=at.tzinfo)
            closes = at.combine(day, self.to_time or time.max, tzinfo=at.tzinfo)
            if max(at, opens) < closes:
                return max(at, opens)
        return at

    def is_expired(self, on: date) -> bool:
        """Good to the end of its last day."""
        return on > self.expires_on
