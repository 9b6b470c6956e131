"""The disk is full, for a while: no file of this process can grow past a few kilobytes."""

import resource
from typing import Any
from uuid import UUID

from django.db import connection

from frirum.work.incidents.models import Incident

from .cast import almas_case, person
from .stolen import incident, signed_in, task

_FEW_BYTES = 700 * 1024


def work_on() -> dict[str, Any]:
    """Write and read on a disk that fills up, and again when there is room."""
    case, client = almas_case(), signed_in("dorte")
    new, log = f"/sager/{case.pk}/haendelser/ny/", f"/sager/{case.pk}/haendelser/"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FEW_BYTES, most))
    said: list[tuple[str, int, str]] = []

    def told(kind: str, answer: Any, once: str = "") -> None:
        said.append((kind, answer.status_code, once))

    for _ in range(8):
        filled = incident()
        told("incident", client.post(new, filled), filled["once"])
        told("read", client.get(log))
        filled = incident(uploads=[])
        told("words", client.post(new, filled), filled["once"])
        told("task", client.post(f"/opgaver/{case.pk}/ny/", task("Ring til Alma")))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    filled = incident()
    told("room again", client.post(new, filled), filled["once"])
    told("room again", client.get(log))
    return {"said": said}


def stored(onces: list[str]) -> dict[str, int]:
    """How many exhibits stand with each of these incidents that is there."""
    rows = Incident.objects.visible_to(person("dorte")).filter(once__in=map(UUID, onces))
    return {str(row.once): row.exhibits.visible_to(person("dorte")).count() for row in rows}
