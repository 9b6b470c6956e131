"""Keyed hashes of identifiers, for comparing without reading. Only whole identifiers, or pairs of
facts: an index of single names would betray the common ones."""

import functools
import hmac

from .masters import Compartment, masters_in_use

TAG_BYTES = 12


@functools.cache
def _key() -> bytes:
    masters = masters_in_use()
    return masters.of(Compartment.INDEX, version())


def version() -> int:
    """Which master of the index makes the tags. It is not rotated: all would have to be anew."""
    return min(masters_in_use().keys[Compartment.INDEX])


def tag(kind: str, *parts: str) -> bytes:
    """96 bits that are equal when kind and normalised parts are equal, and say nothing else."""
    message = "\x1f".join((kind, *parts)).encode()
    return hmac.digest(_key(), message, "sha256")[:TAG_BYTES]
