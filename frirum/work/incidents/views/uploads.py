"""Where a page's script sends large files, part by part. What is answered is for the script."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.ui.pages import body_length
from frirum.foundation.vault.files import PART
from frirum.foundation.wall.doors import ActorRequest

from ..actions import add_part, begin_upload, drop_upload
from ..forms.uploads import BeginForm
from ..models import Upload
from ..previews.kinds import HEAD, kind_of
from ..rules import may_record_in, may_send, may_take_in


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=422)


def _stand(request: ActorRequest, case: Case, upload: Upload) -> JsonResponse:
    """How far the file has come, and where its next part goes: `at` and the byte it starts with."""
    args = [case.pk, upload.pk]
    query = "?export&start=" if "export" in request.GET else "?start="
    size = filesizeformat(upload.size)
    is_whole = upload.received == upload.size
    done = _("Received and sealed") + " · " if is_whole else f"{filesizeformat(upload.received)} / "
    return JsonResponse(
        {
            "id": upload.pk,
            "received": upload.received,
            "size": upload.size,
            "part": PART,
            "at": reverse("incidents:upload_part", args=args) + query,
            "drop": reverse("incidents:upload_drop", args=args),
            "sentence": done + size,
        }
    )


@case_door(begin_upload)
def upload_new(request: ActorRequest, case: Case) -> HttpResponse:
    """Signing in again draws a new token, so an open page asks here for one to go on with."""
    if request.method != "POST":
        return HttpResponse(status=204, headers={"X-CSRFToken": get_token(request)})
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _refused(_("This file can't be read. Choose it again from where it was saved."))
    said = form.cleaned_data
    for ruling in (may_record_in(case), may_send(said["size"])):
        if not ruling.allowed:
            return _refused(str(ruling.refusal))
    upload = begin_upload(
        by=request.actor,
        case=case,
        name=said["name"],
        size=said["size"],
        mark=form.mark,
        now=timezone.now(),
    )
    return _stand(request, case, upload)


@case_door(add_part)
def upload_part(request: ActorRequest, case: Case, upload: UUID) -> HttpResponse:
    """The body is the part itself. It is read before anything is held for it."""
    if request.method != "POST":
        return HttpResponse(status=204)
    length = body_length(request)
    content = request.read(length) if length <= PART else b""
    start = int("0" + "".join(filter(str.isdigit, request.GET.get("start", ""))))
    if not content or len(content) != length:
        return _refused(_("This part of the file did not come whole. Send it again."))
    if start == 0 and "export" not in request.GET:
        ruling = may_take_in(case, kind_of(content[:HEAD], ""))
        if not ruling.allowed:
            return _refused(str(ruling.refusal))
    now = timezone.now()
    held = add_part(
        by=request.actor, case=case, upload=upload, start=start, content=content, now=now
    )
    return _stand(request, case, held)


@case_door(drop_upload)
def upload_drop(request: ActorRequest, case: Case, upload: UUID) -> HttpResponse:
    if request.method == "POST":
        drop_upload(by=request.actor, case=case, upload=upload)
    return HttpResponse(status=204)
