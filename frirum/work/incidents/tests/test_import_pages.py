"""From a phone's export to the log, as somebody at the page does it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from frirum.foundation.jobs.models import Job
from frirum.foundation.vault import files
from frirum.work.incidents import import_jobs
from frirum.work.incidents.actions.imports import STORE_JOB, order_storing, receive_export
from frirum.work.incidents.imports import sandbox, synthetic
from frirum.work.incidents.models import (
    CustodyEvent,
    Exhibit,
    Incident,
    IncidentMessage,
    PhoneImport,
)

pytestmark = [pytest.mark.django_db, pytest.mark.promise]

JUNE = datetime(2026, 6, 1, 5, tzinfo=UTC)


def line(minutes, text="Ring til mig", sender="Bo"):
    return synthetic.Line(JUNE + timedelta(minutes=minutes), sender, text)


@pytest.fixture
def import_url(almas_case):
    return reverse("incidents:import", args=[almas_case.pk])


@pytest.fixture
def send(client_of, dorte, import_url):
    """Sends a file through the form as Dorte."""

    def post(content, name="sms.xml", **changes):
        client = client_of(dorte)
        once = re.search(r'name="once" value="([^"]+)"', client.get(import_url).content.decode())[1]
        given = {"once": once, "file": SimpleUploadedFile(name, content)} | changes
        return client.post(import_url, given)

    return post


@pytest.fixture
def take_in(send, dorte, run_jobs):
    """Sends a file and lets the jobs run; answers the import as it then is."""

    def through(content, name="sms.xml"):
        assert send(content, name).status_code == 302
        run_jobs()
        return PhoneImport.objects.visible_to(dorte).order_by("-received_at").first()

    return through


@pytest.fixture
def act(client_of, dorte, run_jobs):
    """Presses a button of an import; answers the import's page after the jobs have run."""

    def press(found, name, **given):
        client, args = client_of(dorte), [found.case_id, found.pk]
        answer = client.post(reverse(f"incidents:import_{name}", args=args), given)
        if answer.status_code == 302:
            run_jobs()
            answer = client.get(reverse("incidents:import_one", args=args))
        found.refresh_from_db()
        return answer.content.decode()

    return press


def through_to_the_log(take_in, act, content, name="sms.xml", **choice):
    found = take_in(content, name)
    act(found, "choose", **(choice or {"parties": "0"}))
    act(found, "store")
    return found


def test_messages_come_into_the_log_as_incidents_that_keep_them(take_in, act, dorte):
    found = take_in(synthetic.sms_backup(100))
    assert found.state == "choosing"
    shown = act(found, "choose", parties="0")
    assert "13" in shown
    assert not Incident.objects.visible_to(dorte).exists()
    act(found, "store")
    assert (found.state, found.stored) == ("done", 13)
    assert Incident.objects.visible_to(dorte).count() == 13
    first = Incident.objects.visible_to(dorte).order_by("happened_at").first()
    assert (first.count, first.channel, first.source) == (8, "sms", "import")
    texts = [message.text for message in first.messages.visible_to(dorte).order_by("at")]
    assert texts[0] == "Hvorfor svarer du ikke?"


def test_the_export_itself_is_kept_as_it_was_received(take_in, act, dorte):
    content = synthetic.sms_backup(20)
    through_to_the_log(take_in, act, content)
    exhibit = Exhibit.objects.visible_to(dorte).get()
    assert b"".join(files.read(exhibit.file)) == content
    assert exhibit.incident is None
    custody = CustodyEvent.objects.visible_to(dorte).order_by("position")
    assert [event.deed for event in custody] == ["received", "stored"]


def test_nothing_of_other_people_comes_into_the_case(take_in, act, dorte):
    rows = [
        synthetic.sms_row(line(0)),
        synthetic.sms_row(line(1, "Kommer du i dag?"), synthetic.ALMAS_MOTHER),
    ]
    through_to_the_log(take_in, act, synthetic.sms_file(rows, 2))
    texts = [message.text for message in IncidentMessage.objects.visible_to(dorte)]
    assert texts == ["Ring til mig"]


def test_the_same_file_adds_nothing_twice(take_in, act, dorte):
    through_to_the_log(take_in, act, synthetic.sms_backup(60))
    count = Incident.objects.visible_to(dorte).count()
    again = take_in(synthetic.sms_backup(60))
    shown = act(again, "choose", parties="0")
    assert "import_store" not in shown
    assert reverse("incidents:import_store", args=[again.case_id, again.pk]) not in shown
    assert Incident.objects.visible_to(dorte).count() == count


def test_a_longer_export_adds_only_what_is_new(take_in, act, dorte):
    through_to_the_log(take_in, act, synthetic.sms_backup(40))
    before = IncidentMessage.objects.visible_to(dorte).count()
    through_to_the_log(take_in, act, synthetic.sms_backup(80))
    prints = IncidentMessage.objects.visible_to(dorte).values_list("fingerprint", flat=True)
    assert len(prints) > before
    assert len({bytes(mark) for mark in prints}) == len(prints)


def test_a_picture_becomes_an_exhibit_of_its_incident(take_in, act, dorte):
    rows = [synthetic.mms_row(line(0, "Kan du se mig?"))]
    through_to_the_log(take_in, act, synthetic.sms_file(rows, 1))
    picture = Exhibit.objects.visible_to(dorte).get(kind="png")
    assert picture.incident == Incident.objects.visible_to(dorte).get()
    assert b"".join(files.read(picture.file)) == synthetic.PICTURE
    assert picture.preview_state == "ready"


def test_a_chat_with_pictures_is_read(take_in, act, dorte):
    chat = synthetic.whatsapp_chat(lines=[line(0), line(3, "Lad mig være.", "Alma"), line(5)])
    found = take_in(synthetic.whatsapp_zip(chat, {}), "chat.zip")
    labels = [party["label"] for party in found.survey["parties"]]
    act(found, "choose", other_party=str(labels.index("Bo")), day_first="yes")
    act(found, "store")
    incident = Incident.objects.visible_to(dorte).get()
    assert (incident.count, incident.channel) == (2, "chat")
    assert Exhibit.objects.visible_to(dorte).get().extension == ".zip"


def test_calls_say_whether_they_were_answered(take_in, act, dorte):
    through_to_the_log(take_in, act, synthetic.calls_backup(9), "calls.xml")
    kinds = {kind for one in Incident.objects.visible_to(dorte) for kind in one.kinds}
    assert kinds <= {"calls", "silent_calls"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "sms.xml"),
        (b"hello", "notes.txt"),
        (b"PK\x03\x04 broken", "chat.zip"),
        (b"\xff\xfe\x00\x01" * 50, "sms.xml"),
        (
            b"<!DOCTYPE smses [<!ENTITY a 'aaaa'>]><smses count='1'><sms body='&a;'/></smses>",
            "bomb.xml",
        ),
        (synthetic.whatsapp_zip(b"x", {"../../etc/passwd": b"x"}), "outside.zip"),
        (synthetic.whatsapp_zip(b"0" * (8 << 20), {}), "swells.zip"),
    ],
    ids=["empty", "notes", "broken zip", "noise", "entity bomb", "leads outside", "swells"],
)
def test_a_file_that_cannot_be_read_gets_a_sentence_and_leaves_the_log_alone(
    send, run_jobs, client_of, dorte, import_url, content, name
):
    answer = send(content, name)
    run_jobs()
    if answer.status_code == 302:
        answer = client_of(dorte).get(answer.url)
        assert PhoneImport.objects.visible_to(dorte).get().state == "unreadable"
    else:
        assert answer.status_code == 422
    assert "Traceback" not in answer.content.decode()
    assert not Incident.objects.visible_to(dorte).exists()
    assert not Exhibit.objects.visible_to(dorte).exists()


BROKEN = [
    ("survey", "while True: pass"),
    ("preview", "bytearray(2 << 30)"),
    ("store", "os.kill(os.getpid(), 11)"),
    ("store", "print('nonsense')"),
]


@pytest.mark.parametrize(("at", "code"), BROKEN)
@pytest.mark.parametrize("planted", ["bare"], indirect=True)
def test_s28_a_reader_that_breaks_down_costs_its_file_alone(
    take_in, act, planted, monkeypatch, dorte, at, code
):
    broken, sound = planted(code, cpu=1), sandbox._READ
    monkeypatch.setattr(sandbox, "_READ", broken if at == "survey" else sound)
    found = take_in(synthetic.sms_backup(5))
    if at != "survey":
        monkeypatch.setattr(sandbox, "_READ", broken if at == "preview" else sound)
        act(found, "choose", parties="0")
    if at == "store":
        monkeypatch.setattr(sandbox, "_READ", broken)
        act(found, "store")
    monkeypatch.setattr(sandbox, "_READ", sound)
    assert found.state == "unreadable"
    assert found.fault.startswith(("Filen k", "Læsningen"))
    assert not Incident.objects.visible_to(dorte).exists()
    through_to_the_log(take_in, act, synthetic.sms_backup(5))
    assert Incident.objects.visible_to(dorte).exists()


@pytest.mark.parametrize("planted", ["bare"], indirect=True)
def test_a_reader_stopped_together_with_frirum_is_no_fault_of_the_file(
    take_in, act, planted, monkeypatch, dorte, run_jobs
):
    with monkeypatch.context() as patched:
        patched.setattr(sandbox, "_READ", planted("os.kill(os.getpid(), 15); time.sleep(9)"))
        found = take_in(synthetic.sms_backup(5))
    assert found.state == "surveying"
    Job.objects.filter(pk=found.job).update(run_after=timezone.now())
    run_jobs()
    found.refresh_from_db()
    assert found.state == "choosing"


def test_a_file_cut_off_half_way_gives_what_stands_before_the_cut(take_in, act):
    content = synthetic.sms_backup(40)
    found = take_in(content[: len(content) // 2])
    assert found.survey["is_cut_short"]
    shown = act(found, "choose", parties="0")
    assert found.summary["is_cut_short"]
    assert "notice" in shown
    act(found, "store")
    assert found.stored > 0


def test_a_bad_row_is_named_and_does_not_block_the_others(take_in, act):
    bad = synthetic.sms_row(line(1)).replace('date="', 'date="x')
    rows = [synthetic.sms_row(line(0)), bad, synthetic.sms_row(line(2))]
    found = take_in(synthetic.sms_file(rows, 3))
    act(found, "choose", parties="0")
    ((row, reason),) = found.summary["refusals"]
    assert row == 2
    assert reason
    assert found.summary["messages"] == 2


def test_letters_of_an_old_phone_are_read_and_told_about(take_in, act):
    content = synthetic.sms_file([synthetic.sms_row(line(0, "Så svar"))], 1)
    found = take_in(content.replace("å".encode(), b"\xe5"))
    act(found, "choose", parties="0")
    assert found.summary["notes"]
    assert found.summary["first"][0]["words"] == "Så svar"


def test_days_that_may_be_months_are_asked_about(take_in, act):
    chat = synthetic.whatsapp_chat(synthetic.ChatForm.ANDROID_ENGLISH, [line(0), line(5)])
    found = take_in(chat, "chat.txt")
    assert found.survey["needs_date_order"]
    assert "day_first" in act(found, "choose", other_party="0")
    assert found.state == "choosing"
    act(found, "choose", other_party="0", day_first="no")
    assert found.summary["first_at"].startswith("2026-06-01")


def test_a_message_from_the_future_is_refused(take_in, act):
    ahead = synthetic.Line(timezone.now() + timedelta(days=400), "Bo", "Hej")
    rows = [synthetic.sms_row(line(0)), synthetic.sms_row(ahead)]
    found = take_in(synthetic.sms_file(rows, 2))
    act(found, "choose", parties="0")
    assert [row for row, _ in found.summary["refusals"]] == [2]
    act(found, "store")
    assert found.stored == 1


def test_somebody_has_to_be_chosen(take_in, act):
    found = take_in(synthetic.sms_backup(5))
    assert "error-summary" in act(found, "choose")
    assert found.state == "choosing"


def test_the_same_form_sent_twice_takes_the_file_in_once(send, dorte):
    once = "0f8fad5b-d9cb-469f-a165-70867728950e"
    first, second = (send(synthetic.sms_backup(5), once=once) for _ in range(2))
    assert first.url == second.url
    assert PhoneImport.objects.visible_to(dorte).count() == 1


def test_two_presses_on_add_store_once(take_in, act, dorte, run_jobs):
    found = take_in(synthetic.sms_backup(30))
    act(found, "choose", parties="0")
    for _ in range(2):
        order_storing(by=dorte, phone_import=found, now=timezone.now())
    run_jobs()
    assert Job.objects.filter(kind=STORE_JOB).count() == 1
    assert Incident.objects.visible_to(dorte).count() == found.summary["incidents"]


def test_a_job_killed_after_it_stored_adds_nothing_when_it_is_taken_up_again(
    take_in, act, dorte, run_jobs
):
    found = through_to_the_log(take_in, act, synthetic.sms_backup(30))
    count = Incident.objects.visible_to(dorte).count()
    Job.objects.filter(kind=STORE_JOB).update(state="queued")
    run_jobs()
    assert Incident.objects.visible_to(dorte).count() == count
    found.refresh_from_db()
    assert found.stored == count


def test_a_job_killed_half_way_leaves_nothing_and_then_adds_everything(
    take_in, act, dorte, run_jobs, monkeypatch
):
    found = take_in(synthetic.sms_backup(30))
    act(found, "choose", parties="0")

    def killed(**_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(import_jobs, "store_export", killed)
        order_storing(by=dorte, phone_import=found, now=timezone.now())
        with pytest.raises(KeyboardInterrupt):
            run_jobs()
    assert not Incident.objects.visible_to(dorte).exists()
    Job.objects.filter(kind=STORE_JOB).update(lease_until=timezone.now() - timedelta(minutes=5))
    run_jobs()
    assert Incident.objects.visible_to(dorte).count() == found.summary["incidents"]


def test_what_is_left_is_deleted(take_in, act, dorte):
    found = take_in(synthetic.sms_backup(5))
    act(found, "leave")
    assert found.state == "left"
    with pytest.raises(files.Unreadable):
        next(files.read(found.file))


def test_a_closed_case_takes_no_import(almas_case, client_of, import_url, dorte, now):
    type(almas_case).objects.visible_to(dorte).filter(pk=almas_case.pk).update(
        status="closed", closed_at=now
    )
    client = client_of(dorte)
    assert "once" not in client.get(import_url).content.decode()
    file = SimpleUploadedFile("sms.xml", synthetic.sms_backup(5))
    answer = client.post(import_url, {"once": str(almas_case.pk), "file": file})
    assert answer.status_code == 409
    assert not PhoneImport.objects.visible_to(dorte).exists()


def test_to_the_other_side_the_import_does_not_exist(
    take_in, client_of, emil, almas_case, import_url
):
    found = take_in(synthetic.sms_backup(5))
    client = client_of(emil)
    assert client.get(import_url).status_code == 404
    for name in ("one", "choose", "store", "again", "leave"):
        url = reverse(f"incidents:import_{name}", args=[almas_case.pk, found.pk])
        assert client.post(url).status_code == 404
    with pytest.raises(Http404):
        receive_export(
            by=emil,
            case=almas_case,
            name="x.xml",
            chunks=[b"x"],
            once=found.pk,
            language="da",
            now=timezone.now(),
        )


@pytest.mark.parametrize("who", ["gry", "hans", "asta", "vera"])
def test_other_roles_find_no_such_page(request, client_of, import_url, who):
    assert client_of(request.getfixturevalue(who)).get(import_url).status_code == 404


def test_storing_stands_in_the_ledger_with_its_count(take_in, act):
    from frirum.foundation.wall.ledger import seal_outbox
    from frirum.foundation.wall.ledger.models import Entry

    found = through_to_the_log(take_in, act, synthetic.sms_backup(30))
    seal_outbox()
    counts = Entry.objects.filter(deed="store_incidents").values_list("count", flat=True)
    assert list(counts) == [found.stored]
