"""Whom the made-up centre's staff say they know, and what its conflict desk decided about it."""

from datetime import datetime, timedelta

from frirum.casefile.intake.actions import compare_staff, decide_staff_hit
from frirum.casefile.intake.models import StaffHit
from frirum.casefile.matching.models import Answer
from frirum.casefile.matters.actions import declare_relation, shield_case
from frirum.foundation.wall.actors import Actor

from .alma import bo
from .cases import Opened
from .cast import House
from .pool import Somebody

_COMPARES = Actor.system("answers the checks of the made-up centre")
_COUSIN = "Karla har selv skrevet, at Bo er hendes fætter, og fødselsdagen passer."
_KIN = "Klienten er søster til en i receptionen, som ved, at hun kommer her."


def know_somebody(house: House, others: list[Opened], *, now: datetime) -> None:
    """Karla is Bo's cousin, and is kept out of it. A volunteer and a counsellor, who works on the
    case, have each named somebody; both wait for the desk. One
    case is for those named alone."""
    staff, then = house.staff, now - timedelta(days=6)
    told, karla = bo(now), staff["karla"]
    declare_relation(
        by=karla, name=told.full_name, birth_date=told.birth_date, relation="min fætter", now=then
    )
    compare_staff(by=_COMPARES, worker=karla.worker_id, now=then)
    found = StaffHit.objects.visible_to(_COMPARES).filter(worker=karla.worker_id, answer="")
    while hit := found.order_by("-belief", "pk").first():
        same = "birth" in hit.agree
        decide_staff_hit(
            by=staff["vera"],
            hit=hit,
            answer=Answer.SAME if same else Answer.DIFFERENT,
            reason=_COUSIN if same else "Navnet ligner, men det er en anden.",
            now=then + timedelta(hours=3),
        )
    exposed = [one for one in others if one.plan.desk.team == house.victim_team]
    of_other, of_own = exposed[0], next(one for one in exposed[1:] if one.worker != staff["dorte"])
    known = of_other.plan.circle.other
    _named(staff["gry"], known, "min fars kæreste", now, known.phone)
    _named(of_own.worker, of_own.plan.circle.other, "min nabo", now)
    compare_staff(by=_COMPARES, now=now)
    of_kin = exposed[-1].case
    shield_case(by=staff["freja"], case=of_kin, reason=_KIN, now=now - timedelta(days=12))


def _named(by: Actor, one: Somebody, relation: str, now: datetime, phone: str = "") -> None:
    _street, _, town = one.address.partition(", ")
    declare_relation(
        by=by,
        name=one.full_name,
        birth_date=None,
        relation=relation,
        phone=phone,
        town=town,
        now=now - timedelta(hours=2),
    )
