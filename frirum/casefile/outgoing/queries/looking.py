"""The guard at work on one parcel: reads it all, and says what stands in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case, Side
from frirum.foundation.vault import files
from frirum.foundation.vault.files import Stored
from frirum.foundation.wall.actors import Actor

from ..behind import details_elsewhere
from ..guard.details import Detail, Sort
from ..guard.files import Said, read_own, read_strangers
from ..guard.finding import Text, find_all
from ..guard.looking import Found, Verdict, Watched, look_through
from ..guard.spelling import squeezed
from ..parcels import Enclosed, Parcel
from ..watching import Going, known_of, watched_in

_WHERE = {
    "text": _("In the file"),
    "hidden": _("Hidden in the file"),
    "property": _("In the file’s properties"),
}
_FILE_NAME = _("In the file’s name")
_RECIPIENT = _("Recipient")
# What is larger is a film or a recording, and no machine reads those.
_MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and whether a person must look as well, as a machine can't read it all."""

    verdict: Verdict
    asks_reader: bool

    @property
    def asks_desk(self) -> bool:
        return bool(self.verdict.strangers)


def look_at(*, actor: Actor, case: Case, parcel: Parcel, stored: Stored | None) -> Looked:
    """Everything that this parcel says, against everything that must not leave."""
    said = list(_said(parcel.enclosed, stored))
    details, names = details_elsewhere(case)
    going = Going(Side(case.side), parcel.role, parcel.recipient, parcel.contents)
    watched = watched_in(actor=actor, case=case, going=going, elsewhere=details)
    verdict = verdict_on(parcel, said, watched)
    across = _addressed_across(parcel.recipient, names, watched)
    return Looked(
        Verdict(verdict.own, (*across, *verdict.strangers)),
        asks_reader=parcel.wants_reader or not all(one.is_whole for one in said),
    )


def verdict_on(parcel: Parcel, said: Iterable[Said], watched: Watched) -> Verdict:
    """Every text, the file's name and what the file says; whom it is for may be named."""
    pieces = [
        *((piece.where, piece.text) for piece in parcel.pieces),
        *((str(_WHERE[where]), text) for one in said for where, text in one.pieces),
    ]
    if parcel.enclosed:
        pieces.append((str(_FILE_NAME), parcel.enclosed.name))
    addressed = known_of(("name", part) for part in parcel.recipient.split(","))
    return look_through(pieces, replace(watched, known=watched.known.and_also(addressed)))


def _addressed_across(recipient: str, names: Iterable[str], watched: Watched) -> list[Found]:
    """Somebody whom only the other side's file names: the desk says whether it may go there."""
    unheld = [Detail(Sort.NAME, one) for one in names if squeezed(one) not in watched.known.words]
    hits = find_all(unheld, Text(recipient), common=watched.common)
    return [Found(Sort.NAME, hit.words, str(_RECIPIENT), recipient, matches=True) for hit in hits]


def _said(enclosed: Enclosed | None, stored: Stored | None) -> Iterator[Said]:
    if enclosed is None or stored is None:
        return
    if enclosed.made_of is not None:
        yield from map(_strangers, enclosed.made_of)
    elif isinstance(enclosed.source, UUID):
        yield _strangers(enclosed.source)
    else:
        yield read_own(b"".join(files.read(stored.id)))


def _strangers(file_id: UUID) -> Said:
    content = bytearray()
    for chunk in files.read(file_id):
        content += chunk
        if len(content) > _MOST_BYTES:
            return Said((), is_whole=False)
    return read_strangers(bytes(content))
