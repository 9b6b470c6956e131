"""The pages of a warning: in the case, at the conflict desk, and where it is received."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frirum.casefile.matters.actions import (
    approve_crossing,
    confirm_warning,
    lay_warning,
    send_crossing_back,
)
from frirum.casefile.matters.models import Basis, Crossing, Delivery, ForWhom, HouseWarning
from frirum.demo.cast import open_almas_case
from frirum.foundation.drafts.models import Draft
from frirum.foundation.wall.actors import Actor

from .across import DONE, FRIRUM, WHY, WORDS, written

BACK = "Tag stedet ud, og skriv det igen."


pytestmark = pytest.mark.usefixtures("still")


def danger(case):
    return reverse("matters:danger", args=[case.pk])


def typed(**changed):
    return {
        "once": "00000000-0000-0000-0000-000000000007", "danger": "plan", "basis": "crime",
        "for_whom": "worker", "reason": WHY, "words": WORDS, "is_read": "on",
    } | changed  # fmt: skip


def text_of(answer):
    return answer.content.decode()


def test_the_page_says_first_to_call_112_and_what_to_do(bos_case, emil, client_of):
    page = text_of(client_of(emil).get(danger(bos_case)))
    main = page[page.index("<main") :]
    assert main.index("Ring 112 først") < main.index("Bed huset give et varsel videre")
    assert 'href="tel:112"' in main
    assert "straffeloven § 141" in main
    assert "Der er ikke skrevet noget" in main


def test_the_case_leads_to_it(bos_case, emil, client_of):
    page = text_of(client_of(emil).get(reverse("desk:case", args=[bos_case.pk])))
    assert f'href="{danger(bos_case)}"' in page


def test_what_is_written_stands_in_the_case_as_with_the_desk(bos_case, emil, client_of):
    client = client_of(emil)
    answer = client.post(danger(bos_case), typed())
    assert answer.url == danger(bos_case)
    page = text_of(client.get(answer.url))
    assert WORDS in page
    assert "Hos habilitetsskranken" in page
    assert "Gå ud fra, at ingen har fået besked" in page
    client.post(danger(bos_case), typed())
    assert Crossing.objects.visible_to(emil).count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"words": ""}, "Skriv de ord"), ({"words": "Ring 22 33 44 55"}, "telefonnumre"),
     ({"reason": "kort"}, "mindst 20 tegn"), ({"is_read": ""}, "sæt så kryds"),
     ({"danger": "x"}, ""), ({"basis": ""}, "Vælg lovgrundlaget"), ({"for_whom": ""}, "Vælg, hvis"),
     ({"words": "x" * 401}, ""), ({"once": "x"}, "")],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    bos_case, emil, client_of, changed, said
):
    answer = client_of(emil).post(danger(bos_case), typed(**changed))
    page = text_of(answer)
    assert answer.status_code == 422
    assert said in page
    assert changed.get("reason", WHY) in page
    assert not Crossing.objects.visible_to(emil).exists()


def test_what_is_half_written_is_kept_as_a_draft(bos_case, emil, client_of):
    client, page = client_of(emil), danger(bos_case)
    client.post(f"/kladde{page}", {"reason": WHY, "words": "Halvt skre"})
    assert Draft.objects.filter(author=emil.id).count() == 1
    assert "Halvt skre" in text_of(client.get(page))
    client.post(page, typed())
    assert not Draft.objects.filter(author=emil.id).exists()


def test_the_second_person_reads_decides_and_sees_what_came_of_it(
    bos_case, almas_case, emil, vera, dorte, client_of, now
):
    made = written(emil, bos_case, now)
    client = client_of(vera)
    assert "varsel om fare for liv skal afgøres nu" in text_of(client.get("/"))
    assert reverse("matters:crossing", args=[made.pk]) in text_of(
        client.get(reverse("matters:crossings"))
    )
    at = reverse("matters:crossing", args=[made.pk])
    page = text_of(client.get(at))
    assert WORDS in page
    assert WHY in page
    for unseen in (bos_case.number, almas_case.number, "Varslet, ikke bekræftet"):
        assert unseen not in page
    assert client.post(reverse("matters:approve", args=[made.pk])).url == at
    assert "Varslet, ikke bekræftet" in text_of(client.get(at))
    confirm_warning(by=dorte, warning=HouseWarning.objects.visible_to(dorte).get(), now=now)
    page = text_of(client.get(at))
    assert "Varslet og bekræftet" in page
    assert "Dorte" not in page


def test_the_second_person_sends_back_with_a_reason(bos_case, emil, vera, client_of, now):
    made, client = written(emil, bos_case, now), client_of(vera)
    at = reverse("matters:send_back", args=[made.pk])
    answer = client.post(at, {"answer": "kort"})
    assert answer.status_code == 422
    assert "mindst 20 tegn" in text_of(answer)
    assert client.post(at, {"answer": BACK}).url == reverse("matters:crossings")
    writer = client_of(emil)
    assert "sendt dit varsel tilbage" in text_of(writer.get("/"))
    page = text_of(writer.get(danger(bos_case)))
    assert BACK in page
    again = f"{danger(bos_case)}?igen={made.pk}"
    assert again in page
    assert f">{WORDS}</textarea>" in text_of(writer.get(again)).replace("\n", "")


def test_nonsense_about_which_one_came_back_starts_empty(bos_case, almas_case, emil, dorte, now,
                                                         client_of):  # fmt: skip
    other = written(dorte, almas_case, now, words="Hendes ord til ham.")
    for asked in ("x", "", other.pk):
        page = text_of(client_of(emil).get(f"{danger(bos_case)}?igen={asked}"))
        assert "Hendes ord" not in page


def test_who_decided_before_is_told_to_the_second_who_presses(
    bos_case, emil, vera, villads, client_of, now
):
    made = written(emil, bos_case, now)
    approve_crossing(by=villads, crossing=made, now=now)
    answer = client_of(vera).post(reverse("matters:approve", args=[made.pk]))
    assert answer.status_code == 409
    assert "allerede afgjort" in text_of(answer)


def test_with_nobody_to_tell_the_desk_is_asked_what_it_did(house, emil, vera, client_of, now):
    from frirum.demo.cast import open_bos_case

    case = open_bos_case(house, now=now)
    made, client = written(emil, case, now), client_of(vera)
    client.post(reverse("matters:approve", args=[made.pk]))
    at = reverse("matters:crossing", args=[made.pk])
    page = text_of(client.get(at))
    assert "Ingen i huset at varsle" in page
    note = reverse("matters:instead", args=[made.pk])
    assert client.post(note, {"instead": "kort"}).status_code == 422
    said = "Ringede til politiet kl. 10.40."
    assert client.post(note, {"instead": said, "delivery": "x"}).url == at
    page = text_of(client.get(at))
    assert said in page
    assert "Hvad gjorde du" not in page
    assert client.post(note, {"instead": said}).status_code == 409
    again = reverse("matters:look_again", args=[made.pk])
    assert "ikke kommet nogen siden" in text_of(client.post(again, follow=True))
    assert "Ingen i huset" not in text_of(client_of(emil).get(danger(case)))


@pytest.fixture
def warning(almas_case, now):
    return lay_warning(
        by=FRIRUM, root=almas_case.pk, basis=Basis.HARM, for_whom=ForWhom.WORKER, words=WORDS,
        now=now,
    )  # fmt: skip


def test_a_warning_stands_first_today_on_the_case_and_on_every_page_about_it(
    warning, almas_case, dorte, client_of
):
    client = client_of(dorte)
    today = text_of(client.get("/"))
    main = today[today.index("<main") :]
    assert f"Varsel fra huset i sag {almas_case.number}" in main[: main.index("Mine sager")]
    front = text_of(client.get(reverse("desk:case", args=[almas_case.pk])))
    assert WORDS in front
    assert "Værdispring" in front
    assert "kl. 10.30" in front
    for name in ("incidents:log", "people:people", "tasks:of_case", "matters:access"):
        page = text_of(client.get(reverse(name, args=[almas_case.pk])))
        assert "Varsel fra huset: læs det" in page, name
        assert WORDS not in page


def test_it_is_read_acted_on_and_looked_through_and_then_the_case_is_quiet(
    warning, almas_case, dorte, freja, client_of
):
    client, at = client_of(dorte), danger(almas_case)
    key = [almas_case.pk, warning.pk]
    assert client.post(reverse("matters:confirm_warning", args=key)).url == at
    assert "Læst af Dorte Dahl" in text_of(client.get(at))
    act = reverse("matters:act_on_warning", args=key)
    short = client.post(act, {"deed": "kort"})
    assert short.status_code == 422
    assert "mindst 20 tegn" in text_of(short)
    assert client.post(act, {"deed": DONE}).url == at
    assert DONE in text_of(client.get(at))
    assert "Varsel fra huset" not in text_of(client.get("/"))
    assert WORDS not in text_of(client.get(reverse("desk:case", args=[almas_case.pk])))
    leader = client_of(freja)
    assert "blev der gjort nok?" in text_of(leader.get("/"))
    review = reverse("matters:review_warning", args=key)
    assert client.post(review).status_code == 404
    assert leader.post(review, {"verdict": "question"}).url == at
    assert "Der skal gøres mere" in text_of(leader.get(at))
    assert leader.post(review).status_code == 409


def test_a_warning_of_another_case_is_not_there(warning, almas_case, bos_case, emil, client_of):
    for name in ("confirm_warning", "act_on_warning", "review_warning"):
        for case in (almas_case, bos_case):
            at = reverse(f"matters:{name}", args=[case.pk, warning.pk])
            assert client_of(emil).post(at, {"deed": DONE}).status_code == 404


def test_only_a_post_decides(bos_case, emil, vera, client_of, now):
    made, client = written(emil, bos_case, now), client_of(vera)
    for name in ("approve", "send_back", "look_again", "instead"):
        assert client.get(reverse(f"matters:{name}", args=[made.pk])).status_code == 405
    assert Crossing.objects.visible_to(vera).get().is_waiting


def test_an_empty_desk_and_an_empty_list_say_what_will_stand_there(client_of, vera, hans):
    assert "Ingen varsler" in text_of(client_of(vera).get(reverse("matters:crossings")))
    page = text_of(client_of(hans).get(reverse("matters:oversight")))
    assert "Der er ikke givet varsler på tværs" in page
    assert "Ingen har åbnet en sag i en time" in page


def test_the_officer_sees_when_who_and_what_came_of_it_and_never_a_word(
    bos_case, almas_case, emil, vera, dorte, hans, client_of, now, still
):
    made = written(emil, bos_case, now)
    approve_crossing(by=vera, crossing=made, now=now)
    back = written(emil, bos_case, now)
    send_crossing_back(by=vera, crossing=back, answer=BACK, now=now)
    client, at = client_of(hans), reverse("matters:oversight")
    page = text_of(client.get(at))
    for shown in ("Emil Eriksen", "Vera Vestergaard", "En plan: hvornår", "§ 141", "Sendt tilbage",
                  "Varslet, ikke bekræftet", "senest 27. nov"):  # fmt: skip
        assert shown in page, shown
    for unseen in (WORDS, WHY, BACK, bos_case.number, almas_case.number, "Dorte",
                   str(bos_case.pk), str(almas_case.pk)):  # fmt: skip
        assert unseen not in page, unseen
    assert "usædvanlig" not in text_of(client.get("/"))
    still.move_to(now + timedelta(hours=5))
    assert "1 usædvanlig handling mangler" in text_of(client.get("/"))
    (row,) = Delivery.objects.visible_to(hans)
    review = reverse("matters:review_crossing", args=[row.pk])
    assert client.post(review, {"verdict": "accept"}).url == at
    assert "Set igennem" in text_of(client.get(at))
    assert client.post(review).status_code == 409


def test_an_officer_who_ever_stood_in_the_matter_is_told_nothing_of_it(
    bos_case, almas_case, emil, vera, dorte, hans, client_of, now
):
    """Dorte becomes the data protection officer: she was Alma's counsellor."""
    from frirum.casefile.matters.queries import overseen_crossings, overseen_glass

    approve_crossing(by=vera, crossing=written(emil, bos_case, now), now=now)
    former = Actor(id=dorte.id, name=dorte.name, roles=hans.roles)
    assert overseen_crossings(actor=former, moment=now) == []
    assert overseen_glass(actor=former, moment=now) == []
    assert not Delivery.objects.visible_to(former).exists()
    assert len(overseen_crossings(actor=hans, moment=now)) == 1


def test_what_was_done_is_noted_where_it_was_pressed_and_once(
    house, almas_case, emil, bos_case, vera, client_of, now
):
    """Two were warned. Pressing twice for the one says nothing about the other."""
    open_almas_case(house, now=now, matter=almas_case.matter)
    made, client = written(emil, bos_case, now), client_of(vera)
    client.post(reverse("matters:approve", args=[made.pk]))
    one, other = Delivery.objects.visible_to(vera).order_by("pk")
    note, said = reverse("matters:instead", args=[made.pk]), "Ringede til politiet kl. 10.40."
    assert client.post(note, {"instead": said, "delivery": one.pk}).status_code == 302
    assert client.post(note, {"instead": said, "delivery": one.pk}).status_code == 409
    other.refresh_from_db()
    assert other.instead == ""
    assert client.post(note, {"instead": said, "delivery": other.pk}).status_code == 302
    assert client.post(note, {"instead": said, "delivery": "x"}).status_code == 409
