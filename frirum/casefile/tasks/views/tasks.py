"""My tasks, and the tasks of one case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import standing_of
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import add_task, change_task, finish_task, reopen_task
from ..forms import ChangeForm, TaskForm
from ..models import Task
from ..queries import done_in, my_tasks, rows_of, tasks_of
from ..rules import may_add_to, may_change


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


@case_door(change_task)
def change(request: ActorRequest, case: Case, task: UUID) -> HttpResponse:
    held = _task(request.actor, case, task)
    asked = ("version", "title", "due_on", "kind", "worker", "outside", "text")
    workers = _workers(request.actor, case)
    if held.worker and held.worker not in workers:
        workers |= names_of([held.worker])
    form = ChangeForm(
        request.POST or None, workers=workers, initial={name: getattr(held, name) for name in asked}
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        may = may_change(held=held.version, seen=given.pop("version"))
        if may.allowed:
            change_task(by=request.actor, task=held, seen=held.version, **given)
            return redirect("tasks:of_case", case.pk)
        form.add_error(None, str(may.refusal))
    return page(request, "tasks/change.html", {"case": case, "form": form, "task": held})


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
