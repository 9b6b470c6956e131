"""Messages of a case, and every try to reach the client."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.people.queries import current_safe_contact
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions.sending import log_call, mail_release, send_again, stop_message, write_message
from ..forms.sending import CallForm, MailForm, MessageForm
from ..models import Message, Release
from ..queries.sending import attempts_of, may_write_to, messages_of, ways_to_write


@case_door(Permission.READ_CASE)
def contacts(request: ActorRequest, case: Case) -> HttpResponse:
    """Calls and messages in one list, with how each went."""
    sent = messages_of(actor=request.actor, case=case)
    tries = attempts_of(actor=request.actor, case=case)
    showed(request, [*sent, *tries])
    names = names_of(one.by for one in tries)
    context = {
        "case": case,
        "messages_sent": sent,
        "tries": [(one, names.get(one.by, "") if one.by else "") for one in tries],
    }
    return page(request, "outgoing/contacts.html", context)


@case_door(write_message)
@keeps_draft
def message_new(request: ActorRequest, case: Case) -> HttpResponse:
    ways, now = ways_to_write(actor=request.actor, case=case), timezone.now()
    may_write = partial(may_write_to, actor=request.actor, case=case, now=now)
    form = MessageForm(request.POST or None, ways=ways, may_write=may_write)
    if form.is_valid():
        made = write_message(by=request.actor, case=case, now=now, **form.answers)
        return redirect("outgoing:message", case.pk, made.pk)
    context = {"case": case, "form": form, "ways": ways, "draft": restore(request, form)}
    return page(request, "outgoing/message_new.html", context)


def _message(request: ActorRequest, case: Case, pk: UUID) -> Message:
    rows = Message.objects.visible_to(request.actor).filter(case=case).select_related("release")
    found: Message = get_object_or_404(rows, pk=pk)
    found.case = case
    return found


@case_door(Permission.READ_CASE)
def message(request: ActorRequest, case: Case, message: UUID) -> HttpResponse:
    found = _message(request, case, message)
    tries = attempts_of(actor=request.actor, case=case, message=found)
    context = {"case": case, "message": found, "tries": tries}
    return page(request, "outgoing/message.html", context)


@case_door(send_again)
@require_POST
def message_again(request: ActorRequest, case: Case, message: UUID) -> HttpResponse:
    found = _message(request, case, message)
    send_again(by=request.actor, message=found, now=timezone.now())
    return redirect("outgoing:message", case.pk, found.pk)


@case_door(stop_message)
@require_POST
def message_stop(request: ActorRequest, case: Case, message: UUID) -> HttpResponse:
    found = _message(request, case, message)
    words = _("Stopped by %(name)s.") % {"name": request.actor.name}
    stop_message(by=request.actor, message=found, sentence=words, now=timezone.now())
    return redirect("outgoing:message", case.pk, found.pk)


@case_door(log_call)
@keeps_draft
def call(request: ActorRequest, case: Case) -> HttpResponse:
    """The code word and what to say stand above the form: it is open while the phone rings."""
    form = CallForm(request.POST or None)
    if form.is_valid():
        log_call(by=request.actor, case=case, now=timezone.now(), **form.cleaned_data)
        return redirect("outgoing:contacts", case.pk)
    held = current_safe_contact(actor=request.actor, case=case)
    context: dict[str, Any] = {"agreement": held.agreement if held else None}
    context |= {"case": case, "form": form, "draft": restore(request, form)}
    return page(request, "outgoing/call.html", context)


@case_door(mail_release)
def mail(request: ActorRequest, case: Case, release: UUID) -> HttpResponse:
    rows = Release.objects.visible_to(request.actor).filter(case=case)
    found: Release = get_object_or_404(rows, pk=release)
    found.case = case
    form = MailForm(request.POST or None)
    if form.is_valid():
        made = mail_release(
            by=request.actor,
            release=found,
            address=form.cleaned_data["address"].strip(),
            now=timezone.now(),
        )
        return redirect("outgoing:message", case.pk, made.pk)
    return page(request, "outgoing/mail.html", {"case": case, "release": found, "form": form})
