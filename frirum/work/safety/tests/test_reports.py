"""The sealed report of an instrument leaves by the door alone."""

from uuid import uuid4

import pytest
from django.http import Http404

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.outgoing.models import Stand
from frirum.foundation.wall.rulings import Refused
from frirum.work.safety.actions import record_result, send_report
from frirum.work.safety.facts import Result
from frirum.work.safety.kinds import Level, Tool

pytestmark = pytest.mark.django_db
BASIS = Basis(law="crime_work", reason="Alma beder selv om, at politiet får den.")


@pytest.fixture
def sharp(almas_case, dorte, now, today):
    result = Result(tool=Tool.SHARP, used_on=today, judgement="Alvorligt.", report=b"%PDF-1.7 x")
    return record_result(by=dorte, case=almas_case, result=result, once=uuid4(), now=now)


@pytest.fixture
def send(sharp, dorte, now):
    def sending(*, by=dorte, result=sharp, basis=BASIS):
        to = {"role": RecipientRole.POLICE, "recipient": "B. Holm"}
        return send_report(by=by, result=result, basis=basis, once=uuid4(), now=now, **to)

    return sending


def test_a_colleague_reads_it_while_risk_is_open(send, judge):
    judge(Level.HIGH)
    assert send().stand == Stand.WAITING


def test_without_a_basis_it_stays(send, almas_case, dorte):
    with pytest.raises(Refused):
        send(basis=None)
    assert not almas_case.releases.visible_to(dorte).exists()


def test_the_other_side_asks_for_nothing(send, bos_case, emil):
    with pytest.raises(Http404):
        send(by=emil)


def test_a_result_without_a_report_has_nothing_to_send(send, almas_case, dorte, now, today):
    result = Result(tool=Tool.SDASH, used_on=today, yes_count=4, judgement="Noget.")
    made = record_result(by=dorte, case=almas_case, result=result, once=uuid4(), now=now)
    with pytest.raises(Http404):
        send(result=made)


def test_its_page_asks_for_whom_and_on_what_basis(client_of, dorte, emil, url_of, sharp):
    client, address = client_of(dorte), url_of("report", sharp)
    assert client.get(address).status_code == 200
    assert "Godt at vide" in client.get(address).content.decode()
    sent = {"once": str(uuid4()), "role": "police", "recipient": "B. Holm", "basis_code": ""}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "B. Holm" in answer.content.decode()
    known = {"basis_code": "law:crime_work", "basis_reason": BASIS.reason}
    assert client.post(address, sent | known).status_code == 302
    assert client_of(emil).get(address).status_code == 404
