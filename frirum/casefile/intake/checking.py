"""What the conflict check and a new case get of the people an enquiry names."""

from collections.abc import Iterable, Iterator
from datetime import date

from frirum.casefile.matching.facts import Fact, FactKind, phone_digits
from frirum.casefile.matching.facts import Party as Checked
from frirum.casefile.matching.models import ClientOf
from frirum.casefile.matters.models import Side
from frirum.casefile.people.facts import Identity, Newcomer
from frirum.casefile.people.kinds import Channel, PersonRole, WayKind
from frirum.casefile.people.safe import NINETY_DAYS, Agreement
from frirum.foundation.wall.actors import Actor

from .choices import CallerRole, PartyRole
from .facts import ContactWish, PartyFacts
from .models import Enquiry, Party
from .rules import stance_of

_WAYS = (
    ("phone", WayKind.PHONE),
    ("email", WayKind.EMAIL),
    ("address", WayKind.ADDRESS),
    ("handle", WayKind.HANDLE),
    ("plate", WayKind.PLATE),
)
_PERSON_ROLES = {
    PartyRole.CALLER: PersonRole.RELATIVE,
    PartyRole.OTHER_PARTY: PersonRole.OTHER_PARTY,
    PartyRole.SUPPORTED: PersonRole.SUPPORTED,
    PartyRole.CHILD: PersonRole.CHILD,
    PartyRole.PARTNER: PersonRole.PARTNER,
    PartyRole.RELATIVE: PersonRole.RELATIVE,
    PartyRole.OTHER: PersonRole.OTHER,
}

_FOR_OTHERS = (CallerRole.RELATIVE, CallerRole.PROFESSIONAL)

CHECKING = Actor.system("everybody an enquiry names is checked")


def checked(enquiry: Enquiry, parties: Iterable[Party]) -> list[Checked]:
    return [
        Checked(
            holder=party.pk,
            root=enquiry.pk,
            side=Side(enquiry.side),
            stance=stance_of(enquiry.side, party.role),
            facts=tuple(_facts(party.facts, enquiry)),
            client_of=ClientOf.ENQUIRY if _is_for(party, enquiry) else "",
        )
        for party in parties
    ]


def _is_for(party: Party, enquiry: Enquiry) -> bool:
    """Whether it is they who would be the client. Relatives and professionals may call for them."""
    is_caller = party.role == PartyRole.CALLER and enquiry.caller_role not in _FOR_OTHERS
    return is_caller or party.role == PartyRole.SUPPORTED


def _facts(told: PartyFacts, enquiry: Enquiry) -> Iterator[Fact]:
    """A safe number belongs to whoever got in touch, as much as the one they called from."""
    if told.full_name:
        yield Fact(FactKind.NAME, told.given_name, told.family_name)
    if told.birth_date:
        yield Fact(FactKind.BIRTH, told.birth_date.isoformat())
    elif told.age is not None:
        yield Fact(FactKind.BIRTH_YEAR, str(enquiry.received_at.year - told.age))
    if told.address or told.town:
        yield Fact(FactKind.ADDRESS, told.address, told.town)
    phones, emails = [told.phone], [told.email]
    if told.role == PartyRole.CALLER:
        wish = enquiry.contact_wish
        phones.append(wish.phone)
        emails.append(wish.email)
    plain = [(FactKind.HANDLE, told.handle), (FactKind.PLATE, told.plate)]
    plain += [(FactKind.PHONE, phone) for phone in phones]
    plain += [(FactKind.EMAIL, email) for email in emails]
    yield from (Fact(kind, value) for kind, value in plain if value)


def newcomers(
    parties: Iterable[Party], *, client: Party, wish: ContactWish, today: date
) -> list[Newcomer]:
    """The people of an enquiry as people of its case. `wish`: what whoever got in touch agreed."""
    return [
        _newcomer(party, wish=wish, is_client=party.pk == client.pk, today=today)
        for party in parties
    ]


def _newcomer(party: Party, *, wish: ContactWish, is_client: bool, today: date) -> Newcomer:
    told = party.facts
    ways = [(kind, getattr(told, name)) for name, kind in _WAYS if getattr(told, name)]
    if told.town and not told.address:
        ways.append((WayKind.ADDRESS, told.town))
    safe = _with_agreed(ways, wish) if party.role == PartyRole.CALLER else frozenset()
    return Newcomer(
        role=PersonRole.CLIENT if is_client else _PERSON_ROLES[PartyRole(party.role)],
        identity=Identity(
            given_name=told.given_name,
            family_name=told.family_name,
            birth_date=told.birth_date,
            age=None if told.birth_date else told.age,
            age_year=today.year if told.age is not None and not told.birth_date else None,
        ),
        ways=tuple(ways),
        safe=safe if is_client else frozenset(),
        holder=party.pk,
    )


def _with_agreed(ways: list[tuple[WayKind, str]], wish: ContactWish) -> frozenset[str]:
    """Adds the number and mail they agreed on, unless told already; answers which may be used."""
    agreed = (
        (WayKind.PHONE, wish.phone, {Channel.PHONE, Channel.SMS}),
        (WayKind.EMAIL, wish.email, {Channel.EMAIL}),
    )
    safe = set()
    for kind, value, channels in agreed:
        if not value:
            continue
        same = [held for at, held in ways if at == kind and _plain(held) == _plain(value)]
        if not same:
            ways.append((kind, value))
        if channels & {Channel(code) for code in wish.channels}:
            safe |= {value, *same}
    return frozenset(safe)


def _plain(written: str) -> str:
    return phone_digits(written) or written.strip().casefold()


def agreement(wish: ContactWish, *, today: date) -> Agreement:
    """What was agreed holds in the case as long as it would have held without one."""
    return Agreement(
        expires_on=wish.expires_on or today + NINETY_DAYS,
        channels=frozenset(Channel(code) for code in wish.channels),
        days=wish.weekdays,
        from_time=wish.from_time,
        to_time=wish.to_time,
        may_leave_message=wish.may_leave_message,
        sender_name=wish.sender_name,
        code_word=wish.code_word,
        seen_by=wish.seen_by,
    )
