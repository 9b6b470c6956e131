"""Whether pages and database answer, for whoever watches the server. Tells nothing else."""

from django.http import HttpResponse

from frirum.foundation.vault.models import KeySample
from frirum.foundation.wall.doors import ActorRequest, public_door


@public_door
def answers(request: ActorRequest) -> HttpResponse:  # noqa: ARG001
    """200 when both do; 503 by the middleware when the database does not."""
    return HttpResponse("ok" if KeySample.objects.exists() else "empty", content_type="text/plain")
