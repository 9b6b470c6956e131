"""Staff and volunteers who may know somebody in a file: compared, decided, kept apart."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matching.facts import Fact, FactKind
from frirum.casefile.matching.models import Answer
from frirum.casefile.matching.rules import is_settled
from frirum.casefile.matters.actions import forget_declared
from frirum.casefile.matters.models import Case, DeclaredRelation, Recusal
from frirum.casefile.matters.parts import had_part
from frirum.casefile.tasks.models import Task
from frirum.casefile.tasks.rules import may_add_to
from frirum.foundation.accounts.queries import names_of, workers_with
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import Role

from .. import staffing
from ..conflicts import Known, known_by, places_of
from ..models import EnquiryRecusal, StaffHit
from ..queries import in_same_matter, is_kept_apart
from ..rules import may_decide_on_staff, may_resolve

if TYPE_CHECKING:
    from frirum.casefile.matching.staff import Agreeing, Subject

_KEEPING = Actor.system("keeps somebody apart whom the conflict desk found to know a client")
_Pair = tuple[UUID, UUID]
_STAFF = set(Role) - {Role.CLIENT, Role.SYSTEM, Role.PUBLIC}


@action(Permission.RUN_CHECKS)
def compare_staff(*, by: Actor, worker: UUID | None = None, now: datetime) -> int:
    """Compare staff, and whom they are close to, with everybody in files. Answers how many pairs
    are new or agree more than they did.

    Without `worker` all of them: accounts that are new, renamed or closed since are heeded, and
    whoever was found to know somebody is kept apart from what came into that matter meanwhile.
    """
    staff = workers_with(*_STAFF)
    if worker is None:
        forget_declared(by=by, kept=staff)
    asked = staff if worker is None else {pk: staff[pk] for pk in {worker} & set(staff)}
    subjects = list(_subjects(asked))
    hits = _hits(by, worker)
    found = _agreeing(by, subjects)
    new = sum(_note(hits.get(pair), one, now) for pair, one in found.items())
    _place(_hits(by, worker).values())
    _forget([hit for pair, hit in hits.items() if pair not in found], subjects)
    for hit in hits.values():
        if hit.answer == Answer.SAME:
            keep_worker_apart(by=by, worker=hit.worker, root=hit.root, now=now)
    return new


def _hits(by: Actor, worker: UUID | None) -> dict[_Pair, StaffHit]:
    """What is written down already, held until the action is over."""
    rows = StaffHit.objects.visible_to(by).select_for_update()
    own = rows if worker is None else rows.filter(worker=worker)
    return {(hit.holder, hit.other_holder): hit for hit in own}


def _agreeing(by: Actor, subjects: "Sequence[Subject]") -> "dict[_Pair, Agreeing]":
    from frirum.casefile.matching.staff import agreeing  # noqa: PLC0415 - no page compares

    some = agreeing(subjects, reason=by.reason)
    return {(one.subject.holder, one.other.holder): one for one in some}


def _subjects(staff: dict[UUID, str]) -> "Iterator[Subject]":
    from frirum.casefile.matching.staff import Subject, name_of  # noqa: PLC0415

    for pk, name in staff.items():
        yield Subject(pk, pk, (name_of(name),))
    for row in DeclaredRelation.objects.filter(worker__in=list(staff)).order_by("pk"):
        yield Subject(row.worker, row.pk, (name_of(row.told["name"]), *_told(row)))


def _told(row: DeclaredRelation) -> Iterator[Fact]:
    if born := row.answer("birth_date"):
        yield Fact(FactKind.BIRTH, born)
    if phone := row.answer("phone"):
        yield Fact(FactKind.PHONE, phone)
    if row.answer("street") or row.answer("town"):
        yield Fact(FactKind.ADDRESS, row.answer("street"), row.answer("town"))


def _note(hit: StaffHit | None, one: "Agreeing", now: datetime) -> bool:
    """Write down a pair, or what is new of it. Whether the desk has something more to look at."""
    if hit is None:
        hit = StaffHit(
            worker=one.subject.worker,
            holder=one.subject.holder,
            other_holder=one.other.holder,
            found_at=now,
        )
    hit.root, hit.other_side, hit.other_stance = one.other.root, one.other.side, one.other.stance
    is_new = bool(hit._state.adding)
    if hit.answer and not is_settled(hit.answer, bytes(hit.agreement), one.agreement):
        hit.answer, hit.found_at, is_new = "", now, True
    if not hit.answer:
        hit.agree, hit.differ = list(one.agree), list(one.differ)
        hit.agreement, hit.belief = one.agreement, one.belief
    hit.save()
    return is_new


def _place(hits: Iterable[StaffHit]) -> None:
    """In which matter each file stands now, and whether the worker works there."""
    waiting = [hit for hit in hits if not hit.answer]
    places = places_of(hit.root for hit in waiting)
    working = staffing.working_in(place.matter for place in places.values())
    for hit in waiting:
        place = places.get(hit.root)
        hit.matter, hit.is_of_case = (place.matter, place.is_case) if place else (None, False)
        hit.works_there = (hit.worker, hit.matter) in working
        hit.save(update_fields=["matter", "is_of_case", "works_there"])


def _forget(hits: Iterable[StaffHit], subjects: "Sequence[Subject]") -> None:
    """What agrees no longer need not be looked at, and what was told apart goes with whoever was
    told of. That somebody is kept apart, by whom and why, stays as long as the file."""
    asked = {one.holder for one in subjects}
    for hit in hits:
        if not hit.answer or (hit.answer == Answer.DIFFERENT and hit.holder not in asked):
            keys.shred(hit.pk)
            hit.delete()


@action(Permission.RESOLVE_HOLDS)
def compare_staff_names(*, by: Actor, hit: StaffHit) -> Known | None:
    """Show the desk whom in the file it is about. Each look stands in the ledger."""
    _may_look(by, hit)
    return known_by([hit.other_holder]).get(hit.other_holder)


@action(Permission.RESOLVE_HOLDS)
def decide_staff_hit(
    *, by: Actor, hit: StaffHit, answer: Answer, reason: str, now: datetime
) -> StaffHit:
    """The same person: the worker is kept apart from all cases of that matter, from the next
    request on. Or two different people, and nothing happens.

    Somebody stands in several files of one matter: what it settles there is decided along. What
    turns out to be wrong is decided the other way, and the worker let back.
    """
    files = _may_look(by, hit)
    stranded = [
        case
        for case, who in staffing.standing_with(files.cases).items()
        if who == {hit.worker} and answer == Answer.SAME
    ]
    is_decided, before, since = hit.answer == answer, hit.answer, hit.decided_at
    may_decide_on_staff(is_decided=is_decided, is_seen_by_another=not stranded).enforce()
    alike = [one for one in in_same_matter(actor=by, hit=hit) if hit.settles(one, answer)]
    for one in (hit, *alike):
        one.answer = answer
        _sign(by, one, reason, now)
    if answer == Answer.SAME:
        keep_worker_apart(by=_KEEPING, worker=hit.worker, root=hit.root, now=now)
    elif before == Answer.SAME and not is_kept_apart(actor=_KEEPING, hit=hit):
        let_worker_back(
            by=_KEEPING, worker=hit.worker, root=hit.root, desk=by, since=since, now=now
        )
    return hit


@action(Permission.RESOLVE_HOLDS)
def leave_staff_hit(*, by: Actor, hit: StaffHit, reason: str, now: datetime) -> StaffHit:
    """The facts do not decide it. It stays, with a word on what is missing."""
    _may_look(by, hit)
    may_decide_on_staff(is_decided=bool(hit.answer), is_seen_by_another=True).enforce()
    _sign(by, hit, reason, now)
    return hit


def _may_look(by: Actor, hit: StaffHit) -> staffing.Files:
    """Read anew, and held: of two who press at once the second acts on what the first left."""
    rows = StaffHit.objects.visible_to(by).select_for_update()
    hit.refresh_from_db(from_queryset=rows)
    files = staffing.files_of(hit.root)
    is_own = by.worker_id == hit.worker
    may_resolve(has_part=is_own or had_part(by, filter(None, [files.matter]))).enforce()
    return files


def _sign(by: Actor, hit: StaffHit, reason: str, now: datetime) -> None:
    """What was written before stays below it."""
    keys.ensure(hit.pk, Compartment.HOUSE)
    if hit.reason and hit.decided_at:
        who, day = names_of([hit.decided_by]).get(hit.decided_by or hit.pk, ""), hit.decided_at
        reason = f"{reason}\n\n{timezone.localdate(day):%d.%m.%Y} {who}: {hit.reason}"
    hit.reason, hit.decided_by, hit.decided_at = reason, by.id, now
    hit.save(update_fields=["answer", "reason", "decided_by", "decided_at"])


@action(Permission.RUN_CHECKS)
def keep_worker_apart(*, by: Actor, worker: UUID, root: UUID, now: datetime) -> int:
    """Keep a worker apart from every file of a matter. Says from how many they were not yet.

    Called again it adds what has come into the matter since. A case that nobody else sees stays
    with them until somebody does: the desk is told so before it decides.
    """
    files = staffing.files_of(root)
    standing = staffing.standing_with(files.cases)
    rows = staffing.recusals(worker)
    kept = set(rows.filter(by_desk=True).values_list("case", flat=True))
    cases = [c for c in files.cases if c.pk not in kept and standing[c.pk] != {worker}]
    for case in cases:
        if worker in standing[case.pk]:
            _tell_leader(case, worker, now)
    staffing.promised(worker, cases).update(worker=None)
    already = set(rows.filter(case__in=cases).values_list("case", flat=True))
    rows.filter(case__in=cases).update(by_desk=True)
    Recusal.objects.bulk_create(
        Recusal(case=case, worker=worker, stepped_at=now, by_desk=True)
        for case in cases
        if case.pk not in already
    )
    return len(cases) + _apart_from_enquiries(worker, files, now)


@action(Permission.RUN_CHECKS)
def let_worker_back(
    *, by: Actor, worker: UUID, root: UUID, desk: Actor, since: datetime | None, now: datetime
) -> int:
    """It was somebody else. Where they had stepped aside themselves before `since`, they stay so
    until a leader lets them back."""
    files, lifted = staffing.files_of(root), 0
    for rows in (
        staffing.recusals(worker).filter(case__in=files.cases, by_desk=True),
        staffing.enquiry_recusals(worker).filter(enquiry__in=files.enquiries, by_desk=True),
    ):
        rows.filter(stepped_at__lt=since or now).update(by_desk=False)
        lifted += rows.update(let_back_at=now, let_back_by=desk.id)
    return lifted


def _apart_from_enquiries(worker: UUID, files: staffing.Files, now: datetime) -> int:
    rows = staffing.enquiry_recusals(worker)
    kept = set(rows.filter(by_desk=True).values_list("enquiry", flat=True))
    enquiries = [enquiry for enquiry in files.enquiries if enquiry.pk not in kept]
    already = set(rows.filter(enquiry__in=enquiries).values_list("enquiry", flat=True))
    rows.filter(enquiry__in=enquiries).update(by_desk=True)
    EnquiryRecusal.objects.bulk_create(
        EnquiryRecusal(enquiry=enquiry, worker=worker, stepped_at=now, by_desk=True)
        for enquiry in enquiries
        if enquiry.pk not in already
    )
    return len(enquiries)


def _tell_leader(case: Case, worker: UUID, now: datetime) -> None:
    """Somebody else is needed on the case today; whoever is kept apart can't hand it over."""
    if not may_add_to(case).allowed:
        return
    leaders = sorted(staffing.leaders_of(case) - {worker})
    who = _("The conflict desk keeps %(name)s apart from the case. Find somebody else.")
    Task.objects.create(
        case=case,
        title=who % {"name": names_of([worker]).get(worker, "")},
        due_on=timezone.localdate(now),
        worker=leaders[0] if leaders else None,
        added_at=now,
        once=uuid4(),
    )
