"""What a bundle would hold, and what stays in the house, from the plan alone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.casefile.people.queries import known_words
from frirum.foundation.accounts.models import User
from frirum.foundation.ui import dates
from frirum.foundation.vault import files
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actors import Actor

from ..bundle.blackout import Blackout, Guarded
from ..bundle.content import (
    BundleContent,
    BundleExhibit,
    BundleIncident,
    BundleMessage,
    Precision,
    Reported,
)
from ..bundle.pictures import for_print
from ..bundle.plan import Part, Plan, Which
from ..kinds import CallOutcome, Channel
from ..kinds import Reported as Report
from ..models import Bundle, Exhibit, Incident, IncidentMessage
from ..spool import streamed
from ..wording import moment_of

SHOWN = 20
_NEVER_GUARDED = frozenset({PersonRole.OTHER_PARTY})
_NAMES_MAY_STAND = frozenset(
    {PersonRole.OTHER_PARTY, PersonRole.CLIENT, PersonRole.SUPPORTED, PersonRole.PROFESSIONAL}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A guarded word that stands in texts of the bundle, and in how many."""

    word: Guarded
    places: int


@dataclass(frozen=True, slots=True)
class StaysHere:
    """What the plan leaves in the house."""

    incidents: int
    effects: int
    places: int
    witnesses: int
    exhibits: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The bundle as it would be made now.

    `asked_for` are exhibits whose hidden data may say where they were taken: each goes only when
    somebody says so.
    """

    content: BundleContent
    mentions: list[Mention]
    stays: StaysHere
    exhibits: list[Exhibit]
    asked_for: list[Exhibit]


def bundles_of(*, actor: Actor, case: Case) -> list[Bundle]:
    """Newest first, with what left."""
    rows = case.bundles.visible_to(actor).select_related("release")
    return list(rows.order_by("-planned_at", "pk")[:SHOWN])


def draft_of(*, actor: Actor, bundle: Bundle, with_pictures: bool = False) -> Draft:
    """Everything the plan says, with guarded words taken out. Pictures only when it is made."""
    plan = bundle.plan
    with override(plan.language):
        return _Maker(actor, bundle, plan, with_pictures).draft()


def guarded_words(*, actor: Actor, case: Case) -> list[Guarded]:
    """What must not leave by mistake: where the client and those around her are to be found."""
    found = [
        Guarded(
            tag("guarded", str(case.pk), word.kind, word.value).hex(),
            str(word.kind),
            word.value,
            word.role,
        )
        for word in known_words(actor=actor, case=case)
        if word.role not in (_NAMES_MAY_STAND if word.kind == "name" else _NEVER_GUARDED)
    ]
    return list({word.key: word for word in found}.values())


def kind_word(word: Guarded) -> str:
    """ "Address", "Phone": what sort of thing it is."""
    if word.kind == "name":
        return _("Name")
    return _("CPR number") if word.kind == "cpr" else str(WayKind(word.kind).label)


class _Maker:
    """Reads the rows in a handful of reads and words them in the plan's language."""

    def __init__(self, actor: Actor, bundle: Bundle, plan: Plan, with_pictures: bool) -> None:
        self.actor, self.bundle, self.plan, self.case = actor, bundle, plan, bundle.case
        self.with_pictures = with_pictures
        self.words = guarded_words(actor=actor, case=self.case)
        self.blackout = self._blackout(bundle.allowed)

    def _blackout(self, allowed: Collection[str]) -> Blackout:
        return Blackout(self.words, allowed=allowed, instead=_("[left out]"))

    def draft(self) -> Draft:
        period = self._in_period()
        chosen = self._chosen(period)
        incidents = list(chosen.order_by("happened_at", "pk"))
        every = self._exhibits(chosen)
        exhibits = [one for one in every if not one.may_tell_place or self._is_allowed(one)]
        content = self._content(incidents, self._messages(chosen), exhibits)
        by_key = {word.key: word for word in self.words}
        mentions = [
            Mention(by_key[key], places) for key, places in self.blackout.found.most_common()
        ]
        stays = self._stays(period.count(), incidents, exhibits)
        asked_for = [one for one in every if one.may_tell_place]
        return Draft(content, mentions, stays, exhibits, asked_for)

    def _is_allowed(self, exhibit: Exhibit) -> bool:
        return exhibit.pk.hex in self.bundle.allowed

    def _in_period(self) -> Any:
        rows = Incident.objects.visible_to(self.actor).filter(case=self.case)
        return rows.filter(day__range=(self.plan.first_day, self.plan.last_day))

    def _chosen(self, rows: Any) -> Any:
        if self.plan.which is Which.STARRED:
            return rows.filter(is_starred=True)
        if self.plan.which is Which.REPORTED:
            return rows.filter(reported=Report.YES)
        if self.plan.which is Which.BREACHES:
            return rows.filter(is_breach=True)
        return rows

    def _messages(self, chosen: Any) -> dict[UUID, list[IncidentMessage]]:
        found: dict[UUID, list[IncidentMessage]] = {}
        if Part.MESSAGES in self.plan.parts:
            rows = IncidentMessage.objects.visible_to(self.actor).filter(case=self.case)
            rows = rows.filter(incident__in=chosen.values("pk"))
            for message in rows.order_by("at", "pk"):
                found.setdefault(message.incident_id, []).append(message)
        return found

    def _exhibits(self, chosen: Any) -> list[Exhibit]:
        if Part.EXHIBITS not in self.plan.parts:
            return []
        rows = Exhibit.objects.visible_to(self.actor).filter(case=self.case)
        return list(rows.filter(incident__in=chosen.values("pk")).order_by("number", "pk"))

    def _content(
        self,
        incidents: list[Incident],
        messages: dict[UUID, list[IncidentMessage]],
        exhibits: list[Exhibit],
    ) -> BundleContent:
        proof: dict[UUID | None, list[int]] = {}
        for exhibit in exhibits:
            proof.setdefault(exhibit.incident_id, []).append(exhibit.number)
        plan, planned_by = self.plan, self.bundle.planned_by
        by = User.objects.filter(pk=planned_by).first() if planned_by else None
        return BundleContent(
            language=plan.language,
            centre=getattr(settings, "CENTRE_NAME", "Frirum"),
            centre_contact=getattr(settings, "CENTRE_CONTACT", ""),
            reference=self.bundle.reference,
            prepared_at=timezone.localtime(),
            prepared_by=by.name if by else "",
            prepared_by_title=by.title if by else "",
            first_day=plan.first_day,
            last_day=plan.last_day,
            client=plan.client,
            other_party=plan.other_party,
            introduction=self.blackout(plan.introduction),
            incidents=tuple(
                self._incident(number, one, messages.get(one.pk, []), proof.get(one.pk, []))
                for number, one in enumerate(incidents, start=1)
            ),
            exhibits=tuple(map(self._exhibit, exhibits)),
        )

    def _incident(
        self, number: int, one: Incident, messages: list[IncidentMessage], proof: list[int]
    ) -> BundleIncident:
        told, parts = one.told, self.plan.parts
        report = told.report
        return BundleIncident(
            number=number,
            moment=timezone.localtime(one.happened_at),
            precision=Precision(one.precision),
            when=moment_of(told),
            kinds=tuple(str(kind.label) for kind in one.kinds),
            facts=self.blackout(one.account),
            channel=str(Channel(one.channel).label) if one.channel else "",
            count=one.count,
            place=self.blackout(told.place_text) if Part.PLACE in parts else "",
            witnesses=self.blackout(told.witnesses) if Part.WITNESSES in parts else "",
            messages=tuple(map(self._message, messages)),
            reported=Reported(
                district=report.district or _("the police"), journal_number=report.journal_number
            )
            if one.reported == Report.YES
            else None,
            is_starred=one.is_starred,
            is_breach=one.is_breach,
            exhibits=tuple(proof),
        )

    def _message(self, message: IncidentMessage) -> BundleMessage:
        return BundleMessage(
            when=dates.clock(message.at),
            by_other_party=message.is_incoming,
            text=self.blackout("\n".join(_lines(message))),
        )

    def _exhibit(self, exhibit: Exhibit) -> BundleExhibit:
        shown = exhibit.preview if self.with_pictures else None
        file_id = exhibit.file
        return BundleExhibit(
            number=exhibit.number,
            extension=exhibit.extension,
            sha256=exhibit.sha256,
            size=exhibit.size,
            received_at=timezone.localtime(exhibit.received_at),
            received_from=self.blackout(exhibit.received_from),
            open=lambda: streamed(files.read(file_id)),
            preview=for_print(b"".join(files.read(shown))) if shown else None,
        )

    def _stays(
        self, in_period: int, incidents: list[Incident], exhibits: list[Exhibit]
    ) -> StaysHere:
        parts = self.plan.parts
        every = Exhibit.objects.visible_to(self.actor).filter(case=self.case)
        return StaysHere(
            incidents=in_period - len(incidents),
            effects=sum(one.effect is not None for one in incidents),
            places=0
            if Part.PLACE in parts
            else sum(one.place_text is not None for one in incidents),
            witnesses=0
            if Part.WITNESSES in parts
            else sum(one.witnesses is not None for one in incidents),
            exhibits=every.count() - len(exhibits),
        )


def _lines(message: IncidentMessage) -> Iterator[str]:
    if message.call_outcome:
        yield str(CallOutcome(message.call_outcome).label)
    if message.text:
        yield message.text


def days_of_log(*, actor: Actor, case: Case) -> tuple[date, date] | None:
    """The first and the last day of the log, None when it is empty."""
    rows = case.incidents.visible_to(actor)  # type: ignore[attr-defined]
    first, last = rows.aggregate(first=Min("day"), last=Max("day")).values()
    return (first, last) if first and last else None
