"""Whom a member of staff is close to: said beforehand, and read by the conflict desk."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import declare_relation, withdraw_relation
from ..forms.relations import RelationForm
from ..models import DeclaredRelation
from ..queries import declared_relations, relations_of


@staff_door(declare_relation)
def mine(request: ActorRequest) -> HttpResponse:
    form = RelationForm(request.POST or None)
    if form.is_valid():
        declare_relation(by=request.actor, now=timezone.now(), **form.cleaned_data)
        return redirect("matters:relations")
    rows = relations_of(actor=request.actor)
    showed(request, rows)
    return page(request, "matters/relations.html", {"form": form, "rows": rows})


@staff_door(withdraw_relation)
@require_POST
def withdraw(request: ActorRequest, relation: UUID) -> HttpResponse:
    own = DeclaredRelation.objects.filter(worker=request.actor.worker_id)
    withdraw_relation(by=request.actor, relation=get_object_or_404(own, pk=relation))
    return redirect("matters:relations")


@staff_door(Permission.RESOLVE_HOLDS)
def declared(request: ActorRequest) -> HttpResponse:
    workers = declared_relations()
    showed(request, [row for _who, rows in workers for row in rows])
    return page(request, "matters/declared.html", {"workers": workers})
