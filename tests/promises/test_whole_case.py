"""A case goes whole and is told whole: each room lets go of it, and tells of it (S12, S21)."""

import json
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.http import Http404

from frirum.casefile.intake.models import DeskDecision, Enquiry
from frirum.casefile.matching.actions import decide_pair, order_check, put_facts, release_hold
from frirum.casefile.matching.facts import Fact, FactKind, Party
from frirum.casefile.matching.models import Answer, Check, Finding
from frirum.casefile.matters.actions import erase_case, export_case
from frirum.casefile.matters.models import Side
from frirum.casefile.people.actions import add_person
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.tasks.actions import add_task
from frirum.foundation.vault import files, keys
from frirum.foundation.vault.files import path_of
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.vault.models import DataKey, SealedFile
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import seal_outbox
from frirum.foundation.wall.ledger.models import Entry
from frirum.foundation.wall.ledger.verify import verify
from frirum.foundation.wall.roles import ROLE_PERMISSIONS, Role
from frirum.foundation.wall.whole_case import holdings

from .rows import OURS, WALLED, fill, owner_of
from .test_writing import contents
from .world import CANARIES, NEVER_GIVEN_OUT

pytestmark = pytest.mark.promise

FRIRUM = Actor.system("a test")
LEDGER = {"Entry", "Outbox"}
# Erased and never exported.
WITHHELD = {
    "Bearer": "its words stand in the rows of people", "MatchKey": "likewise, as keyed hashes",
    "WordCount": "everybody's words together, and no one's name", "Job": "ids and numbers alone",
    "Check": "S12", "Finding": "S12", "Decision": "S12", "DeskDecision": "S12",
    "Delivery": "S12", "HouseWarning": "S12", "Stood": "staff, and no case",
    "DeskQuestion": "S12",
    "StaffHit": "of a member of staff (S12)",
    "Stay": "S12", "TooClose": "S12", "KeptApart": "S12", "Bond": "S12",
}  # fmt: skip
OF_THE_ENQUIRY = {"Kanariehenvendelse", "Kanarieringer"}


def names_a_root(model):
    """An open table with the id of a case or enquiry in it."""
    return model.__name__ not in LEDGER and any(f.name == "root" for f in model._meta.fields)


def test_every_walled_table_is_erased_and_exported_by_one_room():
    covered = [model for holding in holdings.values() for model in holding.models]
    wanted = {*WALLED, *(m for m in OURS if names_a_root(m))}
    assert {m.__name__ for m in wanted ^ set(covered)} == set()
    assert len(covered) == len(set(covered))
    withheld = {m.__name__: why for h in holdings.values() for m, why in h.withheld.items()}
    assert set(withheld) == set(WITHHELD)
    assert all(len(why) > 15 for why in withheld.values())


@pytest.fixture
def known_on_both_sides(world, bos_case, vera, now, run_jobs, settings):
    """Bo is named in Alma's case and is the client of his own; an enquiry became Alma's case."""
    settings.CHECK_DELAY_SECONDS = settings.CHECK_SAMPLE_ONE_IN = 0
    phone = (Fact(FactKind.PHONE, "20 00 01 99"),)
    for case, holder in ((world.case, 21), (bos_case, 22)):
        party = Party(UUID(int=holder), case.pk, Side(case.side), Side.EXERCISING, phone)
        put_facts(by=FRIRUM, parties=[party])
        order_check(by=FRIRUM, subject=case.pk, now=now)
    run_jobs()
    pair = Finding.objects.visible_to(FRIRUM).get(our_root=world.case.pk, other_root=bos_case.pk)
    decide_pair(by=vera, finding=pair, answer=Answer.SAME, now=now)
    enquiry = Enquiry.objects.opened().get()
    Enquiry.objects.opened().update(case=world.case, state="opened")
    decided = DeskDecision(subject=world.case.pk, check_id=pair.check_id, outcome="separate",
                           reason="Kanarieskranke", decided_by=vera.id, decided_at=now)  # fmt: skip
    keys.ensure(decided.pk, Compartment.HOUSE)
    decided.save(force_insert=True)
    fill(world.case)
    return enquiry, decided


def ids_of(case, enquiry):
    """Of the case, its enquiry, and of every row that hangs on either."""
    mine = {case, enquiry, UUID(int=21)}
    return mine | {
        row.pk for model in WALLED for row in model.objects.opened() if owner_of(row) in mine
    }


def naming(ids):
    """Where any of these ids stands in a table, but for the ledger and the one who is asked."""
    found = set()
    for model in OURS:
        rows = model.objects.opened() if model in WALLED else model.objects.all()
        for field in model._meta.concrete_fields:
            if isinstance(field, models.UUIDField | models.ForeignKey | models.JSONField):
                told = {str(v) for v in rows.values_list(field.attname, flat=True)}
                if model.__name__ not in LEDGER and any(str(i) in v for i in ids for v in told):
                    found.add(f"{model.__name__}.{field.attname}")
    return found


def test_s21_an_erased_case_leaves_nothing_in_any_room(
    world, bos_case, known_on_both_sides, django_capture_on_commit_callbacks
):
    """No row, no file, no tag, no key; no other table has an id of it. The ledger still follows."""
    case, (enquiry, decided) = world.case.pk, known_on_both_sides
    ids = ids_of(case, enquiry.pk)
    paths = [path_of(f.pk) for f in SealedFile.objects.filter(owner=case)]
    assert paths
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("case", "erase", world.case.number, stdout=StringIO())
    assert naming(ids) == set()
    assert [path for path in paths if path.exists()] == []
    assert not SealedFile.objects.filter(owner=case).exists()
    assert not DataKey.objects.filter(owner__in=[case, enquiry.pk, decided.pk]).exists()
    seal_outbox()
    assert Entry.objects.filter(deed="erase_case", outcome="done", root=case).count() == 1
    assert verify().faults == []


def test_s21_erasing_one_case_leaves_the_other_as_it_was(
    world, bos_case, known_on_both_sides, emil, vera, now, django_capture_on_commit_callbacks
):
    """But for what was found in both: nothing agreed, says the check now, and can be released."""
    add_person(by=emil, case=bos_case, role=PersonRole.CLIENT, identity=Identity("Bo"), now=now)
    add_task(by=emil, case=bos_case, title="Ring", now=now)
    his = files.store(bos_case.pk, [b"Hans"])
    hers = ids_of(world.case.pk, known_on_both_sides[0].pk)
    # The vocabulary holds everybody's words together and is written anew without hers.
    before = {k: row for k, row in contents().items() if k[1] not in hers and k[0] != "WordCount"}
    with django_capture_on_commit_callbacks(execute=True):
        erase_case(by=FRIRUM, root=world.case.pk)
    after = contents()
    changed = {key[0] for key, row in before.items() if after.get(key) != row}
    assert set(before) - set(after) <= {key for key in before if key[0] == "Decision"}
    assert changed <= {"Finding", "Decision"}
    assert b"".join(files.read(his.id)) == b"Hans"
    check = Check.objects.visible_to(vera).get(subject=bos_case.pk)
    release_hold(by=vera, check=check, now=now)


def test_an_export_holds_every_word_of_the_case(world, known_on_both_sides):
    """As plain values, the enquiry that became it included."""
    held = export_case(by=FRIRUM, root=world.case.pk)
    text = json.dumps(held, ensure_ascii=False)
    assert [word for word in CANARIES if word not in text] == []
    told = {model for h in holdings.values() for model in h.models - set(h.withheld)}
    assert set(held) == {model._meta.label for model in told}
    assert [word for word in ("Kanarieskranke", *NEVER_GIVEN_OUT) if word in text] == []


def test_s12_an_export_is_the_same_whether_or_not_the_other_is_a_client(
    world, request, run_jobs, settings
):
    settings.CHECK_DELAY_SECONDS = 0
    order_check(by=FRIRUM, subject=world.case.pk, now=world.case.opened_at)
    run_jobs()
    before = export_case(by=FRIRUM, root=world.case.pk)
    case = request.getfixturevalue("bos_case")
    phone = (Fact(FactKind.PHONE, "20 00 01 71"),)
    party = Party(UUID(int=22), case.pk, Side.EXERCISING, Side.EXPOSED, phone)
    put_facts(by=FRIRUM, parties=[party])
    for one in (case, world.case):
        order_check(by=FRIRUM, subject=one.pk, now=case.opened_at)
    run_jobs()
    assert Finding.objects.visible_to(FRIRUM).filter(other_root=case.pk).exists()
    assert export_case(by=FRIRUM, root=world.case.pk) == before
    assert str(world.case.matter_id) not in json.dumps(before)


def test_an_enquiry_is_erased_and_exported_by_itself(world):
    text = json.dumps(export_case(by=FRIRUM, root=world.ids["enquiry"]), ensure_ascii=False)
    assert {word for word in CANARIES if word in text} == OF_THE_ENQUIRY
    call_command("case", "erase", str(world.ids["enquiry"]), stdout=StringIO())
    assert naming({world.ids["enquiry"]}) == set()
    assert DataKey.objects.filter(owner=world.case.pk).exists()


def test_nobody_but_frirum_itself_erases_or_exports(world, house, hans):
    for actor in house.staff.values():
        for deed in (erase_case, export_case):
            with pytest.raises(Http404):
                deed(by=actor, root=world.case.pk)
    for right in (erase_case.permission, export_case.permission):
        assert [role for role, held in ROLE_PERMISSIONS.items() if right in held] == [Role.SYSTEM]


def test_what_is_no_case_is_not_erased(world, dorte):
    """A worker owns a key too, which seals their drafts."""
    keys.ensure(dorte.id, Compartment.HOUSE)
    for which in ("ABC-DEF", "half", str(dorte.id)):
        with pytest.raises(CommandError):
            call_command("case", "erase", which)
    assert DataKey.objects.filter(owner=dorte.id).exists()
