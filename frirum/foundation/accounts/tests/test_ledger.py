"""The data protection officer reads who looked and who changed, and nobody else does."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from frirum.foundation.accounts import entries
from frirum.foundation.accounts.deeds import DeedKind, deed_words, deeds_of
from frirum.foundation.accounts.entries import ledger_page, people_in
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import Outcome, record, seal_outbox
from frirum.foundation.wall.ledger.models import Entry
from frirum.foundation.wall.ledger.verify import newest_seal, seal_checkpoint

pytestmark = pytest.mark.django_db
LEDGER = "/konto/adgangslog/"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def lived(dorte, emil, settings, tmp_path):
    """Two days, two people, Frirum itself, and somebody at the door."""
    settings.CHECKPOINT_DIR = tmp_path
    case = uuid4()
    record(dorte, "desk:case", Outcome.OPENED, root=case, at=AT)
    record(dorte, "record_incident", Outcome.DONE, root=case, at=AT + timedelta(hours=1))
    record(emil, "desk:case", Outcome.REFUSED, root=case, at=AT + timedelta(days=1))
    record(emil, "desk:search", Outcome.SHOWED, count=3, at=AT + timedelta(days=1))
    record(Actor.system("signs the newest link of the ledger"), "sealed", Outcome.DONE, at=AT)
    record(Actor.public(), "fail_sign_in", Outcome.DONE, at=AT)
    seal_outbox()
    return case


def text(answer):
    return answer.content.decode()


def rows_of(answer):
    return answer.context["rows"]


def test_each_entry_says_when_who_what_and_how_it_ended(client_of, hans, lived):
    shown = text(client_of(hans).get(LEDGER))
    for words in (
        "Dorte Dahl", "Emil Eriksen", "20. nov. 2026", "Sagens forside", "Søgte efter nogen",
        "Skrev en hændelse i loggen", "Afvist", "Ikke logget ind", str(lived)[:8],
        "Frirum selv: underskriver den nyeste linje i loggen",
    ):  # fmt: skip
        assert words in shown, words


def test_the_newest_entry_stands_first(client_of, hans, lived):
    positions = [row.entry.position for row in rows_of(client_of(hans).get(LEDGER))]
    assert positions == sorted(positions, reverse=True)


def test_reading_the_ledger_stands_in_the_ledger(client_of, hans, lived, ledger):
    client_of(hans).get(LEDGER)
    assert ledger()[-1] == (hans.id, "accounts:ledger", "showed")


def test_to_everybody_else_the_ledger_is_not_there(client_of, dorte, freja, vera, asta, gry):
    for actor in (dorte, freja, vera, asta, gry):
        assert client_of(actor).get(LEDGER).status_code == 404
    assert Client().get(LEDGER).status_code == 302


def test_it_is_in_the_menu_of_the_data_protection_officer_alone(client_of, hans, dorte):
    assert LEDGER in text(client_of(hans).get("/"))
    assert LEDGER not in text(client_of(dorte).get("/"))


def deeds(answer):
    return {row.entry.deed for row in rows_of(answer)}


def test_the_ledger_is_narrowed_by_worker_day_outcome_kind_and_case(client_of, hans, emil, lived):
    client = client_of(hans)
    assert deeds(client.get(LEDGER, {"worker": emil.id})) == {"desk:case", "desk:search"}
    assert "desk:search" not in deeds(client.get(LEDGER, {"on": "20-11-2026"}))
    assert len(rows_of(client.get(LEDGER, {"on": "20-11-2026"}))) == 4
    assert deeds(client.get(LEDGER, {"outcome": "refused"})) == {"desk:case"}
    assert deeds(client.get(LEDGER, {"root": str(lived)})) == {"desk:case", "record_incident"}
    assert deeds(client.get(LEDGER, {"kind": "change"})) == {"record_incident"}
    assert deeds(client.get(LEDGER, {"kind": "other"})) == {"sealed"}
    assert "Fjern et filter" in text(client.get(LEDGER, {"on": "1-1-2020"}))


def test_a_day_is_a_day_here_and_not_in_greenwich(lived, dorte):
    record(dorte, "late", Outcome.DONE, at=datetime(2026, 1, 24, 23, 30, tzinfo=UTC))
    seal_outbox()
    found = ledger_page(on=datetime(2026, 1, 25, tzinfo=UTC).date())
    assert [row.entry.deed for row in found.rows] == ["late"]


def test_half_an_id_gets_an_instruction(client_of, hans, lived):
    answer = client_of(hans).get(LEDGER, {"root": "1234"})
    assert answer.status_code == 422
    assert "Kopiér hele" in text(answer)


def test_a_page_holds_fifty_and_leads_on_to_all_the_rest(client_of, hans, dorte):
    for number in range(120):
        record(dorte, f"deed_{number}", Outcome.DONE)
    seal_outbox()
    client, seen, url = client_of(hans), [], f"{LEDGER}?worker={dorte.id}"
    while url:
        answer = client.get(url)
        seen += [row.entry.deed for row in rows_of(answer)]
        url = answer.context["older_url"]
    assert seen == [f"deed_{number}" for number in reversed(range(120))]


def test_the_number_of_statements_does_not_grow_with_the_rows(
    client_of, hans, dorte, emil, django_assert_max_num_queries
):
    client = client_of(hans)
    client.get(LEDGER)
    for actor in (dorte, emil) * 30:
        record(actor, "desk:case", Outcome.OPENED, root=uuid4())
    seal_outbox()
    with django_assert_max_num_queries(11):
        assert len(rows_of(client.get(LEDGER))) == 50


def test_a_case_tells_its_workers_of_people_let_in_and_of_nobody_turned_away(lived, dorte):
    found = people_in(root=lived).rows
    assert {row.who for row in found} == {"Dorte Dahl"}
    assert [deed for row in found for deed in row.deeds] == [
        deed_words("record_incident"),
        deed_words("desk:case"),
    ]


def test_a_day_of_a_person_is_one_line_with_how_often_and_from_when_to_when(lived, dorte, ida):
    for hours, actor in enumerate((dorte, ida, dorte, dorte), start=2):
        record(actor, "desk:case", Outcome.OPENED, root=lived, at=AT + timedelta(hours=hours))
    seal_outbox()
    found = people_in(root=lived).rows
    assert [(row.who, row.count) for row in found] == [("Dorte Dahl", 5), (ida.name, 1)]
    often = [(name, deed.count) for name, deed in found[0].deeds.items()]
    assert often == [(deed_words("desk:case"), 4), (deed_words("record_incident"), 1)]
    with translation.override("da"):
        assert found[0].when == "20. nov. 2026 kl. 10.30–15.30"
        assert found[1].when == "20. nov. 2026 kl. 13.30"


def test_days_of_people_page_without_losing_or_breaking_one(lived, dorte, monkeypatch):
    for number in range(12):
        at = AT + timedelta(days=1 + number // 5)
        record(dorte, "desk:case", Outcome.OPENED, root=lived, at=at)
    seal_outbox()
    for most, counts in ((8, [2, 5, 5, 2]), (3, [2, 3, 2, 3, 2, 2])):
        monkeypatch.setattr(entries, "_READ_AT_ONCE", most)
        seen, before = [], None
        while before or not seen:
            found = people_in(root=lived, before=before)
            seen += [row.count for row in found.rows]
            before = found.older
        assert seen == counts


def test_a_deed_without_words_keeps_its_code_name():
    assert deed_words("something_new") == "something_new"
    with translation.override("da"):
        assert deed_words("peephole:Person") == "Så bag muren uden at vise det"
        assert deed_words("break_glass") == "Åbnede en sag i en time"


def test_every_named_deed_is_of_one_kind():
    named = deeds_of(DeedKind.OTHER)
    by_kind = [name for kind in DeedKind if kind != DeedKind.OTHER for name in deeds_of(kind)]
    assert sorted(named) == sorted(by_kind)
    assert len(set(named)) == len(named)


def test_the_panel_tells_of_the_newest_signature(client_of, hans, lived, now):
    client = client_of(hans)
    assert "Intet er underskrevet endnu" in text(client.get(LEDGER))
    seal_checkpoint(now=now)
    assert "passer stadig til sin underskrift" in text(client.get(LEDGER))


@pytest.mark.parametrize("change", [{"deed": "another"}, {"hash": bytes(32)}])
def test_the_panel_warns_when_the_signed_entry_was_changed(client_of, hans, lived, now, change):
    point = seal_checkpoint(now=now)
    assert newest_seal().holds
    Entry.objects.filter(position=point.position).update(**change)
    assert not newest_seal().holds
    assert "passer ikke længere" in text(client_of(hans).get(LEDGER))


def test_the_address_of_the_page_is_as_the_house_calls_it():
    assert reverse("accounts:ledger") == LEDGER
