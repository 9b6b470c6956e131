"""The sizes a real case comes in: a phone of 10,000 messages, a log of 40,000, a thick bundle."""

import io
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from PIL import Image

from frirum.foundation.jobs.queue import run_all_due
from frirum.work.incidents.actions import attach_file, store_incidents
from frirum.work.incidents.actions.bundles import order_bundle, plan_bundle
from frirum.work.incidents.actions.imports import choose_party, order_storing, receive_export
from frirum.work.incidents.bundle.plan import Part, Plan
from frirum.work.incidents.facts import Entry, Told
from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.kinds import Channel, PlaceKind, Reported
from frirum.work.incidents.models import Incident
from frirum.work.incidents.taxonomy import Behaviour

from .cast import BY_LAW, almas_case, person
from .stolen import signed_in

_KINDS = tuple(Behaviour)
_WAYS = tuple(Channel)
_PLACES = ("", "", "", *PlaceKind)
_AT_ONCE = 5_000


def fill_log(incidents: int) -> int:
    """Six years of it, of every kind, everywhere, with breaches and reports among them."""
    dorte, case, now = person("dorte"), almas_case(), timezone.now()
    for start in range(0, incidents, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, incidents))
        entries = [Entry(told=_told(number, now)) for number in numbers]
        store_incidents(by=dorte, case=case, entries=entries, now=now)
    return int(Incident.objects.visible_to(dorte).count())


def _told(number: int, now: Any) -> Told:
    return Told(
        happened_at=now - timedelta(minutes=10 + number * 79),
        behaviours=frozenset({_KINDS[number % len(_KINDS)], _KINDS[number // 7 % len(_KINDS)]}),
        account=f"Skrev igen, {number}. gang, og bad om svar.",
        channel=_WAYS[number % len(_WAYS)],
        count=1 + number % 9,
        place_kind=_PLACES[number % len(_PLACES)],
        is_breach=number % 40 == 0,
        reported=Reported.YES if number % 90 == 0 else Reported.NO,
    )


def pages_of_the_log() -> dict[str, dict[str, float]]:
    """Milliseconds of each page as the server makes it: the middle of several, and CPU."""
    client, case = signed_in("dorte"), almas_case()
    log = f"/sager/{case.pk}/haendelser/"
    client.get(f"{log}?starred=on")
    return {
        name: _middle(lambda path=path: client.get(path))
        for name, path in {
            "first page": log,
            "filter by what": f"{log}?behaviour=threats",
            "filter by how": f"{log}?channel=in_person",
            "breaches": f"{log}?breach=on",
            "days": f"{log}?since=1-1-2024&until=1-2-2024",
            "pattern": f"{log}moenster/",
            "pattern of it all": f"{log}moenster/?weeks=all",
        }.items()
    }


def _middle(ask: Callable[[], Any], times: int = 7) -> dict[str, float]:
    took, spent = [], []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = ask()
        took.append(1000 * (time.perf_counter() - wall))
        spent.append(1000 * (time.process_time() - cpu))
        assert answer.status_code == 200, answer.status_code
    return {"wall": round(sorted(took)[times // 2]), "cpu": round(sorted(spent)[times // 2])}


def import_phone(messages: int) -> dict[str, Any]:
    """Seconds from the file to the preview, and from the decision to the log."""
    dorte, case, now = person("dorte"), almas_case(), timezone.now()
    said = synthetic.conversation(messages, start=now - timedelta(hours=messages))
    export = synthetic.sms_file(map(synthetic.sms_row, said), messages)
    began = time.perf_counter()
    received = receive_export(
        by=dorte, case=case, name="sms.xml", chunks=[export], once=uuid4(), language="da", now=now
    )
    run_all_due()
    received.refresh_from_db()
    choice = {"day_first": None, "parties": [received.survey["parties"][0]["key"]]}
    choose_party(by=dorte, phone_import=received, choice=choice, now=now)
    run_all_due()
    seen = time.perf_counter()
    received.refresh_from_db()
    order_storing(by=dorte, phone_import=received, now=now)
    run_all_due()
    stored = time.perf_counter()
    received.refresh_from_db()
    return {
        "state": received.state,
        "preview": round(seen - began, 1),
        "store": round(stored - seen, 1),
        "incidents": received.stored,
    }


def make_bundle(incidents: int, pictures: int) -> dict[str, Any]:
    """Seconds from the press to the finished file, and how often it told how far it was."""
    dorte, case, now = person("dorte"), almas_case(), timezone.now()
    entries = [Entry(told=_told(number * 3, now)) for number in range(incidents)]
    store_incidents(by=dorte, case=case, entries=entries, now=now)
    rows = case.incidents.visible_to(dorte).newest_first()[:pictures]
    for number, (row, picture) in enumerate(zip(rows, _photographs(), strict=False)):
        attach_file(
            by=dorte, case=case, incident=row, name=f"{number}.jpg", chunks=[picture],
            received_from="Alma", now=now,
        )  # fmt: skip
    run_all_due()
    today = timezone.localdate(now)
    plan = Plan(
        first_day=today - timedelta(days=4_000), last_day=today, client="Alma Birk",
        other_party="Bo Brandt", parts=frozenset(Part),
    )  # fmt: skip
    bundle = plan_bundle(by=dorte, case=case, plan=plan, once=uuid4(), now=now)
    order_bundle(
        by=dorte, bundle=bundle, recipient="Politi Fjelding", basis=BY_LAW, allowed=[], now=now
    )
    began = time.perf_counter()
    run_all_due()
    took = time.perf_counter() - began
    bundle.refresh_from_db()
    return {"state": bundle.state, "seconds": round(took, 1)}


def _photographs() -> Iterator[bytes]:
    """Like a phone's: 3 million points, half a megabyte, each another."""
    noise = Image.effect_noise((400, 300), 60).convert("RGB").resize((2000, 1500))
    number = 0
    while True:
        out = io.BytesIO()
        noise.rotate(number).save(out, "JPEG", quality=85)
        yield out.getvalue()
        number += 1
