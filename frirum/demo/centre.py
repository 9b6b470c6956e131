"""A believable year in the house, built by calling actions."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.intake.choices import DeskOutcome
from frirum.casefile.matters.actions import set_up_team
from frirum.casefile.matters.models import Case, Side, Team
from frirum.foundation.accounts.models import User
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Refused

from .acquaintances import know_somebody
from .across import cover_for_a_colleague, warn_across
from .alma import live_through, tell_bos_side
from .bundle import order_police_bundle
from .calendar import fill_calendar
from .cases import Desk, Opened, Planner, log_sizes, open_planned
from .casework import work_with_authorities
from .cast import STAFF, House, create_house, user_id
from .colleagues import COLLEAGUES, WITH_CHILDREN, WITH_PERPETRATORS, WITH_VICTIMS
from .enquiries import Asked, Switchboard, undecided
from .exhibits import attach_drawings
from .holds import answer_checks, known_chance, settle, slow_checks
from .letters import write_letters
from .networked import meet_about_alma
from .pool import Pool
from .safety import judge_all
from .tasks import alma_tasks

_SEED = 20_261_122


@dataclass
class DemoCentre:
    """What was built."""

    house: House
    childrens_team: Team
    far_team: Team
    almas_case: Case
    bos_case: Case
    others: list[Opened] = field(default_factory=list)
    enquiries: list[Asked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Size:
    """How many cases of each kind, beside Alma's and Bo's."""

    victims: int
    children: int
    opposing: int
    exercising: int
    relatives: tuple[int, int]
    professionals: int


_WHOLE = _Size(85, 20, 6, 18, (8, 4), 5)
_SMALL = _Size(5, 1, 1, 2, (1, 0), 1)


def refuse_if_used() -> None:
    """Only an empty database is built on. One that holds real people is never touched."""
    known = {user_id(name) for name in (*STAFF, *COLLEAGUES)}
    ids = set(User.objects.values_list("pk", flat=True))
    if ids - known:
        raise Refused(_("This database holds real users. The demo centre needs one of its own."))
    if ids:
        raise Refused(_("The demo centre stands already. Start over with `./app demo --fresh`."))


def build(*, now: datetime, small: bool = False) -> DemoCentre:
    """The same centre each time, with dates counted back from `now`."""
    refuse_if_used()
    with transaction.atomic(), known_chance(_SEED):
        centre = _found(now)
        pool = Pool(Random(_SEED), timezone.localdate(now))
        desks = _desks(centre)
        planner = Planner(pool.rng, pool, desks, now)
        _open_cases(centre, planner, _SMALL if small else _WHOLE)
        _show_piece(centre, now)
        _take_calls(centre, Switchboard(pool, desks, now, centre.others), small=small, now=now)
        fill_calendar(centre.house, centre.almas_case, centre.bos_case, centre.others, now=now)
        judge_all(centre.house, centre.almas_case, centre.others, now=now)
        know_somebody(centre.house, centre.others, now=now)
    return centre


def _found(now: datetime) -> DemoCentre:
    """The house with its three teams, and the two cases the demo is told by."""
    house = create_house(COLLEAGUES, with_victims=WITH_VICTIMS, with_perpetrators=WITH_PERPETRATORS)
    childrens_team = set_up_team(
        by=house.staff["asta"],
        name="Team Unge og børn",
        side=Side.EXPOSED,
        leader=user_id("birte"),
        workers=[user_id(name) for name in WITH_CHILDREN],
        site="Nørregade",
        days=(1, 2),
    )
    far_team = set_up_team(
        by=house.staff["asta"],
        name="Team Udøver Havnen",
        side=Side.EXERCISING,
        leader=user_id("folmer"),
        workers=[],
        site="Havnevej",
        days=(1, 3),
    )
    almas_case = live_through(house, now=now)
    bos_case = tell_bos_side(house, almas_case, now=now)
    return DemoCentre(house, childrens_team, far_team, almas_case, bos_case)


def _desks(centre: DemoCentre) -> dict[str, Desk]:
    staff, house = centre.house.staff, centre.house

    def people(*names: str) -> tuple[Actor, ...]:
        return tuple(staff[name] for name in names)

    return {
        "exposed": Desk(house.victim_team, staff["freja"], people("dorte", "ida", *WITH_VICTIMS)),
        "children": Desk(centre.childrens_team, staff["birte"], people(*WITH_CHILDREN)),
        "exercising": Desk(
            house.perpetrator_team, staff["folmer"], people("emil", *WITH_PERPETRATORS)
        ),
    }


def _open_cases(centre: DemoCentre, planner: Planner, size: _Size) -> None:
    sizes = log_sizes(size.victims)
    planner.rng.shuffle(sizes)
    victims = [open_planned(plan, planner) for plan in planner.victims(sizes)]
    with_children = [one for one in victims if one.plan.circle.children][: size.children]
    plans = [
        *planner.children(with_children),
        *planner.exercising(victims[: size.opposing], size.exercising),
        *planner.relatives(*size.relatives),
        *planner.professionals(size.professionals),
    ]
    centre.others = victims + [open_planned(plan, planner) for plan in plans]


def _show_piece(centre: DemoCentre, now: datetime) -> None:
    dorte, case = centre.house.staff["dorte"], centre.almas_case
    attach_drawings(dorte, case, now=now)
    alma_tasks(dorte, case, now=now)
    order_police_bundle(dorte, case, now=now)
    work_with_authorities(centre.house, case, centre.bos_case, now=now)
    write_letters(centre.house, case, now=now)
    meet_about_alma(dorte, case, now=now)
    warn_across(centre.house, bos_case=centre.bos_case, now=now)
    team = centre.house.victim_team
    held = (one for one in centre.others if one.plan.desk.team == team)
    fatima = user_id("fatima")
    case_of_another = next(one.case for one in held if one.worker.id != fatima)
    cover_for_a_colleague(centre.house, case_of_another, now=now)


def _take_calls(
    centre: DemoCentre, switchboard: Switchboard, *, small: bool, now: datetime
) -> None:
    """Each check is answered before the next names come in, as it would have been."""
    desk = [centre.house.staff["vera"], centre.house.staff["villads"]]
    answer_checks(desk=desk, undecided=set(), now=now)
    asked = switchboard.take(small=small, checking=False)
    waiting = set(undecided(asked))
    answer_checks(desk=desk, undecided=waiting, now=now)
    for one in asked:
        if "outcome" in one.line:
            settle(
                by=desk[0],
                subject=one.enquiry.pk,
                outcome=DeskOutcome(one.line["outcome"]),
                team=centre.far_team,
                reason=one.line["desk_reason"],
                now=min(one.enquiry.received_at + timedelta(hours=20), now),
            )
    switchboard.go_on(asked)
    answer_checks(desk=desk, undecided=waiting, now=now)
    with slow_checks():
        centre.enquiries = asked + switchboard.take(small=small, checking=True)
