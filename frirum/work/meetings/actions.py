"""A meeting is planned, people are asked, things are told on a basis, minutes are written."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frirum.casefile.consents.kinds import Content
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind, Release
from frirum.casefile.outgoing.parcels import Enclosed, Parcel, Piece
from frirum.casefile.tasks.actions import add_task
from frirum.casefile.tasks.models import Kind as TaskKind
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.work.letters.paper import Form, Sheet, render
from frirum.work.letters.queries import needs_reader

from .facts import Guest, ToldMeeting, ToldTopic
from .kinds import Audience, State
from .models import Invited, Meeting, Minutes, Topic
from .queries import Copy, copies_of, gathered, minutes_of, other_side, topics_of
from .rules import may_change, may_invite, may_meet_in, may_plan, may_share, may_still_change


@action(Permission.DO_CASEWORK)
def plan_meeting(*, by: Actor, case: Case, told: ToldMeeting, once: UUID, now: datetime) -> Meeting:
    """Plan it. The same `once` plans one. Where the sides may meet, whoever works with the client
    is reminded the day before."""
    _meet_in(by, case, now)
    may_plan(told).enforce()
    rows = Meeting.objects.visible_to(by).filter(case=case)
    twin: Meeting | None = rows.filter(once=once).first()
    if twin:
        return twin
    made = Meeting(case=case, planned_by=by.id, planned_at=now, once=once)
    _word(made, told)
    made.save(force_insert=True)
    _remind(by, made, now)
    return made


@action(Permission.DO_CASEWORK)
def change_meeting(
    *, by: Actor, meeting: Meeting, told: ToldMeeting, seen: int, now: datetime
) -> Meeting:
    """Another day, another place, other words. `seen`: the version that was looked at."""
    held = _held(by, meeting, now)
    may_change(held, seen=seen).enforce()
    may_plan(told).enforce()
    _word(held, told)
    held.version += 1
    held.save()
    _remind(by, held, now)
    return held


@action(Permission.DO_CASEWORK)
def call_off(*, by: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """It does not take place. Calling it off twice changes nothing."""
    held = _held(by, meeting, now)
    if held.state != State.CALLED_OFF:
        may_still_change(held).enforce()
        held.state = State.CALLED_OFF
        held.save(update_fields=["state"])
    return held


@action(Permission.DO_CASEWORK)
def invite(*, by: Actor, meeting: Meeting, guest: Guest, once: UUID, now: datetime) -> Invited:
    """Ask one of ours to come; nobody of the other side. Who is asked already is asked once."""
    held = _held(by, meeting, now)
    may_still_change(held).enforce()
    tied, names = other_side(actor=by, case=held.case)
    may_invite(guest, tied=tied, opposing_names=names).enforce()
    rows = Invited.objects.visible_to(by).filter(meeting=held)
    twin: Invited | None = rows.filter(once=once).first()
    if twin is None and not guest.who:
        same = {"person": guest.person, "agency": guest.agency, "agent": guest.agent}
        twin = rows.filter(**same).first()
    if twin:
        return twin
    made: Invited = Invited.objects.create(
        case=held.case,
        meeting=held,
        role=guest.role,
        person=guest.person,
        agency=guest.agency,
        agent=guest.agent,
        who=guest.who or None,
        once=once,
    )
    return made


@action(Permission.DO_CASEWORK)
def take_off(*, by: Actor, invited: Invited, now: datetime) -> None:
    """They are not asked after all."""
    may_still_change(_held(by, invited.meeting, now)).enforce()
    Invited.objects.visible_to(by).filter(pk=invited.pk).delete()


@action(Permission.DO_CASEWORK)
def add_topic(*, by: Actor, meeting: Meeting, told: ToldTopic, once: UUID, now: datetime) -> Topic:
    """One thing that is to be told. Who may hear it is asked anew each day."""
    held = _held(by, meeting, now)
    twin: Topic | None = Topic.objects.visible_to(by).filter(meeting=held, once=once).first()
    if twin:
        return twin
    made: Topic = Topic.objects.create(
        case=held.case,
        meeting=held,
        content=told.content,
        words=told.words.strip(),
        law=told.law,
        law_reason=told.law_reason.strip(),
        added_by=by.id,
        added_at=now,
        once=once,
    )
    return made


@action(Permission.DO_CASEWORK)
def drop_topic(*, by: Actor, topic: Topic, now: datetime) -> None:
    """It is not told after all."""
    may_still_change(_held(by, topic.meeting, now)).enforce()
    Topic.objects.visible_to(by).filter(pk=topic.pk).delete()


@action(Permission.DO_CASEWORK)
def hold_meeting(*, by: Actor, meeting: Meeting, came: Iterable[UUID], now: datetime) -> Meeting:
    """It took place; `came`: ids of those invited who were there. Can be put right later."""
    held = _held(by, meeting, now)
    if held.state == State.CALLED_OFF:
        may_still_change(held).enforce()
    there = set(came)
    rows = Invited.objects.visible_to(by).filter(meeting=held)
    rows.filter(pk__in=there).update(was_there=True)
    rows.exclude(pk__in=there).update(was_there=False)
    held.state = State.HELD
    held.save(update_fields=["state"])
    return held


@action(Permission.DO_CASEWORK)
def write_minutes(
    *,
    by: Actor,
    meeting: Meeting,
    audience: Audience,
    text: str,
    now: datetime,
    topics: Iterable[UUID] = (),
) -> Minutes:
    """Keep the text; how it was stands in the row before. The same text again changes nothing."""
    held = _held(by, meeting, now)
    before = minutes_of(actor=by, meeting=held).get(audience)
    known = {str(one.pk) for one in topics_of(actor=by, meeting=held)}
    told = sorted(known & {str(pk) for pk in topics})
    written = text.replace("\r\n", "\n").strip()
    if before and (before.text, before.topics) == (written, told):
        return before
    made: Minutes = Minutes.objects.create(
        case=held.case,
        meeting=held,
        audience=audience,
        number=before.number + 1 if before else 1,
        text=written,
        topics=told,
        saved_by=by.id,
        saved_at=now,
    )
    return made


@action(Permission.LET_OUT)
def share_minutes(*, by: Actor, meeting: Meeting, now: datetime) -> list[Release]:
    """Ask for a copy to leave for each who was there, on a basis of their own. The same text asks
    once for each, however often it is pressed."""
    held = _held(by, meeting, now)
    today = timezone.localdate(now)
    all_of_it = gathered(actor=by, meeting=held)
    shared = all_of_it.shared
    copies = copies_of(actor=by, meeting=held, held=all_of_it, on=today)
    may_share(
        is_held=held.state == State.HELD,
        text=shared.text if shared else "",
        guests={one.invited.words: one.ruling for one in copies},
    ).enforce()
    contents = frozenset(Content(one.content) for one in all_of_it.told)
    reader = needs_reader(actor=by, case=held.case, today=today)
    return [
        ask_to_leave(
            by=by,
            case=held.case,
            parcel=_parcel(held, shared, one, contents, wants_reader=reader),  # type: ignore[arg-type]
            once=one.once,
            now=now,
        )
        for one in copies
    ]


def _parcel(
    meeting: Meeting,
    shared: Minutes,
    copy: Copy,
    contents: frozenset[Content],
    *,
    wants_reader: bool,
) -> Parcel:
    day = timezone.localdate(meeting.at)
    subject = _("Minutes of the meeting")
    sheet = Sheet(
        language=(get_language() or "da")[:2],
        recipient=copy.invited.words,
        day=day,
        subject=subject,
        body=shared.text,
    )
    return Parcel(
        kind=Kind.MINUTES,
        role=copy.invited.guest.role,
        recipient=copy.invited.words,
        contents=contents,
        pieces=(Piece(_("Subject"), subject), Piece(_("Text"), shared.text)),
        enclosed=Enclosed("minutes.pdf", render(sheet, Form.PDF)),
        basis=copy.basis,
        agency=copy.invited.agency_id,
        wants_reader=wants_reader,
    )


def _remind(by: Actor, meeting: Meeting, now: datetime) -> None:
    """The day before an encounter, once for each day it is planned for."""
    if not meeting.meets_other_side:
        return
    before = timezone.localdate(meeting.at) - timedelta(days=1)
    add_task(
        by=by,
        case=meeting.case,
        title=_("Prepare for the meeting where the other side may be"),
        text=meeting.kept_apart or "",
        due_on=max(before, timezone.localdate(now)),
        worker=meeting.coordinator,
        kind=TaskKind.SAFETY,
        once=uuid5(meeting.pk, before.isoformat()),
        now=now,
    )


def _word(meeting: Meeting, told: ToldMeeting) -> None:
    meeting.purpose, meeting.place = told.purpose.strip(), told.place.strip() or None
    meeting.at, meeting.minutes = told.at, told.minutes
    meeting.coordinator = told.coordinator
    meeting.meets_other_side = told.meets_other_side
    meeting.kept_apart = told.kept_apart.strip() if told.meets_other_side else None


def _meet_in(by: Actor, case: Case, now: datetime) -> None:
    """The case is open, and was worked on."""
    may_meet_in(case).enforce()
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)


def _held(by: Actor, meeting: Meeting, now: datetime) -> Meeting:
    rows = Meeting.objects.visible_to(by).select_related("case")
    held: Meeting = rows.select_for_update(of=("self",)).get(pk=meeting.pk)
    _meet_in(by, held.case, now)
    return held
