"""The room's pages, as a browser meets them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.work.incidents.actions import attach_file, record_incident
from frirum.work.incidents.kinds import Precision

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(almas_case, dorte, told):
    yesterday = timezone.now() - timedelta(days=1)
    return record_incident(
        by=dorte, case=almas_case, told=told(happened_at=yesterday), now=timezone.now()
    )


@pytest.fixture
def exhibit(almas_case, dorte, incident, photo):
    upload = photo()
    return attach_file(
        by=dorte,
        case=almas_case,
        incident=incident,
        name=upload.name,
        chunks=upload.chunks(),
        received_from="Klienten",
        now=timezone.now(),
    )


@pytest.fixture
def addresses(url_of, incident, exhibit):
    """Every page of the room about one case."""
    names = ("log", "record", "pattern", "exhibits")
    own = ("incident", "correct", "history", "star", "unstar", "attach")
    of_exhibit = ("exhibit", "preview", "verify", "hand_over")
    return [
        *(url_of(name) for name in names),
        *(url_of(name, incident) for name in own),
        *(url_of(name, exhibit) for name in of_exhibit),
    ]


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_pages_open_for_whoever_works_on_the_case(client_of, dorte, addresses, run_jobs):
    run_jobs()
    client = client_of(dorte)
    answers = {address: client.get(address).status_code for address in addresses}
    assert set(answers.values()) <= {200, 302}


def test_to_the_other_side_no_page_is_there(client_of, emil, bos_case, addresses):
    client = client_of(emil)
    assert {client.get(address).status_code for address in addresses} == {404}
    assert {client.post(address).status_code for address in addresses} == {404}


@pytest.mark.parametrize("name", ["ida", "gry", "hans", "vera", "asta"])
def test_to_colleagues_without_a_part_in_it_no_page_is_there(client_of, house, addresses, name):
    client = client_of(house.staff[name])
    assert {client.get(address).status_code for address in addresses} == {404}


def test_signed_out_one_is_asked_to_sign_in(client, addresses):
    assert {client.get(address).status_code for address in addresses} == {302}


def test_rows_of_another_case_are_not_found_under_this_one(client_of, emil, bos_case, incident):
    address = reverse("incidents:incident", args=[bos_case.pk, incident.pk])
    assert client_of(emil).get(address).status_code == 404


def test_an_incident_is_recorded_with_its_picture_and_read_again(
    client_of, dorte, url_of, answers, photo
):
    client = client_of(dorte)
    sent = client.post(url_of("record"), answers(effect="Sov ikke.", uploads=[photo(), photo()]))
    assert sent.status_code == 302
    read = text_of(client.get(sent["Location"]))
    assert "14 beskeder på sms, trusler" in read
    assert "Skrev fjorten gange." in read
    assert "Sov ikke." in read
    assert "Bilag 2" in read
    assert "14 beskeder på sms, trusler" in text_of(client.get(url_of("log")))


def test_a_double_click_records_one_incident_with_its_files_once(
    client_of, dorte, almas_case, url_of, answers, photo
):
    client = client_of(dorte)
    for _click in range(2):
        client.post(url_of("record"), answers(uploads=[photo()]))
    assert almas_case.incidents.visible_to(dorte).count() == 1
    assert almas_case.exhibits.visible_to(dorte).count() == 1


@pytest.mark.parametrize(
    ("change", "precision"),
    [
        ({}, Precision.EXACT),
        ({"is_about": "on"}, Precision.ABOUT),
        ({"clock": ""}, Precision.DAY),
        ({"clock": "", "day": "1-9-2026", "until_day": "5-9-2026"}, Precision.PERIOD),
        ({"clock": "7.15", "until_clock": "7.31"}, Precision.EXACT),
    ],
)
def test_how_exact_it_is_follows_from_what_is_filled_in(
    client_of, dorte, almas_case, url_of, answers, change, precision
):
    assert client_of(dorte).post(url_of("record"), answers(**change)).status_code == 302
    assert almas_case.incidents.visible_to(dorte).get().precision == precision


@pytest.mark.parametrize(
    ("change", "instruction"),
    [
        ({"behaviours": []}, "Vælg, hvad der blev gjort"),
        ({"day": "32-1-26"}, "dag"),
        ({"day": ""}, "dag"),
        ({"clock": "", "until_clock": "8.00"}, "Skriv også, hvornår det begyndte"),
        ({"until_day": "1-1-2026"}, "Skriv, hvornår det sluttede"),
        ({"clock": "9.00", "until_clock": "8.00"}, "slutter, før det begynder"),
        ({"count": "0"}, "1"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client_of, dorte, almas_case, url_of, answers, change, instruction
):
    answer = client_of(dorte).post(url_of("record"), answers(**change))
    assert answer.status_code == 422
    assert instruction in text_of(answer)
    assert "Skrev fjorten gange." in answer.content.decode()
    assert not almas_case.incidents.visible_to(dorte).exists()


def test_packed_files_are_named_in_the_form(client_of, dorte, url_of, answers, photo):
    packed = photo("alt.zip")
    packed.file.seek(0)
    packed.file.write(b"PK\x03\x04" + b"\x00" * 60)
    packed.file.seek(0)
    answer = client_of(dorte).post(url_of("record"), answers(uploads=[packed]))
    assert answer.status_code == 422
    assert "alt.zip" in text_of(answer)


def test_on_a_closed_case_the_button_says_why(client_of, dorte, closed_case, url_of, answers):
    client = client_of(dorte)
    assert "Genåbn den for at skrive hændelser" in text_of(client.get(url_of("log")))
    assert client.post(url_of("record"), answers()).status_code == 409


def correction(incident, **other):
    local = timezone.localtime(incident.happened_at)
    values = {
        "version": "1",
        "behaviours": ["messages"],
        "day": f"{local:%d-%m-%Y}",
        "clock": f"{local:%H.%M}",
        "count": "4",
        "channel": "sms",
        "account": "Skrev fire gange.",
        "directed_at": "client",
        "reported": "no",
        "reason": "En mere.",
    }
    return {**values, **other}


def test_a_correction_shows_in_the_log_and_in_the_history(client_of, dorte, url_of, incident):
    client = client_of(dorte)
    assert client.post(url_of("correct", incident), correction(incident)).status_code == 302
    assert "Rettet" in text_of(client.get(url_of("log")))
    history = text_of(client.get(url_of("history", incident)))
    assert "En mere." in history
    assert "Skrev tre gange efter midnat" in history
    assert "Skrev fire gange." in history


def test_the_second_to_correct_sees_what_changed_and_chooses(
    client_of, dorte, freja, url_of, incident
):
    client_of(freja).post(url_of("correct", incident), correction(incident))
    client = client_of(dorte)
    mine = correction(incident, account="Skrev fem gange.", count="5")
    met = client.post(url_of("correct", incident), mine)
    assert met.status_code == 409
    assert "Freja Friis" in text_of(met)
    assert "Skrev fire gange." in text_of(met)
    assert "Skrev fem gange." in met.content.decode()
    version = re.search(r'name="version" value="(\d)"', met.content.decode()).group(1)
    assert client.post(url_of("correct", incident), {**mine, "version": version}).status_code == 302
    incident.refresh_from_db()
    assert (incident.account, incident.version) == ("Skrev fem gange.", 3)


def test_a_correction_sent_twice_is_one(client_of, dorte, url_of, incident):
    client = client_of(dorte)
    for _click in range(2):
        sent = client.post(url_of("correct", incident), correction(incident))
        assert sent.status_code == 302
    incident.refresh_from_db()
    assert incident.version == 2


def test_a_star_is_set_and_taken_off(client_of, dorte, url_of, incident):
    client = client_of(dorte)
    client.get(url_of("star", incident))
    assert "Typisk eksempel" not in text_of(client.get(url_of("incident", incident)))
    client.post(url_of("star", incident))
    assert "Typisk eksempel" in text_of(client.get(url_of("incident", incident)))
    client.post(url_of("unstar", incident))
    assert "Typisk eksempel" not in text_of(client.get(url_of("incident", incident)))


def test_the_copy_is_a_picture_of_ours_and_runs_nothing(
    client_of, dorte, url_of, exhibit, run_jobs
):
    assert client_of(dorte).get(url_of("preview", exhibit)).status_code == 404
    run_jobs()
    answer = client_of(dorte).get(url_of("preview", exhibit))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"] == 'inline; filename="1.webp"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"Elmegade" not in answer.content


def test_an_original_is_asked_for_with_a_name_and_a_basis(client_of, dorte, url_of, exhibit):
    client, here = client_of(dorte), url_of("hand_over", exhibit)
    assert client.post(here, {"role": "police", "recipient": ""}).status_code == 422
    named = {"role": "police", "recipient": "B. Holm", "once": str(uuid4())}
    assert client.post(here, named).status_code == 422
    why = {"basis_code": "law:crime_work", "basis_reason": "Politiet har bedt om billedet."}
    answer = client.post(here, named | why)
    assert answer.status_code == 302
    assert "/udleveret/" in answer["Location"]
    assert "Udleveret: B. Holm" not in text_of(client.get(url_of("exhibit", exhibit)))


def test_comparing_stands_in_the_custody(client_of, dorte, url_of, exhibit):
    client = client_of(dorte)
    client.post(url_of("verify", exhibit))
    assert "Uændret" in text_of(client.get(url_of("exhibit", exhibit)))


def test_files_can_be_added_later(client_of, dorte, url_of, incident, photo):
    client = client_of(dorte)
    once = "7f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a10"
    sent = {"once": once, "received_from": "Naboen", "uploads": [photo("nabo.jpg")]}
    assert client.post(url_of("attach", incident), sent).status_code == 302
    assert "nabo.jpg" in text_of(client.get(url_of("incident", incident)))
    assert client.post(url_of("attach", incident), {"once": once}).status_code == 422


def test_the_fragment_is_the_rows_alone(client_of, dorte, url_of, incident):
    whole = client_of(dorte).get(url_of("log")).content.decode()
    part = client_of(dorte).get(url_of("log"), headers={"HX-Request": "true"}).content.decode()
    assert part.strip() in whole
    assert "<html" not in part


@pytest.mark.parametrize(
    "query",
    ["?older=x", "?newer=1-2", "?behaviour=nothing", "?since=never", "?q=%00", "?older=9e99-0"],
)
def test_a_strange_address_breaks_nothing(client_of, dorte, url_of, incident, query):
    assert client_of(dorte).get(url_of("log") + query).status_code == 200


def test_a_day_that_is_none_is_said_and_the_rest_of_the_filter_holds(
    client_of, dorte, url_of, incident
):
    client = client_of(dorte)
    answer = client.get(url_of("log") + "?since=never&channel=call", headers={"HX-Request": "true"})
    assert "Skriv dag, måned og år" in text_of(answer)
    assert "Intet i loggen passer på dette" in text_of(answer)


def test_an_empty_log_says_what_to_do(client_of, dorte, almas_case, url_of):
    assert "Loggen er tom endnu" in text_of(client_of(dorte).get(url_of("log")))
    assert "Intet i denne periode" in text_of(client_of(dorte).get(url_of("pattern")))


@pytest.mark.parametrize("query", ["?weeks=12", "?weeks=all&count=times", "?weeks=many"])
def test_the_pattern_is_drawn_and_stands_as_figures(client_of, dorte, url_of, incident, query):
    read = text_of(client_of(dorte).get(url_of("pattern") + query))
    assert "1 hændelser, 3 gange i alt" in read
    assert "Beskeder" in read
