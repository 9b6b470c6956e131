"""Data keys: issue, find, warm, shred, re-wrap."""

import functools
import secrets
import time
from collections.abc import Iterable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

from .masters import Compartment, masters_in_use
from .models import DataKey
from .sealing import Unreadable

# Unwrapped keys stay in memory for a minute, so that a page of fifty cases costs one read and a
# shredded key is gone everywhere a minute later.
_KEPT_SECONDS = 60.0
_KEPT_AT_MOST = 50_000
_kept: dict[UUID, tuple[float, bytes]] = {}
# A key made ready takes ten times the memory of its bytes.
_READY_AT_MOST = 10_000


def issue(owner: UUID, compartment: Compartment) -> None:
    """Draw a key for a new owner. Called by the action that creates the owner."""
    masters = masters_in_use()
    version = masters.current(compartment)
    key = secrets.token_bytes(32)
    wrapped = aes_key_wrap(masters.of(compartment, version), key)
    DataKey.objects.create(
        owner=owner, compartment=compartment.value, version=version, wrapped=wrapped
    )
    _keep(owner, key)


def ensure(owner: UUID, compartment: Compartment) -> None:
    """As `issue`, for an owner who may have a key already."""
    if not DataKey.objects.filter(owner=owner).exists():
        issue(owner, compartment)


def issue_many(owners: dict[UUID, Compartment]) -> None:
    """As `issue`, for imports and the demo centre: one statement."""
    masters, rows = masters_in_use(), []
    for owner, compartment in owners.items():
        version, key = masters.current(compartment), secrets.token_bytes(32)
        wrapped = aes_key_wrap(masters.of(compartment, version), key)
        rows.append(
            DataKey(owner=owner, compartment=compartment.value, version=version, wrapped=wrapped)
        )
        _keep(owner, key)
    DataKey.objects.bulk_create(rows, batch_size=500)


def key_of(owner: UUID) -> AESGCM:
    """The owner's key, ready to use.

    Raises:
        Unreadable: the key was shredded, or its master key is not here.
    """
    return _ready(_find(owner))


def raw_key_of(owner: UUID) -> bytes:
    return _find(owner)


@functools.lru_cache(maxsize=_READY_AT_MOST)
def _ready(key: bytes) -> AESGCM:
    return AESGCM(key)


def _find(owner: UUID) -> bytes:
    held = _kept.get(owner)
    if held is None or held[0] < time.monotonic():
        warm([owner])
        held = _kept.get(owner)
    if held is None:
        raise Unreadable
    return held[1]


def warm(owners: Iterable[UUID]) -> None:
    """Fetch the keys of many owners in one read."""
    now = time.monotonic()
    missing = {owner for owner in owners if _kept.get(owner, (0.0,))[0] < now}
    if not missing:
        return
    if len(_kept) + len(missing) > _KEPT_AT_MOST:
        forget()
    if any(_kept.pop(owner, None) for owner in missing):  # run out: so may others that are ready
        _ready.cache_clear()
    masters = masters_in_use()
    columns = "owner", "compartment", "version", "wrapped"
    rows = DataKey.objects.filter(owner__in=missing).values_list(*columns)
    for owner, compartment, version, wrapped in rows:
        master = masters.of(Compartment(compartment), version)
        _keep(owner, aes_key_unwrap(master, bytes(wrapped)))


def _keep(owner: UUID, key: bytes) -> None:
    _kept[owner] = (time.monotonic() + _KEPT_SECONDS, key)


def forget() -> None:
    """Drop every unwrapped key from memory."""
    _kept.clear()
    _ready.cache_clear()


def shred(owner: UUID) -> None:
    """Make everything sealed for this owner unreadable, for ever."""
    DataKey.objects.filter(owner=owner).delete()
    _kept.pop(owner, None)
    _ready.cache_clear()


def rewrap(compartment: Compartment, *, batch: int = 500) -> int:
    """Wrap the compartment's keys anew under its current master. Stops and goes on anywhere.

    Returns the number of keys moved. Each row carries its version, so that a run killed half way
    leaves every row readable as long as both masters are in the key file.
    """
    masters, moved = masters_in_use(), 0
    version = masters.current(compartment)
    while rows := list(
        DataKey.objects.filter(compartment=compartment.value)
        .exclude(version=version)
        .order_by("owner")[:batch]
    ):
        for row in rows:
            key = aes_key_unwrap(masters.of(compartment, row.version), bytes(row.wrapped))
            row.wrapped = aes_key_wrap(masters.of(compartment, version), key)
            row.version = version
        moved += DataKey.objects.bulk_update(rows, ["wrapped", "version"])
    return moved
