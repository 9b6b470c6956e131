"""What outlives a request: copies for viewing. And what is left lying when nobody goes on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.foundation.jobs.queue import Running, job
from frirum.foundation.vault import files
from frirum.foundation.wall.actors import Actor

from .actions import store_preview, sweep_uploads
from .actions.exhibits import PREVIEW_JOB
from .kinds import PreviewState
from .models import Exhibit
from .previews.sandbox import MOST_BYTES, NoPreview, Reason, make_preview


@job(PREVIEW_JOB)
def draw_preview(*, by: Actor, running: Running, exhibit: str) -> dict[str, Any] | None:  # noqa: ARG001 - the queue hands it over
    """Redraw a picture apart from everything else, for whoever took it in and still sees it."""
    found = Exhibit.objects.visible_to(by).filter(pk=UUID(exhibit)).first()
    if found is None or found.preview_state != PreviewState.WAITING:
        return None
    drawn = (
        make_preview(b"".join(files.read(found.file)))
        if found.size <= MOST_BYTES
        else NoPreview(Reason.TOO_LARGE)
    )
    now = timezone.now()
    if isinstance(drawn, NoPreview):
        store_preview(by=by, exhibit=found, content=None, fault=drawn.reason.value, now=now)
    else:
        store_preview(
            by=by,
            exhibit=found,
            content=drawn.content,
            fault="",
            now=now,
            tells_place=drawn.tells_place,
        )
    return None


@job("incidents.sweep_uploads", every=timedelta(days=1), as_system="lets go of files half sent")
def sweep_half_sent(*, by: Actor, running: Running) -> None:  # noqa: ARG001 - the queue hands it over
    sweep_uploads(by=by, now=timezone.now())
