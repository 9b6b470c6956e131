"""Messages: to one person, by a way agreed as safe, sent once."""

import re
import socket
import threading
from dataclasses import replace
from datetime import date, time, timedelta
from email import message_from_bytes
from uuid import uuid4

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.http import Http404
from django.urls import reverse

from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.outgoing.actions import answer_approval
from frirum.casefile.outgoing.actions.sending import (
    begin_sending,
    log_call,
    mail_release,
    send_again,
    write_message,
)
from frirum.casefile.outgoing.gateways.envelope import Envelope
from frirum.casefile.outgoing.gateways.mail import message_for
from frirum.casefile.outgoing.jobs import send_message
from frirum.casefile.outgoing.models import (
    Approval,
    ContactAttempt,
    Message,
    MessageState,
    Outcome,
    Stand,
)
from frirum.casefile.outgoing.neutral import Neutral
from frirum.casefile.outgoing.parcels import Enclosed
from frirum.casefile.outgoing.rules import may_send_to_client
from frirum.casefile.people.actions import add_way, agree_safe_contact, mark_way, retire_way
from frirum.casefile.people.kinds import Channel, WayKind
from frirum.casefile.people.safe import Agreement
from frirum.foundation.wall.rulings import Refused

TODAY = date(2026, 11, 22)
AGREED = Agreement(
    expires_on=TODAY + timedelta(days=60),
    channels=frozenset({Channel.EMAIL, Channel.SMS}),
    code_word="Kanelsnegl",
)


class Box:
    """What a mail server was handed, and how it answers."""

    def __init__(self):
        self.mails, self.answer = [], "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802, the library calls it
        if self.answer == "hang":
            threading.Event().wait(3)
        self.mails.append((list(envelope.rcpt_tos), envelope.content))
        return self.answer if self.answer != "hang" else "250 OK"


@pytest.fixture
def still(now):
    with time_machine.travel(now, tick=False) as clock:
        yield clock


@pytest.fixture
def server(settings):
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = Controller(box, hostname="127.0.0.1", port=port)
    running.start()
    settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_TIMEOUT = "127.0.0.1", port, 1
    settings.MAIL_FROM = "post@eksempel.dk"
    yield box
    running.stop()


@pytest.fixture
def mailbox(alma, dorte, now):
    """Alma's own address, which she has said is safe."""
    way = add_way(by=dorte, person=alma, kind=WayKind.EMAIL, value="a@post.dk", now=now)
    return mark_way(by=dorte, way=way, is_safe=True)


@pytest.fixture
def agreed(almas_case, dorte, now):
    return agree_safe_contact(by=dorte, case=almas_case, agreement=AGREED, now=now)


@pytest.fixture
def write(almas_case, dorte, mailbox, agreed, now):
    def written(text=str(Neutral.CALL_US.label), *, is_neutral=True, **more):
        return write_message(
            by=dorte,
            case=almas_case,
            way=mailbox,
            channel=Channel.EMAIL,
            text=text,
            is_neutral=is_neutral,
            now=now,
            **{"once": uuid4(), **more},
        )

    return written


def again(message):
    message.refresh_from_db()
    return message


def outcomes(by, message):
    rows = ContactAttempt.objects.visible_to(by).filter(message=message)
    return [one.outcome for one in rows.order_by("at", "pk")]


def test_a_neutral_message_is_sent_once_to_one_address(still, write, server, run_jobs, dorte):
    message = write()
    run_jobs()
    run_jobs()
    [(to, content)] = server.mails
    assert to == ["a@post.dk"]
    told = message_from_bytes(content)
    assert told["Subject"] in ("Besked", "Message")
    assert not {"Cc", "Bcc", "Reply-To", "Organization"} & set(told.keys())
    assert again(message).state == MessageState.SENT
    assert message.release.stand == Stand.LEFT
    assert outcomes(dorte, message) == [Outcome.SENT]


def test_danger_case_04_there_is_no_place_for_a_second_recipient():
    made = message_for(Envelope("a@post.dk", "Besked", "Hej"))
    assert made.get_all("To") == ["a@post.dk"]
    assert {key.lower() for key in made} & {"cc", "bcc"} == set()


@pytest.mark.parametrize("text", Neutral)
def test_danger_case_12_a_neutral_text_tells_nothing(text):
    words = str(text.label).lower()
    for word in ("stalk", "center", "centre", "råd", "politi", "krise", "frirum", "psyk"):
        assert word not in words


@pytest.mark.parametrize(
    ("change", "is_current", "is_safe", "is_neutral"),
    [
        ({"channels": frozenset()}, True, True, True),
        ({"expires_on": TODAY - timedelta(days=1)}, True, True, True),
        ({}, False, True, True),
        ({}, True, False, True),
        ({"seen_by": "Han læser hendes mail"}, True, True, False),
    ],
)
def test_danger_case_05_only_what_is_agreed_on_that_day_is_sent(
    change, is_current, is_safe, is_neutral
):
    given = {"on": TODAY, "is_current": is_current, "is_safe": is_safe, "is_neutral": is_neutral}
    ruling = may_send_to_client(replace(AGREED, **change), Channel.EMAIL, **given)
    assert not ruling.allowed
    assert may_send_to_client(
        AGREED, Channel.EMAIL, on=TODAY, is_current=True, is_safe=True, is_neutral=False
    ).allowed
    assert not may_send_to_client(
        None, Channel.EMAIL, on=TODAY, is_current=True, is_safe=True, is_neutral=True
    ).allowed


def test_no_own_words_go_by_text_message():
    given = {"on": TODAY, "is_current": True, "is_safe": True, "is_neutral": False}
    assert not may_send_to_client(AGREED, Channel.SMS, **given).allowed


def test_an_agreement_that_went_stale_meanwhile_stops_it(still, write, server, run_jobs, now):
    message = write()
    still.move_to(now + timedelta(days=61))
    run_jobs()
    assert server.mails == []
    assert again(message).state == MessageState.STOPPED
    assert message.fault


def test_danger_case_03_a_number_that_was_changed_is_dead_and_what_waits_for_it_stops(
    still, write, server, run_jobs, mailbox, dorte, now
):
    message = write()
    retire_way(by=dorte, way=mailbox, known_to=TODAY, now=now)
    run_jobs()
    assert server.mails == []
    assert again(message).state == MessageState.STOPPED


def test_outside_the_agreed_hours_it_waits(
    still, write, server, run_jobs, almas_case, dorte, now, agreed
):
    later = replace(AGREED, from_time=time(13), to_time=time(15))
    agree_safe_contact(by=dorte, case=almas_case, agreement=later, seen=agreed.pk, now=now)
    message = write()
    run_jobs()
    assert (server.mails, again(message).state) == ([], MessageState.WAITING)
    still.move_to(now.replace(hour=12, minute=1))
    run_jobs()
    assert again(message).state == MessageState.SENT


def test_own_words_are_looked_through_and_wait_for_a_yes(
    still, write, server, run_jobs, dorte, freja, now, cilie
):
    message = write("Husk at hente Cilie kl. 15.", is_neutral=False)
    run_jobs()
    assert (server.mails, again(message).state) == ([], MessageState.WAITING)
    [asked] = Approval.objects.visible_to(dorte).filter(release=message.release)
    assert asked.need == "override"
    answer_needed(asked, dorte, freja, now)
    still.move_to(now + timedelta(minutes=6))
    run_jobs()
    assert again(message).state == MessageState.SENT


def answer_needed(asked, by, reader, now):
    from frirum.casefile.outgoing.actions import give_reason

    given = give_reason(by=by, approval=asked, reason="Hun har selv bedt om navnet.", now=now)
    answer_approval(by=reader, approval=given, passes=True, remark="", now=now)


@pytest.mark.parametrize(
    ("answer", "state", "outcome"),
    [
        ("550 no such user", MessageState.FAILED, Outcome.REFUSED),
        ("451 try later", MessageState.WAITING, Outcome.LATER),
        ("hang", MessageState.PERHAPS, Outcome.UNSURE),
    ],
)
def test_a_server_that_refuses_or_hangs_is_told_in_a_sentence_and_nothing_goes_twice(
    still, write, server, run_jobs, dorte, answer, state, outcome
):
    server.answer = answer
    message = write()
    run_jobs()
    run_jobs()
    assert again(message).state == state
    assert message.fault
    assert outcomes(dorte, message) == [outcome]
    assert message.release.stand == Stand.READY


def test_a_server_that_is_not_there_is_tried_again_later(still, write, settings, run_jobs, now):
    settings.MAIL_HOST, settings.MAIL_PORT = "127.0.0.1", 9
    message = write()
    run_jobs()
    assert (again(message).state, message.tries) == (MessageState.WAITING, 1)
    still.move_to(now + timedelta(minutes=2))
    run_jobs()
    assert again(message).tries == 2


def test_danger_case_21_nothing_on_the_outside_of_a_mail_tells_of_the_house(
    still, write, server, run_jobs, settings
):
    settings.CENTRE_NAME = "Krisecenteret Bølgen"
    write()
    run_jobs()
    [(_, content)] = server.mails
    told = message_from_bytes(content)
    outside = " ".join(str(value) for value in told.values())
    assert told["From"] == "post@eksempel.dk"  # an address alone, no name beside it
    for word in ("bølgen", "krise", "frirum", "stalk", "alma", "dorte"):
        assert word not in outside.lower()
        assert word not in told.get_payload(decode=True).decode().lower()


@pytest.mark.parametrize("answer", ["550 no such user a@post.dk", "451 try a@post.dk later"])
def test_danger_case_23_no_log_and_no_sentence_keeps_an_address_that_failed(
    still, write, server, run_jobs, caplog, answer
):
    server.answer = answer
    message = write()
    run_jobs()
    ours = [one for one in caplog.records if not one.name.startswith("mail.")]  # not the server's
    logged = [one.getMessage() for one in ours]
    assert "a@post.dk" not in " ".join([again(message).fault, *logged])


def test_killed_while_sending_it_is_perhaps_sent_and_a_person_decides(
    still, write, server, run_jobs, dorte, now
):
    message = write()
    begin_sending(by=dorte, message=message, now=now)  # and the machine dies here
    send_message(by=dorte, running=None, message=str(message.pk))
    assert (again(message).state, server.mails) == (MessageState.PERHAPS, [])
    send_again(by=dorte, message=message, now=now)
    run_jobs()
    assert (again(message).state, len(server.mails)) == (MessageState.SENT, 1)


def test_without_a_mail_server_it_says_so(still, write, run_jobs):
    message = write()
    run_jobs()
    assert (again(message).state, bool(message.fault)) == (MessageState.STOPPED, True)


def test_a_letter_goes_to_an_agency_by_mail_and_never_to_somebody_of_the_case(
    still, ask, server, run_jobs, dorte, now, mailbox
):
    release = ask("Udtalelse.", enclosed=Enclosed("brev.pdf", b"Udtalelse."))
    for wrong in ("A@post.dk", "kim@politi.dk, bo@post.dk", "kim"):
        with pytest.raises(Refused):
            mail_release(by=dorte, release=release, address=wrong, now=now)
    mail_release(by=dorte, release=release, address="kim@politi.dk", now=now)
    run_jobs()
    [(to, content)] = server.mails
    told = message_from_bytes(content)
    [file] = [part for part in told.walk() if part.get_filename()]
    assert to == ["kim@politi.dk"]
    assert re.fullmatch(r"20261122-\w{6}\.pdf", file.get_filename())
    assert file.get_payload(decode=True) == b"Udtalelse."


def test_danger_case_06_who_was_not_known_was_not_spoken_with(almas_case, dorte, now, alma):
    given = {"by": dorte, "case": almas_case, "remark": "", "once": uuid4(), "now": now}
    with pytest.raises(Refused):
        log_call(outcome=Outcome.SPOKE, was_known=False, **given)
    assert log_call(outcome=Outcome.WRONG, was_known=False, **given).outcome == Outcome.WRONG


def test_to_the_other_side_there_is_no_message(
    still, write, almas_case, emil, client_of, now, mailbox
):
    message = write()
    client = client_of(emil)
    pages = [
        reverse("outgoing:contacts", args=[almas_case.pk]),
        reverse("outgoing:message_new", args=[almas_case.pk]),
        reverse("outgoing:call", args=[almas_case.pk]),
        reverse("outgoing:message", args=[almas_case.pk, message.pk]),
    ]
    assert {client.get(page).status_code for page in pages} == {404}
    with pytest.raises(Http404):
        send_again(by=emil, message=message, now=now)


def test_on_the_page_a_message_is_written_and_a_call_is_kept(almas_case, dorte, client_of, mailbox):
    client = client_of(dorte)
    new = reverse("outgoing:message_new", args=[almas_case.pk])
    assert "a@post.dk" in client.get(new).content.decode()
    given = {"once": str(uuid4()), "way": f"{mailbox.pk}:email", "text": "call_us"}
    refused = client.post(new, given)
    assert refused.status_code == 422
    call = reverse("outgoing:call", args=[almas_case.pk])
    said = {"once": str(uuid4()), "outcome": "spoke", "remark": "Hun har det bedre."}
    answer = client.post(call, said)
    assert (answer.status_code, "Hun har det bedre." in answer.content.decode()) == (422, True)
    assert client.post(call, said | {"was_known": "on"}).status_code == 302
    listed = client.get(reverse("outgoing:contacts", args=[almas_case.pk])).content.decode()
    assert "Hun har det bedre." in listed
    assert not Message.objects.visible_to(dorte).exists()


def test_the_same_form_twice_is_one_message(still, write, dorte):
    once = uuid4()
    assert write(once=once) == write(once=once)
    assert Message.objects.visible_to(dorte).count() == 1


def test_the_client_is_no_agency(still, ask, dorte, now):
    release = ask("Udtalelse.", role=RecipientRole.CLIENT, recipient="Alma Birk", basis=None)
    assert release.is_ready
