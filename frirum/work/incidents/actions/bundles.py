"""Making a bundle for the police: planned, ordered, handed to the one door out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind
from frirum.casefile.outgoing.parcels import Enclosed, Parcel, Piece
from frirum.casefile.outgoing.queries.releases import opposing_names
from frirum.casefile.outgoing.rules import may_receive
from frirum.foundation.jobs.queue import order
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from ..bundle.plan import Plan
from ..models import Exhibit
from ..models.bundles import Bundle, BundleState, new_reference

BUNDLE_JOB = "incidents.make_bundle"


@action(Permission.MAKE_BUNDLE)
def plan_bundle(*, by: Actor, case: Case, plan: Plan, once: UUID, now: datetime) -> Bundle:
    """Decide what a bundle holds. The same `once` plans one, however often it is sent."""
    _hold(by, case, now)
    twin: Bundle | None = case.bundles.visible_to(by).filter(once=once).first()
    if twin:
        return twin
    bundle: Bundle = Bundle.objects.create(
        case=case,
        reference=new_reference(),
        content=plan.as_json(),
        planned_at=now,
        planned_by=by.id,
        once=once,
    )
    return bundle


@action(Permission.MAKE_BUNDLE)
def change_plan(*, by: Actor, bundle: Bundle, plan: Plan, now: datetime) -> Bundle:
    """Decide anew, as long as it has not been made. What was let through is asked again."""
    held = _held(by, bundle, now)
    if held.state not in (BundleState.PLANNED, BundleState.FAILED):
        raise Refused(_("This bundle is made already. Make a new one with other contents."))
    held.content, held.allowed, held.state = plan.as_json(), [], BundleState.PLANNED
    held.save()
    return held


@action(Permission.MAKE_BUNDLE)
def order_bundle(
    *,
    by: Actor,
    bundle: Bundle,
    recipient: str,
    basis: Basis | None,
    allowed: Collection[str],
    now: datetime,
) -> Bundle:
    """Have it made for this officer. `allowed` are the guarded words that may stand.

    A second press changes nothing.
    """
    held = _held(by, bundle, now)
    if held.state in (BundleState.MAKING, BundleState.READY):
        return held
    may_receive(recipient, opposing_names(actor=by, case=held.case)).enforce()
    held.recipient, held.allowed, held.basis = recipient.strip(), sorted(allowed), basis
    held.state, held.fault = BundleState.MAKING, None
    held.job = order(BUNDLE_JOB, by=by, root=held.case_id, bundle=held.pk).pk
    held.save()
    return held


@action(Permission.MAKE_BUNDLE)
def refuse_bundle(*, by: Actor, bundle: Bundle, sentence: str, now: datetime) -> Bundle:
    """It could not be made; the sentence says why and what to do."""
    held = _held(by, bundle, now)
    if held.state == BundleState.MAKING:
        held.state, held.fault = BundleState.FAILED, sentence
        held.save()
    return held


@action(Permission.MAKE_BUNDLE)
def release_bundle(
    *,
    by: Actor,
    bundle: Bundle,
    exhibits: Sequence[Exhibit],
    pieces: Iterable[Piece],
    packed: Iterable[bytes],
    now: datetime,
) -> Bundle:
    """Hand the finished file to the one door out. `pieces` are all that the report says."""
    held = _held(by, bundle, now)
    if held.state != BundleState.MAKING:
        return held
    contents = {Content.INCIDENTS}
    if exhibits:
        contents |= {Content.EXHIBITS, Content.CUSTODY}
    parcel = Parcel(
        kind=Kind.BUNDLE,
        role=RecipientRole.POLICE,
        recipient=held.recipient,
        contents=frozenset(contents),
        pieces=tuple(pieces),
        enclosed=Enclosed("bundle.zip", packed, made_of=tuple(one.file for one in exhibits)),
        basis=held.basis,
    )
    held.release = ask_to_leave(by=by, case=held.case, parcel=parcel, once=held.once, now=now)
    held.state = BundleState.READY
    held.save()
    return held


def _hold(by: Actor, case: Case, now: datetime) -> None:
    """On PostgreSQL this holds the case's row, so that two presses stand in line."""
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)


def _held(by: Actor, bundle: Bundle, now: datetime) -> Bundle:
    _hold(by, bundle.case, now)
    held: Bundle = Bundle.objects.visible_to(by).get(pk=bundle.pk)
    return held
