"""Which messages a case has already, without reading one."""

from collections.abc import Collection, Iterator
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actors import Actor


class KnownMessages(Collection[str]):
    """Answers `fingerprint in known`, as a reader of exports asks it."""

    def __init__(self, case: UUID, tags: frozenset[bytes]) -> None:
        self._case, self.tags = str(case), tags

    def __contains__(self, fingerprint: object) -> bool:
        return tag("fingerprint", self._case, str(fingerprint)) in self.tags

    def __len__(self) -> int:
        return len(self.tags)

    def __iter__(self) -> Iterator[str]:
        return iter(())  # what the case holds are keyed hashes; no fingerprint comes out of them


def known_messages(*, actor: Actor, case: Case) -> KnownMessages:
    tags = case.incident_messages.visible_to(actor)
    found = tags.values_list("fingerprint", flat=True)
    return KnownMessages(case.pk, frozenset(bytes(mark) for mark in found))
