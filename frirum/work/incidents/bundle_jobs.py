"""Making the bundle's ZIP, apart from any request."""

from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from frirum.foundation.jobs.queue import Running, job
from frirum.foundation.wall.actors import Actor

from .actions.bundles import BUNDLE_JOB, refuse_bundle, release_bundle
from .bundle.package import ExhibitChanged, write_bundle
from .bundle.said import pieces_of
from .models.bundles import Bundle, BundleState
from .queries.bundles import draft_of
from .spool import SealedSpool


@job(BUNDLE_JOB)
def make_bundle(*, by: Actor, running: Running, bundle: str) -> None:
    """Pack what was decided, for whoever ordered it and still sees the case."""
    rows = Bundle.objects.visible_to(by).select_related("case")
    found = rows.filter(pk=UUID(bundle), state=BundleState.MAKING).first()
    if found is None:
        return
    draft = draft_of(actor=by, bundle=found, with_pictures=True)
    with SealedSpool() as spool:
        try:
            write_bundle(draft.content, cast("BinaryIO", spool), progress=running.progress)
        except ExhibitChanged as changed:
            with override(found.plan.language):
                sentence = _(
                    "Exhibit %(number)d is no longer as it was received, and no bundle was made. "
                    "Compare it with its checksum on its own page, and tell whoever runs Frirum."
                ) % {"number": changed.number}
            refuse_bundle(by=by, bundle=found, sentence=sentence, now=timezone.now())
            return
        release_bundle(
            by=by,
            bundle=found,
            exhibits=draft.exhibits,
            pieces=pieces_of(draft.content),
            packed=spool.chunks(),
            now=timezone.now(),
        )
