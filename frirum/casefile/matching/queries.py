"""A verdict for the worker, open holds and what agrees for the conflict desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from frirum.foundation.wall.actors import Actor

from .facts import FactKind
from .models import Check, Finding, Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """One person of the checked file beside one known elsewhere: kinds of fact, no content."""

    finding: Finding

    @property
    def agree(self) -> list[FactKind]:
        return [FactKind(kind) for kind in self.finding.agree]

    @property
    def differ(self) -> list[FactKind]:
        return [FactKind(kind) for kind in self.finding.differ]

    @property
    def fits(self) -> int:
        """How many on file the name fits, when it alone could be compared, else 0. `MOST_FITTING`
        stands for so many or more."""
        return self.finding.fits


@dataclass(frozen=True, slots=True)
class Hold:
    """A check that waits for the desk. Without pairs it was drawn at random."""

    check: Check
    pairs: tuple[Pair, ...]


def verdicts(*, actor: Actor, subjects: Iterable[UUID]) -> dict[UUID, Verdict]:
    """The verdict of each case or enquiry that this actor sees, in one read."""
    checks = Check.objects.visible_to(actor).filter(subject__in=list(subjects))
    return {row.subject: Verdict(row.verdict) for row in checks}


def verdict_of(*, actor: Actor, subject: UUID) -> Verdict | None:
    return verdicts(actor=actor, subjects=[subject]).get(subject)


def open_holds(*, actor: Actor) -> list[Hold]:
    """What waits for the desk, oldest first, less what touches this person's own work."""
    return holds_of(actor=actor, checks=held_checks(actor=actor))


def held_checks(*, actor: Actor) -> list[Check]:
    """The checks that wait for the desk, oldest first: all of them, so that none is left out."""
    seen = Finding.objects.visible_to(actor).values("check_id")
    waiting = Check.objects.visible_to(actor).filter(verdict=Verdict.WITH_DESK, pk__in=seen)
    return list(waiting.order_by("held_since", "pk"))


def holds_of(*, actor: Actor, checks: Iterable[Check]) -> list[Hold]:
    """These checks with what they found, in the order given, less what touches one's own work."""
    held = {check.pk: check for check in checks}
    found: dict[UUID, list[Finding]] = {}
    findings = Finding.objects.visible_to(actor).filter(check_id__in=list(held))
    for finding in findings.order_by("found_at", "pk"):
        found.setdefault(finding.check_id, []).append(finding)
    return [Hold(held[pk], _pairs(found[pk])) for pk in held if pk in found]


def comparison(*, actor: Actor, check: Check) -> list[Pair]:
    """Whom the check found. Empty: drawn at random, or not for this actor's eyes."""
    findings = Finding.objects.visible_to(actor).filter(check_id=check.pk)
    return list(_pairs(findings.order_by("found_at", "pk")))


def _pairs(findings: Iterable[Finding]) -> tuple[Pair, ...]:
    return tuple(Pair(finding) for finding in findings if finding.is_pair)
