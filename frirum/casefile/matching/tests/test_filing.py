"""`match_file`: people of a file in, answers to the questions of another out."""

import csv
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from frirum.casefile.matching.filing import roles_in, write_answers
from frirum.casefile.matching.models import Bearer
from frirum.casefile.matters.models import Side

pytestmark = pytest.mark.promise  # long: with the sweeps, not with every check

PERSONS = """\
person_id,given,family,former_family,alias,dob,phones,street,postcode,city,roles
P1,Mette Kirkegaard,Holm,Berg,,1984-07-11,51525354,"Rosenvej 9, 3. tv",2730,Herlev,M1:victim
P2,Bo,Vadgaard,,Bosse,1979-02-03,,,,,M1:perpetrator|M2:victim
P3,Søren,,,,,61626364,,,,
"""
PROBES = """\
given,family,dob,age,phone,street,postcode,city
Mete,Berg,,42,,,,
Vadgård,Bo,1979-03-02,,,,,
Sren,,,,+45 61 62 63 64,,,
"""


@pytest.fixture
def files(tmp_path):
    def written(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return {
        "persons": written("persons.csv", PERSONS),
        "probes": written("probes.csv", PROBES),
        "roles": written("roles.csv", "person_id,matter,role\nP3,M9,named_stalker\n"),
        "out": tmp_path / "out.csv",
    }


def lines(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_question_is_answered_with_the_likeliest(files, db):
    counts = write_answers(files["persons"], None, files["probes"], files["out"], top=2)
    found = lines(files["out"])
    assert counts == (3, len(found))
    assert list(found[0]) == ["probe_id", "person_id", "score", "posterior", "ms"]
    best = {}
    for line in found:
        best.setdefault(line["probe_id"], line["person_id"])
    assert best == {"0": "P1", "1": "P2", "2": "P3"}
    assert all(0 <= float(line["posterior"]) <= 1 and float(line["ms"]) > 0 for line in found)


def test_roles_say_in_whose_file_somebody_stands(files, db):
    assert roles_in(files["roles"]) == {"P3": "M9:named_stalker"}
    write_answers(files["persons"], files["roles"], files["probes"], files["out"], top=1)
    sides = sorted(Bearer.objects.opened().values_list("side", flat=True))
    assert sides == [Side.EXERCISING, Side.EXERCISING, Side.EXPOSED]


def test_a_file_that_is_not_there_is_named(files):
    with pytest.raises(CommandError, match=r"nobody\.csv"):
        call_command("match_file", persons=files["persons"], probes=files["out"].parent
                     / "nobody.csv", out=files["out"], stdout=StringIO())  # fmt: skip


def test_fewer_lines_than_one_are_refused(files):
    with pytest.raises(CommandError, match="at least one line"):
        call_command("match_file", persons=files["persons"], probes=files["probes"],
                     out=files["out"], top=0, stdout=StringIO())  # fmt: skip


def test_rows_that_end_early_and_columns_that_are_not_there_say_nothing(files, db):
    files["persons"].write_text(
        "person_id,given,family,phones\nP1,Bo\nP1,Bo,Berg,?\n,,,\n", "utf-8"
    )
    files["probes"].write_text("given,family\nBo\nBo,Berg,more\n,\n", "utf-8")
    assert write_answers(files["persons"], None, files["probes"], files["out"], top=5)[0] == 2
    assert {line["probe_id"] for line in lines(files["out"])} <= {"0", "1", "2"}


def test_the_command_answers_alike_each_time_in_a_house_of_its_own(files, monkeypatch):
    asked = ["manage.py", "match_file", "--persons", str(files["persons"]), "--probes",
             str(files["probes"]), "--out", str(files["out"])]  # fmt: skip
    monkeypatch.setattr(sys, "argv", asked)
    answers = []
    for _ in range(2):
        call_command("match_file", persons=files["persons"], probes=files["probes"],
                     out=files["out"], stdout=StringIO())  # fmt: skip
        answers.append([{**line, "ms": ""} for line in lines(files["out"])])
    assert answers[0] == answers[1] != []


def test_a_real_houses_keys_are_never_written_over(files, monkeypatch, settings):
    before = settings.KEY_FILE.read_bytes()
    monkeypatch.setenv("FRIRUM_MATCH_FOLDER", str(files["out"].parent))
    with pytest.raises(CommandError, match="real house"):
        call_command("match_file", persons=files["persons"], probes=files["probes"],
                     out=files["out"], stdout=StringIO())  # fmt: skip
    assert settings.KEY_FILE.read_bytes() == before


def test_a_database_that_holds_something_is_left_alone(files, monkeypatch, settings, db, tmp_path):
    monkeypatch.setenv("FRIRUM_MATCH_FOLDER", str(tmp_path))
    settings.KEY_FILE = tmp_path / "keys" / "keys.json"
    with pytest.raises(CommandError, match="not empty"):
        call_command("match_file", persons=files["persons"], probes=files["probes"],
                     out=files["out"], stdout=StringIO())  # fmt: skip
    assert not settings.KEY_FILE.exists()
