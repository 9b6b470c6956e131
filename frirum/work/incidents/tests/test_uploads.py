"""Large files come in parts: gone on with after a break, taken in once, let go when left."""

import hashlib
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from frirum.foundation.vault import files
from frirum.foundation.vault.files import PART
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.actions import sweep_uploads
from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.models import Exhibit, Incident, PhoneImport, Upload

pytestmark = pytest.mark.django_db

FILM = b"\x00\x00\x00\x18ftypmp42" + os.urandom(PART + 4_000)


@pytest.fixture
def dortes(client_of, dorte):
    return client_of(dorte)


@pytest.fixture
def begin(dortes, url_of):
    def begun(name="film.mp4", size=None, by=dortes, query=""):
        about = {"name": name, "size": len(FILM) if size is None else size, "changed": "1764100000"}
        return by.post(url_of("upload_new") + query, about)

    return begun


def send(client, told, content, start):
    return client.post(
        f"{told['at']}{start}",
        content[start : start + told["part"]],
        content_type="application/octet-stream",
    )


@pytest.fixture
def film(begin, dortes):
    """Sent whole; answers its key."""
    told = begin().json()
    while told["received"] < told["size"]:
        told = send(dortes, told, FILM, told["received"]).json()
    return told["id"]


def on_disk():
    return [path for path in Path(settings.FILE_DIR).glob("??/*") if path.is_file()]


def test_a_film_comes_in_parts_and_becomes_an_exhibit(film, dortes, url_of, answers, dorte):
    answer = dortes.post(url_of("record"), answers(sent=film))
    assert answer.status_code == 302
    exhibit = Exhibit.objects.visible_to(dorte).get()
    assert (exhibit.name, exhibit.size, exhibit.kind) == ("film.mp4", len(FILM), "mp4")
    assert exhibit.sha256 == hashlib.sha256(FILM).hexdigest()
    assert b"".join(files.read(exhibit.file)) == FILM
    assert not Upload.objects.exists()


def test_after_a_break_the_same_file_goes_on_where_it_stopped(begin, dortes):
    told = begin().json()
    send(dortes, told, FILM, 0)
    again = begin().json()
    assert (again["id"], again["received"]) == (told["id"], PART)
    twice = send(dortes, again, FILM, 0).json()  # the answer to it was lost
    assert twice["received"] == PART
    assert send(dortes, again, FILM, PART).json()["received"] == len(FILM)


def test_a_part_that_was_cut_is_asked_for_again(begin, dortes):
    told = begin().json()
    cut = send(dortes, told, FILM[:1_000], 0)
    assert cut.status_code == 409
    assert Upload.objects.get().received == 0


def test_more_than_2_gb_is_refused_before_a_byte_is_sent(begin):
    answer = begin(size=2 * 1024**3 + 1)
    assert answer.status_code == 422
    assert "2 GB" in answer.json()["sentence"]
    assert not Upload.objects.exists()


def test_packed_and_empty_files_are_refused_with_their_first_part(begin, dortes):
    packed = b"PK\x03\x04" + bytes(500)
    told = begin(name="alt.zip", size=len(packed)).json()
    assert "pakkede filer" in send(dortes, told, packed, 0).json()["sentence"].lower()
    assert begin(name="tom.jpg", size=0).status_code == 422


def test_when_the_form_has_a_fault_the_files_need_not_be_chosen_again(
    film, dortes, url_of, answers
):
    answer = dortes.post(url_of("record"), answers(sent=film, account=""))
    assert answer.status_code == 422
    assert f'<input type="hidden" name="sent" value="{film}">' in answer.content.decode()
    assert "film.mp4" in answer.content.decode()


def test_a_file_that_is_gone_is_asked_for_again(film, dortes, url_of, answers):
    sweep_uploads(by=Actor.system("test"), now=timezone.now() + timedelta(days=2))
    answer = dortes.post(url_of("record"), answers(sent=film))
    assert answer.status_code == 422
    assert "her ikke længere" in answer.content.decode()


def test_files_are_added_to_an_incident_and_an_export_is_read_in(
    dortes, url_of, answers, begin, film, dorte
):
    dortes.post(url_of("record"), answers())
    incident = Incident.objects.visible_to(dorte).get()
    given = {"once": "5f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a11", "received_from": "Alma", "sent": film}
    assert dortes.post(url_of("attach", incident), given).status_code == 302
    assert incident.exhibits.visible_to(dorte).count() == 1

    export = synthetic.sms_backup(40)
    told = begin(name="sms.xml", size=len(export), query="?export").json()
    told = send(dortes, told, export, 0).json()
    sent = {"once": "5f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a12", "sent": told["id"]}
    assert dortes.post(url_of("import"), sent).status_code == 302
    assert PhoneImport.objects.visible_to(dorte).get().size == len(export)


def test_nobody_else_goes_on_with_a_file_or_takes_it(
    film, begin, client_of, freja, emil, url_of, answers, dorte
):
    leader = client_of(freja)
    told = begin(by=leader).json()
    assert told["id"] != film
    answer = leader.post(url_of("record"), answers(sent=film))
    assert answer.status_code == 422
    assert client_of(emil).post(url_of("upload_new"), {}).status_code == 404
    assert not Exhibit.objects.visible_to(dorte).exists()


def test_what_is_not_wanted_or_left_for_a_day_goes(film, begin, dortes, almas_case):
    before = len(on_disk())
    dortes.post(f"/sager/{almas_case.pk}/haendelser/filer/{film}/drop/")
    assert not Upload.objects.exists()
    begin(name="en anden.mp4")
    sweep_uploads(by=Actor.system("test"), now=timezone.now() + timedelta(days=2))
    assert not Upload.objects.exists()
    files.sweep(older_than_seconds=0, now=time.time() + 1e9)
    assert len(on_disk()) < before


def test_nothing_of_it_lies_in_clear(begin, dortes):
    told = begin().json()
    send(dortes, told, FILM, 0)
    lying = b"".join(path.read_bytes() for path in on_disk())
    assert FILM[1_000:1_064] not in lying
