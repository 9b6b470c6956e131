"""The first net: a case-file table cannot be read without saying who reads."""

import enum
import uuid
from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import models

from frirum.foundation.vault import keys
from frirum.foundation.vault.fields import SealedField

from . import sight
from .actors import Actor
from .ledger.models import Checkpoint, Entry, Outbox

__all__ = [
    "Checkpoint",
    "Entry",
    "OpenModel",
    "Outbox",
    "Retention",
    "WallClosed",
    "WalledManager",
    "WalledModel",
    "WalledQuerySet",
]


class WallClosed(Exception):
    """A walled table was read without `.visible_to(actor)`."""


class Retention(enum.StrEnum):
    """How long a kind of record is kept, counted from its last entry; days are the country's."""

    HOUSE = "house"  # the house's own settings and staff
    CASEWORK = "casework"
    HEALTH = "health"
    CONTACT = "contact"  # what never became a case
    LEDGER = "ledger"
    PASSING = "passing"  # drafts, jobs, sign-ins


class WalledQuerySet(models.QuerySet[Any]):
    """A page of rows fetches the keys of its cases in one read.

    Roots read for an actor are noted as admitted, so that what hangs on them needs no second
    asking while the request lasts.
    """

    _reader: Actor | None = None

    def read_by(self, actor: Actor) -> "WalledQuerySet":
        rows = self._chain()  # type: ignore[attr-defined]
        rows._reader = actor
        return rows  # type: ignore[no-any-return]

    def _clone(self) -> Any:
        rows = super()._clone()  # type: ignore[misc]
        rows._reader = self._reader
        return rows

    def _combinator_query(self, *others: Any, **options: Any) -> Any:
        """Rows put together with others' may be more than the reader sees."""
        rows = super()._combinator_query(*others, **options)  # type: ignore[misc]
        rows._reader = None
        return rows

    def __or__(self, other: Any) -> Any:
        rows = super().__or__(other)
        rows._reader = None
        return rows

    def __xor__(self, other: Any) -> Any:
        rows = super().__xor__(other)
        rows._reader = None
        return rows

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        rows: list[Any] = self._result_cache or []
        if not (fresh and rows and isinstance(rows[0], models.Model)):
            return
        if self._reader:
            self._reader.admit(row.pk for row in rows)
        if _has_sealed(self.model):
            keys.warm(row.vault_owner() for row in rows)


def _has_sealed(model: type[models.Model]) -> bool:
    return any(isinstance(field, SealedField) for field in model._meta.fields)


class WalledManager(models.Manager.from_queryset(WalledQuerySet)):  # type: ignore[misc]
    """Refuses every read until opened for an actor. Creating is not reading."""

    _is_open = False

    def get_queryset(self) -> Any:
        if not self._is_open:
            raise WallClosed(f"{self.model.__name__}: say who reads, with .visible_to(actor)")
        return super().get_queryset()

    def opened(self) -> Any:
        """Every row. For `wall` itself and the listed peepholes; a promise test holds the list."""
        manager = copy(self)
        manager._is_open = True
        return manager.get_queryset()

    def visible_to(self, actor: Actor, *, of: Iterable[UUID] | None = None) -> Any:
        """The rows this actor sees; with `of`, those that hang on these roots.

        What this request has found the actor to see is not asked again: rows of such roots,
        `case.incidents.visible_to(actor)` or `of=` a page of them, are a plain look-up.
        """
        rows: Any = self.opened()
        root = sight.root_of(self.model)
        held: Any = getattr(self, "instance", None)
        asked = {held.pk} if type(held) is root else None
        if of is not None:
            asked = set(of)
            rows = rows.filter(**{f"{self.model.wall_path or 'pk'}__in": asked})
        if asked is not None and actor.is_admitted_to(asked):
            return self.model.narrowed_to(rows, actor)
        seen: Any = sight.limit(rows, actor)
        return seen.read_by(actor) if self.model is root else seen

    def create(self, **values: Any) -> Any:
        return self.opened().create(**values)

    def bulk_create(self, rows: Any, **options: Any) -> Any:
        return self.opened().bulk_create(rows, **options)


class DeclaredModel(models.Model):
    """Every field is sealed, or says why it is plain. Every model says how long it is kept."""

    plain_because: ClassVar[dict[str, str]] = {}
    retention: ClassVar[Retention]

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802 - Django's name
        """A code in words. Django translates every word of the choice to find the one; ten such
        words were a tenth of the case page."""
        code = getattr(self, field.attname)
        return next((str(word) for known, word in field.flatchoices if known == code), str(code))


class OpenModel(DeclaredModel):
    """A table that tells nothing about anybody's case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class WalledModel(DeclaredModel):
    """A table of the case file. `wall_path` names the foreign key to its root; "" is a root."""

    wall_path: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects: ClassVar[Any] = WalledManager()

    if TYPE_CHECKING:
        _default_manager: ClassVar[Any]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"

    @classmethod
    def narrowed_to(cls, rows: Any, actor: Actor) -> Any:
        """A model may see less than its root's rule (its author only), never more."""
        return rows

    @classmethod
    def narrows_sight(cls) -> bool:
        own: Any = cls.narrowed_to
        base: Any = WalledModel.narrowed_to
        return own.__func__ is not base.__func__

    def vault_owner(self) -> UUID:
        return sight.root_id(self)  # type: ignore[no-any-return]

    def is_visible_to(self, actor: Actor) -> bool:
        return type(self).objects.visible_to(actor).filter(pk=self.pk).exists()  # type: ignore[no-any-return]

    @classmethod
    def walled(cls, queryset: type[WalledQuerySet]) -> Any:
        """The manager for a model with conditions of its own."""
        return WalledManager.from_queryset(queryset)()
