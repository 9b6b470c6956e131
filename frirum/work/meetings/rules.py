"""May a meeting be planned so, may this person be asked, may these minutes be shared?"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.models import Consent
from frirum.casefile.consents.rules import consent_allows, law_allows
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.rules import may_get, may_receive
from frirum.casefile.people.kinds import PersonRole, RelationKind
from frirum.casefile.people.models import Person, Relation
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .facts import Guest, ToldMeeting
from .models import Meeting, Topic

LONGEST = 480
# Who is no friend of theirs for that alone: they share children, or once shared a life.
_NOT_TIED = frozenset({RelationKind.FORMER_PARTNER, RelationKind.KNOWS, RelationKind.NEIGHBOUR})
_OURS = frozenset({PersonRole.CLIENT, PersonRole.SUPPORTED, PersonRole.CHILD})


def may_meet_in(case: Case) -> Ruling:
    if case.closed_at:
        return Ruling(_("The case is closed. Reopen it to hold a meeting about it."))
    return ALLOWED


def may_plan(told: ToldMeeting) -> Ruling:
    """Where the sides may meet, how they are kept apart is decided before the day."""
    if not told.purpose.strip():
        return Ruling(_("Write what the meeting is about."))
    if told.meets_other_side and not told.kept_apart.strip():
        return Ruling(
            _(
                "Write how the two are kept apart: separate meetings first of all, else separate "
                "rooms, times of coming and going, and who is with the client."
            )
        )
    return ALLOWED


def may_change(meeting: Meeting, *, seen: int) -> Ruling:
    if meeting.version != seen:
        return Ruling(_("Somebody has changed the meeting meanwhile. Look at it again."))
    return may_still_change(meeting)


def may_still_change(meeting: Meeting) -> Ruling:
    if not meeting.is_planned:
        return Ruling(_("The meeting was held or called off. It stands as it was."))
    return ALLOWED


def tied_to_other_side(people: Iterable[Person], relations: Iterable[Relation]) -> set[UUID]:
    """The other party of this case, and whoever the case knows as theirs. The client and the
    children of the case are never counted so."""
    role = {one.pk: one.role for one in people}
    others = {pk for pk, what in role.items() if what == PersonRole.OTHER_PARTY}
    tied = set(others)
    for one in relations:
        if one.kind in _NOT_TIED:
            continue
        ends = {one.person_id, one.other_id}
        if ends & others:
            tied |= {pk for pk in ends if role.get(pk) not in _OURS}
    return tied


def may_invite(guest: Guest, *, tied: Iterable[UUID], opposing_names: Iterable[str]) -> Ruling:
    """The two sides never share a meeting, nor does anybody who carries words between them."""
    if guest.person and guest.person.pk in set(tied):
        return Ruling(
            _(
                "%(name)s stands with the other side. The two sides meet separately: nobody of "
                "theirs comes to this meeting."
            )
            % {"name": guest.words}
        )
    return may_receive(guest.words, opposing_names)


def may_hear(topic: Topic, *, guest: Guest, consents: Iterable[Consent], on: date) -> Ruling:
    """On a consent that holds this day, or else on the law that the topic names."""
    basis = basis_of([topic], guest=guest, consents=consents, on=on)
    return basis if isinstance(basis, Ruling) else ALLOWED


def basis_of(
    topics: list[Topic],
    *,
    guest: Guest,
    consents: Iterable[Consent],
    on: date,
) -> Basis | Ruling | None:
    """The one basis on which this guest may be told all of these; a refusal when there is none.

    None is the answer for the client, who needs none.
    """
    role, name = guest.role, guest.words
    told = frozenset(Content(one.content) for one in topics)
    got = may_get(role, told)
    if not got.allowed:
        return got
    if role == RecipientRole.CLIENT:
        return None
    refusal: Ruling | None = None
    for consent in consents:
        holds = consent_allows(consent, role=role, recipient=name, contents=told, on=on)
        if holds.allowed:
            return Basis(consent=consent.pk)
        if consent.role == role and refusal is None:
            refusal = holds
    laws = [one.by_law for one in topics]
    if all(law and law.law == laws[0].law and law_allows(law, role=role).allowed for law in laws):  # type: ignore[union-attr]
        return laws[0]
    return refusal or Ruling(_("Neither a consent nor the law lets them hear it."))


def may_share(*, is_held: bool, text: str, guests: Mapping[str, Ruling]) -> Ruling:
    """`guests`: each who is to get a copy, with what was ruled about all that it tells."""
    if not is_held:
        return Ruling(_("The meeting has not been held yet. Say first who was there."))
    if not text.strip():
        return Ruling(_("Write the minutes that are to be shared first."))
    if not guests:
        return Ruling(
            _("Nobody who was there gets a copy. Ask somebody to the meeting, or say who came.")
        )
    for name, ruling in guests.items():
        if not ruling.allowed:
            told = {"name": name, "why": ruling.refusal}
            return Ruling(_("%(name)s may not hear all of it. %(why)s") % told)
    return ALLOWED
