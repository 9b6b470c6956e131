"""The conflict desk's page of words that are to leave."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import answer_question
from ..models import DeskQuestion
from ..queries import desk


@staff_door(Permission.CLEAR_LEAVING)
def questions(request: ActorRequest) -> HttpResponse:
    rows = desk.questions(actor=request.actor)
    done = desk.answered(actor=request.actor)
    showed(request, [*rows, *done])
    return page(request, "outgoing/questions.html", {"rows": rows, "done": done})


@staff_door(answer_question)
@require_POST
def answer(request: ActorRequest, question: UUID) -> HttpResponse:
    rows = DeskQuestion.objects.visible_to(request.actor)
    asked: DeskQuestion = get_object_or_404(rows, pk=question)
    passes = request.POST.get("answer") == "passes"
    answer_question(by=request.actor, question=asked, passes=passes, now=timezone.now())
    return redirect("outgoing:questions")
