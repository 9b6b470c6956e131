"""From the log to the file an officer can check, as somebody at the page does it."""

import io
import re
import subprocess
import zipfile
from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from PIL import Image
from pypdf import PdfReader

from frirum.casefile.consents.basis import Basis
from frirum.casefile.outgoing.tests.passing import let_through
from frirum.casefile.people.actions import add_person, add_way
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.foundation.vault import files
from frirum.work.incidents.actions import attach_file, hand_out_originals, record_incident
from frirum.work.incidents.actions.bundles import order_bundle
from frirum.work.incidents.facts import Told
from frirum.work.incidents.models import Bundle, CustodyEvent, Exhibit
from frirum.work.incidents.taxonomy import Behaviour

pytestmark = pytest.mark.django_db


WHY = "Alma har anmeldt det, og politiet har bedt om materialet."
BASIS = Basis(law="crime_work", reason=WHY)
OFFICER = {
    "recipient": "Kim Kvist",
    "basis_code": "law:crime_work",
    "basis_reason": WHY,
}


def saved(form, **options):
    out = io.BytesIO()
    Image.effect_noise((60, 40), 60).convert("RGB").save(out, form, **options)
    return out.getvalue()


PNG = saved("PNG")


@pytest.fixture
def log(almas_case, dorte, now, run_jobs):
    """An incident that names where Alma lives, with a picture; and how it felt."""
    person = add_person(
        by=dorte,
        case=almas_case,
        role=PersonRole.CLIENT,
        identity=Identity(given_name="Alma", family_name="Andersen"),
        now=now,
    )
    for kind, value in (
        (WayKind.ADDRESS, "Rosenvej 4, 8000 Aarhus C"),
        (WayKind.PHONE, "22334455"),
    ):
        add_way(by=dorte, person=person, kind=kind, value=value, now=now)
    incident = record_incident(
        by=dorte,
        case=almas_case,
        now=now,
        told=Told(
            happened_at=now - timedelta(days=3),
            behaviours=frozenset({Behaviour.TURNING_UP}),
            account="Han stod uden for Rosenvej 4 og ringede til +45 22 33 44 55.",
            effect="Hun sov ikke.",
            place_text="Hjørnet ved bageren",
        ),
    )
    attach_file(
        by=dorte,
        case=almas_case,
        incident=incident,
        name="IMG_1.png",
        chunks=[PNG],
        received_from="Alma",
        now=now,
    )
    run_jobs()
    return incident


def attach(by, incident, name, content, run_jobs):
    attach_file(
        by=by, case=incident.case, incident=incident, name=name, chunks=[content],
        received_from="Alma", now=timezone.now(),
    )  # fmt: skip
    run_jobs()


@pytest.fixture
def plan(client_of, dorte, almas_case, now):
    """Fills in the first step as Dorte; answers the planned bundle."""

    def fill(**changes):
        client, url = client_of(dorte), reverse("incidents:bundle_new", args=[almas_case.pk])
        once = re.search(r'name="once" value="([^"]+)"', client.get(url).content.decode())[1]
        given = {
            "once": once,
            "first_day": f"{localdate(now) - timedelta(days=30):%d-%m-%Y}",
            "last_day": f"{localdate(now):%d-%m-%Y}",
            "which": "all",
            "parts": ["messages", "exhibits"],
            "client": "Alma Andersen",
            "other_party": "Bo",
            "introduction": "",
            "language": "da",
        }
        answer = client.post(url, given | changes)
        assert answer.status_code == 302, answer.content.decode()
        return Bundle.objects.visible_to(dorte).get(once=once)

    return fill


@pytest.fixture
def made(plan, log, client_of, dorte, almas_case, run_jobs):
    """A bundle made for an officer."""
    bundle = plan()
    here = reverse("incidents:bundle_one", args=[almas_case.pk, bundle.pk])
    answer = client_of(dorte).post(here, OFFICER | {"recipient": "Kim Kvist, Østjylland"})
    assert answer.status_code == 302, answer.content.decode()
    run_jobs()
    return Bundle.objects.visible_to(dorte).get(pk=bundle.pk)


@pytest.fixture
def let_out(dorte, freja, vera, now):
    """Freja has seen the pictures, the desk the words, and Dorte hands it out."""

    def let(bundle):
        bundle.refresh_from_db()
        let_through(bundle.release, by=dorte, reader=freja, desk=vera, now=now)
        return hand_out_originals(by=dorte, release=bundle.release, now=now)

    return let


def downloaded(client, case, bundle):
    url = reverse("outgoing:download", args=[case.pk, bundle.release_id])
    return b"".join(client.get(url).streaming_content)


def test_what_the_officer_gets_can_be_checked_with_ordinary_tools(
    made, let_out, client_of, dorte, almas_case, tmp_path
):
    let_out(made)
    packed = downloaded(client_of(dorte), almas_case, made)
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    assert "bilag/B001.png: OK" in checked.stdout
    assert "rapport.pdf: OK" in checked.stdout
    assert (tmp_path / "bilag/B001.png").read_bytes() == PNG


def report_text(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        pages = PdfReader(io.BytesIO(archive.read("rapport.pdf"))).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


def report_of(bundle):
    return report_text(b"".join(files.read(bundle.release.file)))


def test_where_the_client_is_to_be_found_is_blacked_out(made):
    text = report_of(made)
    assert "Han stod uden for" in text
    assert "Rosenvej" not in text
    assert "44 55" not in text


def test_what_somebody_ticked_may_stand(plan, log, client_of, dorte, almas_case, run_jobs):
    bundle, client = plan(), client_of(dorte)
    here = reverse("incidents:bundle_one", args=[almas_case.pk, bundle.pk])
    shown = client.get(here).content.decode()
    keys = dict(re.findall(r'name="allowed" value="(\w+)"[^>]*>\s*<span>([^<]+)', shown))
    (phone,) = (key for key, word in keys.items() if "33" in word)
    client.post(here, OFFICER | {"allowed": [phone]})
    run_jobs()
    bundle.refresh_from_db()
    text = report_of(bundle)
    assert "22 33 44 55" in text
    assert "Rosenvej" not in text
    assert [one["words"] for one in bundle.release.findings] == ["+45 22 33 44 55"]


def test_danger_case_13_how_it_felt_never_leaves_and_places_only_when_chosen(
    made, plan, client_of, dorte, almas_case, run_jobs
):
    client, text = client_of(dorte), report_of(made)
    assert "sov ikke" not in text
    assert "bageren" not in text
    bundle = plan(parts=["place"])
    here = reverse("incidents:bundle_one", args=[almas_case.pk, bundle.pk])
    client.post(here, OFFICER)
    run_jobs()
    bundle.refresh_from_db()
    text = report_of(bundle)
    assert "bageren" in text
    assert "B001" not in text


def test_danger_case_13_the_page_shows_before_what_the_police_will_see(
    plan, log, client_of, dorte, almas_case
):
    bundle = plan()
    here = reverse("incidents:bundle_one", args=[almas_case.pk, bundle.pk])
    shown = client_of(dorte).get(here).content.decode()
    assert "Han stod uden for" in shown
    assert "B001.png" in shown
    assert "Hun sov ikke" not in shown


def test_s25_what_waits_for_somebodys_yes_is_fetched_by_nobody(made, client_of, dorte, almas_case):
    assert made.release.stand == "waiting"
    url = reverse("outgoing:download", args=[almas_case.pk, made.release_id])
    assert client_of(dorte).get(url).status_code == 404


def test_handing_over_stands_in_custody_and_among_what_left(made, let_out, dorte):
    let_out(made)
    events = CustodyEvent.objects.visible_to(dorte).filter(deed="handed_over")
    assert [event.other for event in events] == ["Kim Kvist, Østjylland"]
    assert made.state == "ready"
    assert made.release.recipient_role == "police"


def test_an_exhibit_that_was_changed_makes_no_bundle(
    plan, log, client_of, dorte, almas_case, run_jobs
):
    exhibit = Exhibit.objects.visible_to(dorte).get()
    Exhibit.objects.visible_to(dorte).update(file=files.store(almas_case.pk, [b"e" * len(PNG)]).id)
    assert exhibit.size == len(PNG)
    bundle, client = plan(), client_of(dorte)
    here = reverse("incidents:bundle_one", args=[almas_case.pk, bundle.pk])
    client.post(here, OFFICER)
    run_jobs()
    bundle.refresh_from_db()
    assert (bundle.state, bundle.release) == ("failed", None)
    assert bundle.fault in client.get(here).content.decode()


def test_two_presses_make_one_bundle(plan, log, dorte, run_jobs, almas_case):
    bundle = plan()
    for _ in range(2):
        order_bundle(
            by=dorte, bundle=bundle, recipient="Kim", basis=BASIS, allowed=[], now=timezone.now()
        )
    run_jobs()
    assert almas_case.releases.visible_to(dorte).count() == 1


def test_an_empty_log_has_no_bundle_to_make(client_of, dorte, almas_case):
    url = reverse("incidents:bundle", args=[almas_case.pk])
    assert 'aria-disabled="true"' in client_of(dorte).get(url).content.decode()


def test_to_the_other_side_the_bundle_does_not_exist(made, client_of, emil, almas_case):
    client = client_of(emil)
    urls = [
        reverse("incidents:bundle", args=[almas_case.pk]),
        reverse("incidents:bundle_new", args=[almas_case.pk]),
        reverse("incidents:bundle_one", args=[almas_case.pk, made.pk]),
        reverse("incidents:bundle_change", args=[almas_case.pk, made.pk]),
        reverse("outgoing:download", args=[almas_case.pk, made.release_id]),
    ]
    assert {client.get(url).status_code for url in urls} == {404}
    with pytest.raises(Http404):
        order_bundle(
            by=emil, bundle=made, recipient="Kim", basis=BASIS, allowed=[], now=timezone.now()
        )


def test_a_file_that_tells_a_place_goes_only_when_somebody_says_so(
    plan, log, client_of, dorte, run_jobs, almas_case
):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (56.0, 9.0, 26.0)
    attach(dorte, log, "IMG_2.jpg", saved("JPEG", exif=exif), run_jobs)
    attach(dorte, log, "VID_3.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(90), run_jobs)
    attach(dorte, log, "IMG_4.jpg", b"\xff\xd8\xff" + bytes(90), run_jobs)
    bundle, client = plan(), client_of(dorte)
    here = reverse("incidents:bundle_one", args=[almas_case.pk, bundle.pk])
    seen = client.get(here).content.decode()
    for name in ("B002.jpg", "B003.mp4", "B004.jpg"):
        assert name in seen
    film = Exhibit.objects.visible_to(dorte).get(number=3)
    client.post(here, OFFICER | {"exhibits": [film.pk.hex]})
    run_jobs()
    bundle.refresh_from_db()
    packed = zipfile.ZipFile(io.BytesIO(b"".join(files.read(bundle.release.file))))
    proof = sorted(name for name in packed.namelist() if "bilag/" in name)
    assert [name.rpartition("/")[2] for name in proof] == ["B001.png", "B003.mp4"]
