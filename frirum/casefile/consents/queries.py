"""What may be told to whom today, and which consents end soon."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.country.chosen import LEGAL_BASES, legal_basis
from frirum.foundation.ui.dates import short_day
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .asking import CONSENT, LAW
from .basis import Basis
from .kinds import Content, RecipientRole
from .models import Consent
from .rules import consent_allows, law_allows

SOON = timedelta(days=21)
PAGE = 50


def consents_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Consent]:
    """Newest first."""
    held = Consent.objects.visible_to(actor).filter(case=case)
    return list(held.order_by("-given_on", "-recorded_at", "pk")[:limit])


def may_tell(
    *,
    actor: Actor,
    case: Case,
    basis: Basis | None,
    role: RecipientRole,
    recipient: str,
    contents: Iterable[Content],
    on: date,
) -> Ruling:
    """The client is told what is theirs; everybody else only on a basis that holds this day."""
    if role == RecipientRole.CLIENT:
        return ALLOWED
    if basis is None:
        return Ruling(_("Choose on what basis it may leave: a consent, or the law."))
    if basis.consent is None:
        return law_allows(basis, role=role)
    held = Consent.objects.visible_to(actor).filter(case=case, pk=basis.consent).first()
    return consent_allows(held, role=role, recipient=recipient, contents=contents, on=on)


def choices_for(
    *, actor: Actor, case: Case, roles: Iterable[RecipientRole], on: date
) -> list[tuple[str, str]]:
    """What a form offers as a basis: consents that hold today first, then what the law allows."""
    wanted = set(roles)
    holding = [one for one in consents_of(actor=actor, case=case) if one.holds_on(on)]
    consents = [
        (f"{CONSENT}{one.pk}", _consent_words(one)) for one in holding if one.role in wanted
    ]
    laws = [
        (f"{LAW}{one.code}", f"{one.words} ({one.statute})")
        for one in LEGAL_BASES
        if any(one.allows(role) for role in wanted)
    ]
    return [*consents, *laws]


def _consent_words(one: Consent) -> str:
    words = _("The client’s consent: %(name)s, until %(day)s")
    return words % {"name": one.recipient, "day": short_day(one.expires_on)}


def basis_words(bases: dict[UUID, Basis | None], *, actor: Actor, case: Case) -> dict[UUID, str]:
    """In words, for the list of what left: keyed as given."""
    consents = {one.pk: one for one in consents_of(actor=actor, case=case)}
    found: dict[UUID, str] = {}
    for key, basis in bases.items():
        if basis is None:
            continue
        held = consents.get(basis.consent) if basis.consent else None
        law = legal_basis(basis.law)
        if held:
            found[key] = _consent_words(held)
        elif law:
            found[key] = f"{law.words} ({law.statute})"
    return found


def expiring_consents(*, actor: Actor, today: date, limit: int = PAGE) -> list[Consent]:
    """In the cases this worker sees: those that end within three weeks, the first first."""
    held = Consent.objects.visible_to(actor).filter(
        withdrawn_on=None, expires_on__range=(today, today + SOON), case__closed_at=None
    )
    return list(held.select_related("case").order_by("expires_on", "pk")[:limit])
