"""Originals: as they came, numbered, accounted for, shown only as copies."""

import hashlib
from uuid import uuid4

import pytest
from django.http import Http404

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.outgoing.actions import answer_approval
from frirum.casefile.outgoing.models import Approval, Stand
from frirum.foundation.vault import files
from frirum.foundation.wall.rulings import Refused
from frirum.work.incidents.actions import (
    attach_file,
    correct_incident,
    hand_out_originals,
    hand_over_exhibit,
    record_incident,
    verify_exhibit,
)
from frirum.work.incidents.kinds import Deed, PreviewState
from frirum.work.incidents.queries import custody_of, exhibits_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(almas_case, dorte, told, now):
    return record_incident(by=dorte, case=almas_case, told=told(), now=now)


@pytest.fixture
def attach(almas_case, dorte, incident, now):
    def attached(upload, **other):
        return attach_file(
            by=dorte,
            case=almas_case,
            incident=incident,
            name=upload.name,
            chunks=upload.chunks(),
            received_from="Klienten",
            now=now,
            **other,
        )

    return attached


def deeds(actor, exhibit):
    return [line.event.deed for line in custody_of(actor=actor, exhibit=exhibit)]


def test_s24_the_original_is_kept_bit_for_bit_with_its_checksum(attach, photo):
    upload = photo()
    content = upload.read()
    upload.seek(0)
    exhibit = attach(upload)
    assert b"".join(files.read(exhibit.file)) == content
    assert exhibit.sha256 == hashlib.sha256(content).hexdigest()
    assert (exhibit.number, exhibit.size, exhibit.extension) == (1, len(content), ".jpg")


def test_s24_nothing_done_with_an_exhibit_alters_its_original(
    attach, photo, dorte, incident, told, now, run_jobs, hand_over
):
    """Drawn, compared, handed over: the same sealed bytes, never written again."""
    exhibit = attach(photo())
    path = files.path_of(exhibit.file)
    before = (path.read_bytes(), path.stat().st_mtime_ns, exhibit.sha256, exhibit.file)
    run_jobs()
    verify_exhibit(by=dorte, exhibit=exhibit, now=now)
    correct_incident(by=dorte, incident=incident, version=1, told=told(), reason="Ret", now=now)
    hand_over(exhibit)
    exhibit.refresh_from_db()
    after = (path.read_bytes(), path.stat().st_mtime_ns, exhibit.sha256, exhibit.file)
    assert after == before
    assert exhibit.preview != exhibit.file


def test_exhibits_are_numbered_within_their_case(attach, photo):
    assert [attach(photo()).number for _ in range(3)] == [1, 2, 3]


def test_s24_a_picture_is_shown_as_a_copy_without_its_hidden_data(attach, photo, dorte, run_jobs):
    exhibit = attach(photo())
    assert exhibit.preview_state == PreviewState.WAITING
    run_jobs()
    exhibit.refresh_from_db()
    copy = b"".join(files.read(exhibit.preview))
    assert exhibit.preview_state == PreviewState.READY
    assert copy[8:12] == b"WEBP"
    assert b"Elmegade" not in copy
    assert deeds(dorte, exhibit) == [Deed.RECEIVED, Deed.STORED, Deed.PREVIEWED]


def test_a_picture_that_cannot_be_drawn_says_why_and_is_kept(attach, photo, run_jobs):
    broken = photo()
    broken.file.truncate(40)
    broken.size = 40
    exhibit = attach(broken)
    run_jobs()
    exhibit.refresh_from_db()
    assert exhibit.preview_state == PreviewState.FAILED
    assert exhibit.preview_fault
    assert len(b"".join(files.read(exhibit.file))) == 40


def test_packed_files_are_not_taken_in_and_leave_nothing(attach, almas_case, dorte, photo):
    packed = photo("alt.zip")
    packed.file.seek(0)
    packed.file.write(b"PK\x03\x04" + b"\x00" * 60)
    packed.file.seek(0)
    with pytest.raises(Refused):
        attach(packed)
    assert exhibits_of(actor=dorte, case=almas_case) == []


def test_a_file_sent_twice_is_one_exhibit(attach, photo, almas_case, dorte):
    once = "5f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a10"
    assert attach(photo(), once=once) == attach(photo(), once=once)
    assert len(exhibits_of(actor=dorte, case=almas_case)) == 1


def test_s24_comparing_finds_a_changed_byte(attach, photo, dorte, now):
    exhibit = attach(photo())
    assert verify_exhibit(by=dorte, exhibit=exhibit, now=now).is_intact
    exhibit.sha256 = "0" * 64
    assert verify_exhibit(by=dorte, exhibit=exhibit, now=now).is_intact is False


def test_a_file_of_one_case_cannot_be_put_on_an_incident_of_another(
    bos_case, emil, incident, photo, now
):
    with pytest.raises(Http404):
        attach_file(
            by=emil,
            case=bos_case,
            incident=incident,
            name="x.jpg",
            chunks=[b"x"],
            received_from="",
            now=now,
        )


@pytest.fixture
def hand_over(dorte, freja, now):
    """A picture, no machine reads: Freja looks at it before it leaves."""

    def handed(exhibit):
        release = hand_over_exhibit(
            by=dorte,
            exhibit=exhibit,
            role=RecipientRole.POLICE,
            recipient="Betjent Holm",
            basis=Basis(law="crime_work", reason="Alma har anmeldt det og bedt om det."),
            once=uuid4(),
            now=now,
        )
        assert release.stand == Stand.WAITING
        asked = Approval.objects.visible_to(freja).get(release=release)
        answer_approval(by=freja, approval=asked, passes=True, remark="", now=now)
        return hand_out_originals(by=dorte, release=release, now=now)

    return handed


def test_handing_over_goes_through_the_door_out_and_stands_in_the_custody(
    attach, photo, dorte, now, ledger, hand_over
):
    exhibit = attach(photo())
    release = hand_over(exhibit)
    last = custody_of(actor=dorte, exhibit=exhibit)[-1]
    assert (last.event.deed, last.event.other, last.by) == (
        Deed.HANDED_OVER,
        "Betjent Holm",
        "Dorte Dahl",
    )
    assert release.sha256 == exhibit.sha256
    assert (dorte.id, "hand_out", "done") in ledger()


def test_s27_what_was_only_asked_for_is_not_handed_over(attach, photo, dorte, now):
    exhibit = attach(photo())
    hand_over_exhibit(
        by=dorte,
        exhibit=exhibit,
        role=RecipientRole.CLIENT,
        recipient="Alma Birk",
        basis=None,
        once=uuid4(),
        now=now,
    )
    assert Deed.HANDED_OVER not in deeds(dorte, exhibit)


def test_custody_is_in_order(attach, photo, dorte, now):
    exhibit = attach(photo())
    verify_exhibit(by=dorte, exhibit=exhibit, now=now)
    positions = [line.event.position for line in custody_of(actor=dorte, exhibit=exhibit)]
    assert positions == [1, 2, 3]
