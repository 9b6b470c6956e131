"""The police bundle in Alma's case, planned and ordered; the job process makes it."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from frirum.casefile.consents.basis import Basis
from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.actions.bundles import order_bundle, plan_bundle
from frirum.work.incidents.bundle.plan import Part, Plan

_INTRODUCTION = (
    "Alma Birk har ført log, siden hun kontaktede centret. Hun har én gang tydeligt sagt, at hun "
    "ikke ønsker kontakt ud over det, der gælder datteren, og har ikke svaret siden."
)
_BASIS = Basis(law="crime_work", reason="Alma har selv bedt om, at politiet får materialet.")


def order_police_bundle(by: Actor, case: Case, *, now: datetime) -> None:
    at = now - timedelta(days=4)
    today = timezone.localdate(now)
    plan = Plan(
        first_day=today - timedelta(days=91),
        last_day=today - timedelta(days=5),
        client="Alma Birk",
        other_party="Bo Brandt",
        introduction=_INTRODUCTION,
        parts=frozenset({Part.MESSAGES, Part.EXHIBITS, Part.WITNESSES}),
    )
    bundle = plan_bundle(by=by, case=case, plan=plan, once=uuid4(), now=at)
    order_bundle(
        by=by, bundle=bundle, recipient="Fjelding Politi", basis=_BASIS, allowed=[], now=at
    )
