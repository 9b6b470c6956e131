"""What the tests of this room share."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.foundation.apart import launch
from frirum.foundation.apart.launch import Program
from frirum.work.incidents.facts import Told
from frirum.work.incidents.kinds import Channel
from frirum.work.incidents.taxonomy import Behaviour


@pytest.fixture
def told():
    """Somebody wrote three messages on Saturday evening."""

    def telling(**other):
        values = {
            "happened_at": datetime(2026, 11, 21, 21, 14, tzinfo=UTC),
            "behaviours": frozenset({Behaviour.MESSAGES}),
            "account": "Skrev tre gange efter midnat og bad om svar.",
            "channel": Channel.SMS,
            "count": 3,
        }
        return Told(**{**values, **other})

    return telling


@pytest.fixture
def closed_case(almas_case, freja, now):
    return move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)


@pytest.fixture
def url_of(almas_case):
    def address(name, *rows):
        return reverse(f"incidents:{name}", args=[almas_case.pk, *(row.pk for row in rows)])

    return address


@pytest.fixture
def answers():
    """A filled-in form, as a browser sends it."""

    def filled(**other):
        yesterday = datetime.now(UTC) - timedelta(days=1)
        values = {
            "once": "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a10",
            "behaviours": ["messages", "threats"],
            "day": f"{yesterday:%d-%m-%Y}",
            "clock": "22.14",
            "count": "14",
            "channel": "sms",
            "account": "Skrev fjorten gange.",
            "place_kind": "",
            "directed_at": "client",
            "reported": "no",
        }
        return {**values, **other}

    return filled


@pytest.fixture
def photo():
    """A picture as a phone takes it, with a comment in its metadata."""

    def taken(name="IMG_0001.jpg"):
        out = io.BytesIO()
        image = Image.effect_noise((80, 60), 60).convert("RGB")
        image.save(out, "JPEG", comment=b"Elmegade 12")
        return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")

    return taken


@pytest.fixture(params=["bare", "walled"])
def planted(request, tmp_path, monkeypatch):
    """Makes the program that a child is after it was taken over; within the walls and without."""
    if request.param == "bare":
        monkeypatch.setattr(launch, "walls", lambda program: ())

    def program(code, *, cpu=20):
        lines = "\n".join(f"    {line}" for line in code.splitlines())
        loaded = "import json, os, resource, signal, socket, subprocess, sys, time"
        text = f"{loaded}\n\ndef main():\n{lines}\n    return 0\n"
        (tmp_path / "planted.py").write_text(text, "utf-8")
        made = Program("planted", cpu=cpu, folder=tmp_path)
        if request.param == "walled" and not launch.walls(made):
            pytest.skip("bubblewrap is not installed or not allowed")
        return made

    return program
