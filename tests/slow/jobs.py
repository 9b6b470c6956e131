"""Jobs that take a while, ordered; and what came of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from frirum.casefile.outgoing.models import Release
from frirum.foundation.jobs.models import Job
from frirum.foundation.jobs.queue import run_all_due
from frirum.foundation.vault.models import SealedFile
from frirum.work.incidents.actions import record_incident
from frirum.work.incidents.actions.bundles import order_bundle, plan_bundle
from frirum.work.incidents.actions.imports import choose_party, order_storing, receive_export
from frirum.work.incidents.bundle.plan import Part, Plan
from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.models import Incident, PhoneImport
from frirum.work.incidents.models.bundles import Bundle

from .cast import BY_LAW, almas_case, person, told


def order_a_bundle(incidents: int) -> str:
    """A bundle of many incidents, for the job process to make."""
    dorte, case, now = person("dorte"), almas_case(), timezone.now()
    for number in range(incidents):
        record_incident(by=dorte, case=case, told=told(number), now=now)
    run_all_due()
    today = timezone.localdate(now)
    plan = Plan(
        first_day=today - timedelta(days=90), last_day=today, client="Alma Birk",
        other_party="Bo Brandt", introduction="", parts=frozenset({Part.MESSAGES}),
    )  # fmt: skip
    bundle = plan_bundle(by=dorte, case=case, plan=plan, once=uuid4(), now=now)
    ordered = order_bundle(
        by=dorte, bundle=bundle, recipient="Fjelding Politi", basis=BY_LAW, allowed=[], now=now
    )
    return ordered.job.hex


def order_an_import(messages: int) -> str:
    """A phone's texts, looked into and decided; the job process stores them."""
    dorte, case, now = person("dorte"), almas_case(), timezone.now()
    export = synthetic.sms_backup(messages)
    received = receive_export(
        by=dorte, case=case, name="sms.xml", chunks=[export], once=uuid4(), language="da", now=now
    )
    run_all_due()
    received.refresh_from_db()
    choice = {"day_first": None, "parties": [received.survey["parties"][0]["key"]]}
    choose_party(by=dorte, phone_import=received, choice=choice, now=now)
    run_all_due()
    received.refresh_from_db()
    return order_storing(by=dorte, phone_import=received, now=now).job.hex


def after(job: str) -> dict[str, Any]:
    """What a job left behind."""
    dorte, row = person("dorte"), Job.objects.get(pk=UUID(job))
    return {
        "state": row.state,
        "attempts": row.attempts,
        "bundles": [one.state for one in Bundle.objects.visible_to(dorte)],
        "imports": [[one.state, one.stored] for one in PhoneImport.objects.visible_to(dorte)],
        "incidents": Incident.objects.visible_to(dorte).count(),
        "released": Release.objects.visible_to(dorte).count(),
        **litter(),
    }


def litter() -> dict[str, Any]:
    """Rows whose file is missing, and how many files lie there that no row names."""
    named = {one.hex for one in SealedFile.objects.values_list("pk", flat=True)}
    lying = {path.name for path in settings.FILE_DIR.glob("??/*")}
    return {"missing": sorted(named - lying), "lying": len(lying - named)}
