"""What a page does to keep a draft of its form: one line above its view, one in its context."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.forms import BaseForm, FileField
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from frirum.foundation.wall.doors import ActorRequest

from .actions import drop_draft
from .queries import draft_of, has_draft

View = TypeVar("View", bound=Callable[..., HttpResponse])
# A draft gone on with is a new form: with the `once` of a form already sent, it would count as
# the same one, and nothing would be kept.
_LEFT_OUT = frozenset({"csrfmiddlewaretoken", "draft", "once"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What a template needs: where the script saves, and since when there is something."""

    url: str
    saved_at: datetime | None = None


def keeps_draft(view: View) -> View:
    """Beneath the door of a page with one form, which answers with a redirect once it is sent.

    The draft goes right after the action and not with it: a refusal's ledger entry must outlive
    the action's transaction, so no other may stand around it.
    """

    @functools.wraps(view)
    def kept(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        is_sent = request.method == "POST" and answer.status_code == 302
        if is_sent and has_draft(actor=request.actor, page=request.path_info):
            drop_draft(by=request.actor, page=request.path_info)
        return answer

    kept.keeps_draft = True  # type: ignore[attr-defined]
    return cast("View", kept)


def restore(request: ActorRequest, form: BaseForm) -> Kept:
    """Fill a form that was just opened from the actor's draft. Stands in the context as `draft`."""
    url = reverse("drafts:draft", args=[request.path_info.lstrip("/")])
    draft = None if form.is_bound else draft_of(actor=request.actor, page=request.path_info)
    if draft is None:
        return Kept(url)
    typed: MultiValueDict[str, Any] = MultiValueDict(draft.fields)
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(typed, MultiValueDict(), form.add_prefix(name))
        if name not in _LEFT_OUT and value is not None and not isinstance(field, FileField):
            form.initial[name] = value
    return Kept(url, draft.saved_at)


def typed_in(post: QueryDict) -> dict[str, list[Any]]:
    """The answers in a posted form, without what belongs to the sending of it."""
    return {name: post.getlist(name) for name in post if name not in _LEFT_OUT}
