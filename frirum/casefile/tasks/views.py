"""My tasks, the tasks of one case, and who takes them over with it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.forms.teams import AllocateForm
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import (
    Part,
    is_seen_beside,
    leads,
    parts_of,
    posts_for,
    standing_of,
)
from frirum.casefile.matters.rules import may_allocate, may_end_part, may_step_aside
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from .actions import (
    add_task,
    end_part,
    finish_task,
    hand_over_case,
    reopen_task,
    step_aside_from,
)
from .forms import TaskForm
from .models import Task
from .queries import done_in, my_tasks, rows_of, tasks_of
from .rules import may_add_to


def _workers(actor: Actor, case: Case) -> dict[UUID, str]:
    standing = standing_of(actor=actor, cases=[case.pk]).get(case.pk, [])
    return names_of([actor.id, *(worker for worker, _team in standing)])


@staff_door(Permission.READ_CASE)
def mine(request: ActorRequest) -> HttpResponse:
    tasks = my_tasks(actor=request.actor)
    showed(request, tasks)
    return page(
        request,
        "tasks/mine.html",
        {"rows": rows_of(tasks=tasks, today=timezone.localdate())},
        fragment="rows",
    )


@case_door(Permission.READ_CASE)
def of_case(request: ActorRequest, case: Case) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "case": case,
        "rows": rows_of(tasks=tasks_of(actor=request.actor, case=case), today=today),
        "done": rows_of(tasks=done_in(actor=request.actor, case=case), today=today),
        "form": TaskForm(
            workers=_workers(request.actor, case), initial={"worker": request.actor.id}
        ),
        "may_add": may_add_to(case),
        "is_adding": False,
    }
    return page(request, "tasks/of_case.html", context, fragment="rows")


@case_door(add_task)
def add(request: ActorRequest, case: Case) -> HttpResponse:
    form = TaskForm(request.POST or None, workers=_workers(request.actor, case))
    if form.is_valid():
        add_task(by=request.actor, case=case, now=timezone.now(), **form.cleaned_data)
        return redirect("tasks:of_case", case.pk)
    context = {"case": case, "form": form, "may_add": may_add_to(case), "is_adding": True}
    return page(request, "tasks/of_case.html", context)


def _task(actor: Actor, case: Case, task: UUID) -> Task:
    return get_object_or_404(case.tasks.visible_to(actor), pk=task)  # type: ignore[attr-defined, no-any-return]


def _back(request: ActorRequest, case: Case) -> HttpResponse:
    return redirect("tasks:mine") if "mine" in request.POST else redirect("tasks:of_case", case.pk)


@case_door(finish_task)
def finish(request: ActorRequest, case: Case, task: UUID) -> HttpResponse:
    found = _task(request.actor, case, task)
    if request.method == "POST":
        finish_task(by=request.actor, task=found, now=timezone.now())
    return _back(request, case)


@case_door(reopen_task)
def reopen(request: ActorRequest, case: Case, task: UUID) -> HttpResponse:
    found = _task(request.actor, case, task)
    if request.method == "POST":
        reopen_task(by=request.actor, task=found)
    return _back(request, case)


def _part(request: ActorRequest, case: Case, part: UUID) -> Part:
    parts = parts_of(actor=request.actor, case=case)
    found = next((one for one in parts if one.row.pk == part), None)
    if found is None:
        raise Http404
    found.row.case = case
    return found


@case_door(hand_over_case)
def hand_over(request: ActorRequest, case: Case, part: UUID) -> HttpResponse:
    actor, held = request.actor, _part(request, case, part)
    here = reverse("matters:access", args=[case.pk])
    if not held.row.is_standing:
        return redirect(here)
    posts = posts_for(actor=actor, case=case)
    form = AllocateForm(
        request.POST or None, posts=posts, standing=[held.row.worker], with_nobody=True
    )
    if form.is_valid():
        team, worker = form.cleaned_data["to"]
        now = timezone.now()
        hand_over_case(by=actor, assignment=held.row, team=team, worker=worker, now=now)
        messages.success(request, _("The case has been handed over, with what was promised in it."))
        return redirect(here if team.leader == actor.id else "desk:cases")
    may = may_allocate(leads=leads(actor, case.pk))
    context = {"case": case, "form": form, "part": held, "may_allocate": may}
    return page(request, "tasks/hand_over.html", context)


@case_door(end_part)
def end_part_page(request: ActorRequest, case: Case, part: UUID) -> HttpResponse:
    actor, held = request.actor, _part(request, case, part)
    parts = parts_of(actor=actor, case=case)
    may = may_allocate(leads=leads(actor, case.pk))
    if may.allowed:
        may = may_end_part(standing=sum(one.row.is_standing for one in parts))
    if request.method == "POST":
        end_part(by=actor, assignment=held.row, now=timezone.now())
        messages.success(request, _("The part has ended. What was promised stays with the case."))
        return redirect("matters:access", case.pk)
    return page(request, "tasks/end_part.html", {"case": case, "part": held, "may_end": may})


@case_door(step_aside_from)
def step_aside(request: ActorRequest, case: Case) -> HttpResponse:
    if request.method == "POST":
        step_aside_from(by=request.actor, case=case, now=timezone.now())
        messages.success(request, _("You no longer see the case. The team's leader takes it on."))
        return redirect("desk:today")
    may = may_step_aside(is_seen_by_another=is_seen_beside(request.actor, case.pk))
    return page(request, "tasks/step_aside.html", {"case": case, "may_step_aside": may})
