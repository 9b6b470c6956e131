"""Whoever acts: a worker, a client, somebody not signed in, or Frirum itself with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from .permissions import Permission
from .roles import ROLE_PERMISSIONS, Role

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Actor:
    """Always passed as an argument, never remembered by a thread."""

    id: UUID | None
    name: str
    roles: frozenset[Role]
    reason: str = ""
    # Roots this actor was found to see, for as long as one request lasts; None outside of one.
    admitted: set[UUID] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def system(cls, reason: str) -> "Actor":
        return cls(id=None, name="Frirum", roles=frozenset({Role.SYSTEM}), reason=reason)

    @classmethod
    def public(cls) -> "Actor":
        return cls(id=None, name="", roles=frozenset({Role.PUBLIC}))

    @property
    def worker_id(self) -> UUID:
        """To look rows up by: nobody's id when not signed in, as a query for None finds NULLs."""
        return self.id or NOBODY

    @property
    def is_signed_in(self) -> bool:
        return self.id is not None

    @property
    def kind(self) -> str:
        """What the ledger calls an actor without an id."""
        if Role.SYSTEM in self.roles:
            return "system"
        return "person" if self.is_signed_in else "public"

    def for_one_request(self) -> "Actor":
        """The same actor, who need not be asked twice about one root until the answer is given."""
        return replace(self, admitted=set())

    def admit(self, roots: Iterable[UUID]) -> None:
        if self.admitted is not None:
            self.admitted.update(roots)

    def is_admitted_to(self, roots: Iterable[UUID]) -> bool:
        return self.admitted is not None and self.admitted.issuperset(roots)

    def may(self, permission: Permission) -> bool:
        return any(permission in ROLE_PERMISSIONS[role] for role in self.roles)
