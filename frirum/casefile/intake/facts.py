"""What was told, in shapes that forms fill and actions store. No row, no clock."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, time
from typing import Any, Self

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from frirum.casefile.people.banner import hours_in_words
from frirum.casefile.people.kinds import Channel as Way
from frirum.casefile.people.safe import NINETY_DAYS
from frirum.foundation.ui.dates import day

from .choices import Agreed, CallerRole, Channel, CloseTo, Days, PartyRole, SafeNow

_DAYS = {
    Days.ALL: frozenset(range(7)),
    Days.WEEKDAYS: frozenset(range(5)),
    Days.WEEKEND: frozenset({5, 6}),
}


def _kept(shape: type[Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(shape)}
    return {name: value for name, value in stored.items() if name in names}


@dataclass(frozen=True, slots=True)
class ContactWish:
    """How somebody may be contacted. As it stands: not at all. Holds for ninety days."""

    channels: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    days: str = Days.ALL.value
    from_time: time | None = None
    to_time: time | None = None
    may_leave_message: bool = False
    seen_by: str = ""
    sender_name: str = ""
    code_word: str = ""
    agreed_on: date | None = None

    @property
    def expires_on(self) -> date | None:
        return self.agreed_on and self.agreed_on + NINETY_DAYS

    def is_expired(self, on: date) -> bool:
        """Good to the end of its last day."""
        return bool(self.channels and self.expires_on and on > self.expires_on)

    @property
    def may_contact(self) -> bool:
        return bool(self.channels)

    @property
    def may_call(self) -> bool:
        return Way.PHONE.value in self.channels

    @property
    def weekdays(self) -> frozenset[int]:
        return _DAYS[Days(self.days)]

    def stored(self) -> dict[str, Any]:
        values = asdict(self)
        for name in ("from_time", "to_time"):
            values[name] = values[name].isoformat("minutes") if values[name] else None
        values["agreed_on"] = self.agreed_on.isoformat() if self.agreed_on else None
        return values

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Self:
        values = _kept(cls, stored or {})
        for name in ("from_time", "to_time"):
            values[name] = time.fromisoformat(values[name]) if values.get(name) else None
        agreed = values.get("agreed_on")
        values["agreed_on"] = date.fromisoformat(agreed) if agreed else None
        values["channels"] = tuple(values.get("channels", ()))
        return cls(**values)

    def entries(self, on: date) -> list[tuple[str, str]]:
        """The banner on this day: an icon and a text for each thing agreed."""
        if not self.may_contact:
            return [("x", _("No contact from us. They get in touch themselves."))]
        if self.is_expired(on):
            told = _("No contact: the agreement ran out %(day)s. Ask again when they get in touch.")
            return [("x", told % {"day": day(self.expires_on)})]
        listed = [(_ICONS[Way(code)], self._way_text(Way(code))) for code in self.channels]
        listed.append(("clock", self.when()))
        message = _("Leave a message") if self.may_leave_message else _("Never leave a message")
        listed.append(("message-square", message))
        more = (
            ("eye", _("Also seen by: %s"), self.seen_by),
            ("user", _("We call ourselves: %s"), self.sender_name),
            ("key-round", _("Code word: %s"), self.code_word),
        )
        return listed + [(icon, text % value) for icon, text, value in more if value]

    def when(self) -> str:
        """As the banner of a case says it."""
        return capfirst(hours_in_words(self.weekdays, self.from_time, self.to_time))

    def _way_text(self, way: Way) -> str:
        value = {Way.PHONE: self.phone, Way.SMS: self.phone, Way.EMAIL: self.email}.get(way, "")
        return f"{way.label}: {value}" if value else str(way.label)


_ICONS = {Way.PHONE: "phone", Way.SMS: "smartphone", Way.EMAIL: "mail", Way.LETTER: "file-text"}


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Somebody an enquiry names, as far as it is known."""

    role: str = PartyRole.CALLER.value
    given_name: str = ""
    family_name: str = ""
    birth_date: date | None = None
    age: int | None = None
    phone: str = ""
    email: str = ""
    town: str = ""
    address: str = ""
    handle: str = ""
    plate: str = ""
    relation: str = ""

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, (self.given_name, self.family_name)))

    @property
    def is_empty(self) -> bool:
        return not any(self.details().values()) and not self.full_name

    @property
    def is_name_alone(self) -> bool:
        """A name with nothing beside it fits many people."""
        return bool(self.full_name) and not any(
            value for name, value in self.details().items() if name != "relation"
        )

    def missing(self) -> tuple[str, ...]:
        """What the conflict check goes by and does not have: `name`, `birth`, `place`, `phone`."""
        known = {
            "name": self.given_name and self.family_name,
            "birth": self.birth_date or self.age is not None,
            "place": self.town or self.address,
            "phone": self.phone,
        }
        return tuple(kind for kind, value in known.items() if not value)

    def details(self) -> dict[str, Any]:
        skipped = {"role", "given_name", "family_name"}
        return {
            each.name: getattr(self, each.name) for each in fields(self) if each.name not in skipped
        }

    def stored(self) -> dict[str, Any]:
        values = asdict(self)
        values.pop("role")
        values["birth_date"] = self.birth_date.isoformat() if self.birth_date else None
        return values

    @classmethod
    def read(cls, role: str, stored: Mapping[str, Any]) -> Self:
        values = {**_kept(cls, stored), "role": role}
        born = values.get("birth_date")
        values["birth_date"] = date.fromisoformat(born) if born else None
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Told:
    """One enquiry as it was told."""

    caller_role: CallerRole
    channel: Channel = Channel.CALL
    close_to: CloseTo = CloseTo.EXPOSED
    safe_now: SafeNow = SafeNow.UNKNOWN
    themes: tuple[str, ...] = ()
    municipality: str = ""
    summary: str = ""
    agreed: Agreed = Agreed.NOTHING
    contact: ContactWish = field(default_factory=ContactWish)

    def stored(self) -> dict[str, Any]:
        """As the enquiry's row keeps it; whom it is close to is kept as its side."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        values.pop("close_to")
        return {**values, "themes": list(self.themes), "contact": self.contact.stored()}
