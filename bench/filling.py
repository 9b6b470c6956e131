"""The made-up centre in the product's tables, sealed with keys of its own.

Rows go in by the thousand instead of through the actions: this measures reading and single
writes, and an archive of years is only what they stand on.
"""

from dataclasses import replace
from itertools import cycle, islice
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench import facts
from bench.calendar import fill_calendar
from frirum.casefile.matching.actions import put_facts
from frirum.casefile.matters.actions import COMPARTMENTS
from frirum.casefile.matters.models import (
    Assignment,
    Case,
    Matter,
    Membership,
    Phase,
    PhaseKind,
    Side,
    Status,
    Team,
    Track,
    new_case_number,
)
from frirum.casefile.people.facts import party_of
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import Channel as ContactChannel
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.casefile.people.models import ContactWay, Person, SafeContact
from frirum.casefile.people.safe import NINETY_DAYS, Agreement
from frirum.casefile.tasks.models import Task
from frirum.foundation.accounts.models import User
from frirum.foundation.vault import keys, masters
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role
from frirum.work.incidents.facts import Told
from frirum.work.incidents.kinds import Channel, Source
from frirum.work.incidents.models import Incident
from frirum.work.incidents.taxonomy import Behaviour

_SIDES = (Side.EXPOSED, Side.EXPOSED, Side.EXPOSED, Side.EXERCISING)
_TRACKS = {Side.EXPOSED: Track.VICTIM, Side.EXERCISING: Track.PERPETRATOR}
_BEHAVIOURS = tuple(Behaviour)
_CHANNELS = tuple(Channel)
_FILLING = Actor.system("fills a made-up centre to measure")
STEPS = (10, 50, 200)  # so many rows have the pages whose statements are compared


def username_of_step(many: int) -> str:
    return f"worker{facts.STAFF + STEPS.index(many)}"


def fill(size: str) -> int:
    masters.write(masters.draw(), settings.KEY_FILE)
    call_command("migrate", verbosity=0)
    masters.verify_keys()
    filler = _Filler(*_staff())
    told = facts.cases(size)
    while some := list(islice(told, 500)):
        filler.store(some)
    for many in STEPS:
        filler.store_step(many)
    fill_calendar(filler.users)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return int(Case.objects.opened().count())


def _staff() -> tuple[list[User], list[Team]]:
    """Ten a team as the facts say, and one more worker a step."""
    users = [
        User(
            username=f"worker{number}",
            name=name,
            roles=[Role.TEAM_LEADER if number % 10 == 0 else Role.COUNSELLOR],
        )
        for number, name in enumerate([*facts.worker_names(), *(f"Trin {n}" for n in STEPS)])
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    keys.issue_many({user.pk: Compartment.HOUSE for user in users})
    teams = [
        Team(name=f"Team {number + 1}", side=side, leader=users[number * 10].pk)
        for number, side in enumerate(_SIDES)
    ]
    Team.objects.bulk_create(teams)
    Membership.objects.bulk_create(
        Membership(team=teams[min(number // 10, 3) if number < facts.STAFF else 0], worker=user.pk)
        for number, user in enumerate(users)
    )
    return users, teams


class _Filler:
    """Stores many cases with all that belongs to them, one table after the other."""

    def __init__(self, users: list[User], teams: list[Team]) -> None:
        self.users, self.teams = users, teams
        self.numbers: set[str] = set()
        self.now = timezone.now()

    @transaction.atomic
    def store(self, some: list[facts.CaseFacts]) -> list[Case]:
        matters = Matter.objects.bulk_create([Matter() for _ in some])
        cases = [self._case(told, matter) for told, matter in zip(some, matters, strict=True)]
        Case.objects.bulk_create(cases)
        keys.issue_many({case.pk: COMPARTMENTS[Side(case.side)] for case in cases})
        pairs = list(zip(cases, some, strict=True))
        Assignment.objects.bulk_create(
            Assignment(
                case=case,
                team=self.teams[told.team],
                worker=self.users[told.worker].pk,
                started_at=told.opened_at,
            )
            for case, told in pairs
        )
        self._store_people(pairs)
        self._store_agreements(pairs)
        self._store_incidents(pairs)
        return cases

    def store_step(self, many: int) -> None:
        """A worker with so many open cases, of which the newest has so many incidents."""
        worker = facts.STAFF + STEPS.index(many)
        open_ones = islice((told for told in facts.cases("S") if told.is_open), many)
        some = [replace(told, worker=worker, team=0) for told in open_ones]
        happenings = tuple(islice(cycle(some[0].happenings), many))
        self.store([replace(some[0], touched_at=facts.NOW, happenings=happenings), *some[1:]])

    def _free_number(self) -> str:
        while (number := new_case_number()) in self.numbers:
            continue
        self.numbers.add(number)
        return number

    def _case(self, told: facts.CaseFacts, matter: Matter) -> Case:
        side = Side(self.teams[told.team].side)
        return Case(
            number=self._free_number(),
            matter=matter,
            side=side,
            track=_TRACKS[side],
            status=Status.OPEN if told.is_open else Status.CLOSED,
            opened_at=told.opened_at,
            closed_at=None if told.is_open else told.touched_at,
            touched_at=told.touched_at,
        )

    def _store_people(self, pairs: list[tuple[Case, facts.CaseFacts]]) -> None:
        people, ways, parties = [], [], []
        for case, told in pairs:
            named = ((PersonRole.CLIENT, told.client), (PersonRole.OTHER_PARTY, told.other))
            for role, given in named:
                identity = Identity(
                    given_name=given.given, family_name=given.family, birth_date=given.born
                )
                person = Person(
                    case=case,
                    role=role,
                    sealed_identity=identity.to_json(),
                    created_at=told.opened_at,
                    changed_at=told.touched_at,
                )
                way = ContactWay(
                    case=case,
                    person=person,
                    kind=WayKind.PHONE,
                    value=given.phone,
                    created_at=told.opened_at,
                )
                people.append(person)
                ways.append(way)
                parties.append(party_of(person, [way], side=case.side, track=case.track))
        Person.objects.bulk_create(people, batch_size=500)
        ContactWay.objects.bulk_create(ways, batch_size=500)
        put_facts(by=_FILLING, parties=parties)

    def _store_agreements(self, pairs: list[tuple[Case, facts.CaseFacts]]) -> None:
        agreement = Agreement(
            expires_on=self.now.date() + NINETY_DAYS,
            channels=frozenset({ContactChannel.PHONE}),
            code_word="Solsort",
        )
        SafeContact.objects.bulk_create(
            SafeContact(
                case=case,
                sealed_agreement=agreement.to_json(),
                expires_on=agreement.expires_on,
                verified_at=told.opened_at,
                verified_by=self.users[told.worker].pk,
            )
            for case, told in pairs
        )
        Phase.objects.bulk_create(
            Phase(
                case=case,
                kind=PhaseKind.ONGOING if told.is_open else PhaseKind.STOPPED,
                since=told.opened_at.date(),
                recorded_at=told.opened_at,
            )
            for case, told in pairs
        )
        Task.objects.bulk_create(self._task(case, told) for case, told in pairs if told.reminder)

    def _task(self, case: Case, told: facts.CaseFacts) -> Task:
        day, title = told.reminder or (None, "")
        return Task(
            case=case,
            title=title,
            due_on=day,
            worker=self.users[told.worker].pk,
            added_by=self.users[told.worker].pk,
            added_at=told.opened_at,
            once=case.pk,
        )

    def _store_incidents(self, pairs: list[tuple[Case, facts.CaseFacts]]) -> None:
        incidents = [
            self._incident(case, told, each) for case, told in pairs for each in told.happenings
        ]
        Incident.objects.bulk_create(incidents, batch_size=200)

    def _incident(self, case: Case, told: facts.CaseFacts, happening: facts.Happening) -> Incident:
        worker = self.users[told.worker].pk
        incident = Incident(
            case=case,
            source=Source.WORKER,
            recorded_at=self.now,
            recorded_by=worker,
            worded_at=self.now,
            worded_by=worker,
            once=uuid4(),
        )
        incident.word(
            Told(
                happened_at=happening.at,
                behaviours=frozenset({_BEHAVIOURS[happening.kind]}),
                account=happening.text,
                channel=_CHANNELS[happening.kind],
            )
        )
        return incident
