"""A case's meetings, one meeting, and the forms around it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import standing_of
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Ruling

from .actions import (
    add_topic,
    call_off,
    change_meeting,
    drop_topic,
    hold_meeting,
    invite,
    plan_meeting,
    share_minutes,
    take_off,
    write_minutes,
)
from .forms import HeldForm, InviteForm, MeetingForm, MinutesForm, TopicForm, initial_of
from .kinds import Audience, State
from .models import Invited, Meeting, Topic
from .queries import (
    Copy,
    Gathered,
    copies_of,
    gathered,
    guests_for,
    invited_to,
    meetings_of,
    minutes_of,
    other_side,
    topic_rows,
    topics_of,
)
from .rules import may_change, may_invite, may_meet_in, may_share, may_still_change


@case_door(Permission.READ_CASE)
def of_case(request: ActorRequest, case: Case) -> HttpResponse:
    rows = meetings_of(actor=request.actor, case=case)
    showed(request, rows)
    context = {"case": case, "rows": rows, "may_meet": may_meet_in(case)}
    return page(request, "meetings/of_case.html", context)


def _meeting(request: ActorRequest, case: Case, network_meeting: UUID) -> Meeting:
    rows = Meeting.objects.visible_to(request.actor).filter(case=case)
    found: Meeting = get_object_or_404(rows, pk=network_meeting)
    found.case = case
    return found


def _form_page(
    request: ActorRequest, case: Case, form: Any, found: Meeting | None = None, **more: Any
) -> HttpResponse:
    may = may_meet_in(case)
    if found and may.allowed and not more.pop("also_held", False):
        may = may_still_change(found)
    context = {"case": case, "form": form, "meeting": found, "may_meet": may, **more}
    return page(request, "meetings/form.html", context)


def _workers(request: ActorRequest, case: Case) -> dict[UUID, str]:
    standing = standing_of(actor=request.actor, cases=[case.pk]).get(case.pk, [])
    return names_of([request.actor.id, *(worker for worker, _team in standing)])


@case_door(plan_meeting)
@keeps_draft
def plan(request: ActorRequest, case: Case) -> HttpResponse:
    form = MeetingForm(request.POST or None, workers=_workers(request, case))
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = plan_meeting(by=request.actor, case=case, told=form.told, once=once, now=now)
        return redirect("meetings:meeting", case.pk, made.pk)
    draft = restore(request, form)
    title, button = _("Plan a meeting"), _("Plan it")
    return _form_page(request, case, form, title=title, button=button, draft=draft)


@case_door(change_meeting)
@keeps_draft
def change(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    found = _meeting(request, case, network_meeting)
    workers = _workers(request, case)
    form = MeetingForm(request.POST or None, workers=workers, initial=initial_of(found))
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        ruling = may_change(found, seen=seen)
        if ruling.allowed:
            now = timezone.now()
            change_meeting(by=request.actor, meeting=found, told=form.told, seen=seen, now=now)
            return redirect("meetings:meeting", case.pk, found.pk)
        form.add_error(None, str(ruling.refusal))
        form.data = {**request.POST.dict(), "version": str(found.version)}
    more = {"title": _("Change the meeting"), "button": _("Keep the change")}
    return _form_page(request, case, form, found, draft=restore(request, form), **more)


@case_door(Permission.READ_CASE)
def meeting(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    """Who comes, what is told to whom, what was written."""
    found, today, actor = (
        _meeting(request, case, network_meeting),
        timezone.localdate(),
        request.actor,
    )
    held = gathered(actor=actor, meeting=found)
    copies = copies_of(actor=actor, meeting=found, held=held, on=today)
    who = names_of([one for one in (found.coordinator,) if one])
    context = {
        "case": case,
        "meeting": found,
        "coordinator": who.get(found.coordinator, "") if found.coordinator else "",
        "invited": held.invited,
        "topics": topic_rows(held.topics, held.invited, held.consents, today),
        "house": held.written.get(Audience.HOUSE),
        "shared": held.shared,
        "copies": copies,
        "may_meet": may_meet_in(case),
        "may_share": _may_share(found, held, copies),
    }
    return page(request, "meetings/meeting.html", context)


def _may_share(found: Meeting, held: Gathered, copies: list[Copy]) -> Ruling:
    return may_share(
        is_held=found.state == State.HELD,
        text=held.shared.text if held.shared else "",
        guests={one.invited.words: one.ruling for one in copies},
    )


@case_door(call_off)
@require_POST
def off(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    call_off(by=request.actor, meeting=_meeting(request, case, network_meeting), now=timezone.now())
    return redirect("meetings:meeting", case.pk, network_meeting)


@case_door(invite)
def ask(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    found, actor = _meeting(request, case, network_meeting), request.actor
    form = InviteForm(request.POST or None, guests=guests_for(actor=actor, case=case))
    if form.is_valid():
        tied, names = other_side(actor=actor, case=case)
        ruling = may_invite(form.guest, tied=tied, opposing_names=names)
        if ruling.allowed:
            once, now = form.cleaned_data["once"], timezone.now()
            invite(by=actor, meeting=found, guest=form.guest, once=once, now=now)
            return redirect("meetings:meeting", case.pk, found.pk)
        form.add_error("whom" if form.cleaned_data["whom"] else "who", str(ruling.refusal))
    hint = _("Nobody of the other side is asked, nor those close to them: they meet separately.")
    more = {"title": _("Ask somebody to the meeting"), "button": _("Ask them"), "hint": hint}
    return _form_page(request, case, form, found, **more)


@case_door(take_off)
@require_POST
def remove(request: ActorRequest, case: Case, network_meeting: UUID, invited: UUID) -> HttpResponse:
    rows = Invited.objects.visible_to(request.actor).filter(case=case, meeting=network_meeting)
    found = get_object_or_404(rows.select_related("meeting"), pk=invited)
    take_off(by=request.actor, invited=found, now=timezone.now())
    return redirect("meetings:meeting", case.pk, network_meeting)


@case_door(add_topic)
def topic(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    found, form = _meeting(request, case, network_meeting), TopicForm(request.POST or None)
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        add_topic(by=request.actor, meeting=found, told=form.told, once=once, now=now)
        return redirect("meetings:meeting", case.pk, found.pk)
    hint = _("Each thing stands alone, so that everybody hears only what they may.")
    more = {"title": _("One thing to tell"), "button": _("Add it"), "hint": hint}
    return _form_page(request, case, form, found, also_held=True, **more)


@case_door(drop_topic)
@require_POST
def untell(request: ActorRequest, case: Case, network_meeting: UUID, topic: UUID) -> HttpResponse:
    rows = Topic.objects.visible_to(request.actor).filter(case=case, meeting=network_meeting)
    found = get_object_or_404(rows.select_related("meeting"), pk=topic)
    drop_topic(by=request.actor, topic=found, now=timezone.now())
    return redirect("meetings:meeting", case.pk, network_meeting)


@case_door(hold_meeting)
def held(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    found, actor = _meeting(request, case, network_meeting), request.actor
    invited = invited_to(actor=actor, meeting=found)
    came = [one.pk for one in invited if one.was_there is not False]
    data = request.POST if request.method == "POST" else None
    form = HeldForm(data, invited=invited, initial={"came": came})
    if form.is_valid():
        now = timezone.now()
        hold_meeting(by=actor, meeting=found, came=form.cleaned_data["came"], now=now)
        return redirect("meetings:meeting", case.pk, found.pk)
    more = {"title": _("The meeting was held"), "button": _("Keep it so")}
    also = found.state == State.HELD
    return _form_page(request, case, form, found, also_held=also, **more)


@case_door(write_minutes)
@keeps_draft
def house_minutes(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    hint = _("They stay in the house. Write here what nobody outside is to read.")
    return _write(
        request, case, network_meeting, Audience.HOUSE, title=_("Minutes for us"), hint=hint
    )


@case_door(write_minutes)
@keeps_draft
def shared_minutes(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    hint = _("Only what all who were there may read. It is looked through before it leaves.")
    title = _("Minutes for those who were there")
    return _write(request, case, network_meeting, Audience.SHARED, title=title, hint=hint)


def _write(
    request: ActorRequest, case: Case, network_meeting: UUID, audience: Audience, **more: Any
) -> HttpResponse:
    found, actor = _meeting(request, case, network_meeting), request.actor
    before = minutes_of(actor=actor, meeting=found).get(audience)
    topics = topics_of(actor=actor, meeting=found)
    form = MinutesForm(request.POST or None, audience=audience, topics=topics, held=before)
    if form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        write_minutes(by=actor, meeting=found, audience=audience, now=now, **said)
        return redirect("meetings:meeting", case.pk, found.pk)
    more |= {"button": _("Keep the minutes"), "draft": restore(request, form)}
    return _form_page(request, case, form, found, also_held=True, **more)


@case_door(share_minutes)
@require_POST
def share(request: ActorRequest, case: Case, network_meeting: UUID) -> HttpResponse:
    found = _meeting(request, case, network_meeting)
    made = share_minutes(by=request.actor, meeting=found, now=timezone.now())
    said = _("Copies asked for: %(count)s. Each is looked through before it leaves.")
    messages.success(request, said % {"count": len(made)})
    return redirect("meetings:meeting", case.pk, network_meeting)
