"""A day's work typed through the pages of a house of real files, and one thing left in clear."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from frirum.demo.cast import user_id
from frirum.foundation.accounts.models import SignIn, User, Way
from frirum.foundation.accounts.sessions import fingerprint
from frirum.foundation.jobs.queue import run_all_due
from frirum.foundation.wall.ledger.verify import seal_checkpoint
from tests.promises.world import build

from .cast import almas_case, person


def signed_in(name: str) -> Client:
    client, user, now = Client(), User.objects.get(pk=user_id(name)), timezone.now()
    client.raise_request_exception = False
    client.force_login(user)
    key = fingerprint(client.session.session_key)
    SignIn.objects.create(user=user, session=key, way=Way.DEMO, started_at=now, seen_at=now)
    return client


def a_days_work() -> dict[str, Any]:
    """Something in every table, half of it typed into the forms. Answers the pages' statuses."""
    case, now = almas_case(), timezone.now()
    build(dorte=person("dorte"), freja=person("freja"), case=case, now=now)
    client, at = signed_in("dorte"), f"/sager/{case.pk}/"
    statuses = [client.post(f"{at}haendelser/ny/", incident()).status_code]
    statuses += [client.post(f"/opgaver/{case.pk}/ny/", task("Kanarietabel")).status_code]
    statuses += [client.post("/sager/soeg/", {"q": "Kanariesoeger"}).status_code]
    statuses += [client.get(address).status_code for address in (at, f"{at}haendelser/", "/sager/")]
    Client().post(
        "/konto/log-ind/", {"username": "Kanariebur", "password": "Kanariebur-Kanariebur"}
    )
    run_all_due()
    seal_checkpoint(now=timezone.now())
    return {"statuses": statuses}


def incident(**other: Any) -> dict[str, Any]:
    """The form of an incident, with a picture that is none, as a browser sends it."""
    yesterday = timezone.localdate() - timedelta(days=1)
    content = b"Kanariefil " * 80_000
    filled = {
        "once": str(uuid4()), "behaviours": ["messages"], "day": f"{yesterday:%d-%m-%Y}",
        "clock": "22.14", "count": "14", "channel": "sms", "account": "Kanariefugl skrev.",
        "effect": "Kanariesang", "place_kind": "", "directed_at": "client", "reported": "no",
        "uploads": SimpleUploadedFile("Kanariefil.txt", content, content_type="text/plain"),
    }  # fmt: skip
    return {**filled, **other}


def task(title: str) -> dict[str, Any]:
    return {"once": str(uuid4()), "title": title, "text": "", "due_on": "", "kind": "other"}


def leave_in_clear(word: str) -> None:
    """What a forgetful programmer would do: a word in a plain column."""
    case = almas_case()
    case.number = word
    case.save()
