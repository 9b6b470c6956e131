"""Writes obey the wall: nothing unseen is changed, removed or added to, by any way in (S4)."""

import importlib
import inspect
import itertools
import typing
from collections.abc import Sequence
from types import UnionType
from uuid import UUID, uuid4

import pytest
from django.http import Http404

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.models import WalledModel
from frirum.foundation.wall.roles import ROLE_PERMISSIONS, Role
from tests.slow.stolen import incident, task

from .catalogue import addresses
from .code import ROOT, product
from .rows import WALLED, all_rows, fill, owner_of

pytestmark = pytest.mark.promise


def actions():
    """Every action of the product, as the function it is."""
    for source in product():
        folder, name = source.path.parent.name, source.path.stem
        if "actions" in {folder, name} and "foundation/wall" not in source.name:
            path = source.path.relative_to(ROOT).with_suffix("")
            module = importlib.import_module(".".join(path.parts).removesuffix(".__init__"))
            for found in vars(module).values():
                if hasattr(found, "permission") and found.__module__ == module.__name__:
                    yield found


def kinds_of(hint):
    """The plain types that a hint allows, and whether many of them."""
    parts = typing.get_args(hint)
    if isinstance(hint, UnionType):
        return [kind for part in parts for kind in kinds_of(part)]
    if typing.get_origin(hint) is Sequence:
        return [(kind, True) for kind, _ in kinds_of(parts[0])]
    return [(hint, False)]


def walled_arguments(function):
    """Name, table and whether a list, of each argument that is a row behind the wall."""
    hints = typing.get_type_hints(inspect.unwrap(function))
    for name, hint in hints.items():
        for kind, is_many in kinds_of(hint):
            if isinstance(kind, type) and issubclass(kind, WalledModel) and name != "return":
                yield name, kind, is_many


def everybody_may(actor: Actor) -> Actor:
    """The same person with every role of a member of staff, so that the wall alone can refuse."""
    roles = frozenset(set(Role) - {Role.SYSTEM, Role.PUBLIC, Role.CONFLICT_DESK})
    return Actor(id=actor.id, name=actor.name, roles=roles)


def test_s4_no_action_takes_a_row_that_is_not_seen(world, bos_case, emil):
    """Every action, handed a row of Alma's by Emil: not there, and nothing has changed."""
    fill(world.case)
    by, before, tried = everybody_may(emil), contents(), 0
    for run in actions():
        for name, kind, is_many in walled_arguments(run):
            there = WALLED if kind is WalledModel else [kind]
            for model in there:
                row = next(r for r in model.objects.opened() if owner_of(r) != bos_case.pk)
                given = dict.fromkeys(inspect.signature(run).parameters)
                given |= {"by": by, name: [row] if is_many else row}
                if by.may(run.permission):
                    with pytest.raises(Http404):
                        pytest.fail(f"{run.__name__}: {run(**given)}")
                    tried += 1
    assert tried > 50
    assert contents() == before


# An id among an action's arguments names no row behind the wall, but for these.
IDS = {
    "after": "where the next lot of checks begins; the check itself reads them",
    "once": "drawn for one form",
    "worker": "a member of staff", "leader": "a member of staff", "cover": "a member of staff",
    "ended": "a sign-in of one's own",
    "factor": "a factor of one's own", "invitation": "a member of staff's way in",
    "root": "Frirum's own work: the check, which holds both sides, erasing and exporting",
    "to": "likewise", "matter": "likewise: it goes when nothing is left of it",
    "glass": "an opening that the data protection officer closes without seeing the case",
    "subject": "likewise", "seen": "read among the rows of the case that is seen",
    "agency": "an entry of the open register of agencies",
    "upload": "a file on its way; its case and its sender are compared",
}  # fmt: skip


def test_s4_actions_take_rows_and_not_ids():
    taken = {
        name
        for run in actions()
        for name, hint in typing.get_type_hints(inspect.unwrap(run)).items()
        if name != "return" and any(kind is UUID for kind, _ in kinds_of(hint))
    }
    assert taken == set(IDS)


def contents():
    """Every walled row, column by column, as it stands in the database."""
    return {
        (model.__name__, row.pk): {k: v for k, v in vars(row).items() if not k.startswith("_")}
        for model in WALLED
        for row in model.objects.opened()
    }


def test_s4_updating_and_deleting_reach_no_unseen_row_of_any_table(world, bos_case, emil, gry):
    fill(world.case)
    hers = {pk for of in all_rows().values() for pk, owner in of.items() if owner != bos_case.pk}
    before = {key: row for key, row in contents().items() if key[1] in hers}
    for model, actor in itertools.product(WALLED, (emil, gry)):
        rows = model.objects.visible_to(actor)
        columns = model._meta.concrete_fields
        plain = next((f for f in columns if not f.primary_key), model._meta.pk)
        same = rows.values_list(plain.attname, flat=True).first()
        assert rows.filter(pk__in=hers).update(**{plain.attname: same}) == 0
        assert rows.filter(pk__in=hers).delete()[0] == 0
        rows.exclude(pk__in=[bos_case.pk]).delete()
    assert {key: row for key, row in contents().items() if key[1] in hers} == before


HIDDEN = ("case", "side", "team", "matter", "owner", "enquiry", "root", "by", "actor", "author",
          "case_id", "matter_id", "id", "pk", "roles", "wall_path", "recorded_by")  # fmt: skip


def hidden_fields(case):
    """What a form that was tampered with might carry beside what it asks for."""
    return {
        name: {"side": case.side, "roles": "conflict_desk"}.get(name, str(case.pk))
        for name in HIDDEN
    } | {"matter": str(case.matter_id), "matter_id": str(case.matter_id)}


def test_s4_hidden_fields_of_a_form_change_nothing_across_the_wall(
    world, bos_case, dorte, freja, client_of
):
    """Filled in rightly or not at all, with Bo's case slipped in: nothing of Bo's is touched."""
    before = {k: row for k, row in contents().items() if of_bo(row, bos_case)}
    sneaked, at = hidden_fields(bos_case), f"/sager/{world.case.pk}/"
    client = client_of(dorte)
    forms = {
        f"{at}haendelser/ny/": incident(uploads=[]),
        f"/opgaver/{world.case.pk}/ny/": task("Ring"),
        f"{at}personer/ny/": {"once": str(uuid4()), "role": "other", "given_name": "Per"},
        f"{at}fase/": {"kind": "stopped", "since": "01-11-2026"},
        f"{at}status/": {"status": "paused"},
    }
    for url, filled in forms.items():
        assert client.post(url, {**sneaked, **filled}).status_code == 302, url
    for actor in (dorte, freja):
        client = client_of(actor)
        for _, view, url in addresses(world.ids):
            if view.door != "public" and "log-ud" not in url:
                client.post(url, sneaked)
    assert {k: row for k, row in contents().items() if of_bo(row, bos_case)} == before


def of_bo(row, case):
    return case.pk in row.values() or str(case.pk) in map(str, row.values())


def test_s4_system_alone_holds_what_looks_at_both_sides():
    """What compares both sides is no right of any person."""
    both = {run.permission for run in actions() if "matching" in run.__module__}
    held = {p for role in set(Role) - {Role.SYSTEM} for p in ROLE_PERMISSIONS[role]}
    assert {p.value for p in both & held} == {"resolve_holds"}
