"""How bytes are sealed: AES-256-GCM, padded, bound to the place where they stand."""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
NONCE_BYTES = 12
_HEAD = struct.Struct(">BI")
_LENGTH = struct.Struct(">I")


class Unreadable(Exception):
    """A sealed value was moved, cut, changed, or its key is gone. Carries no content."""


def seal(key: AESGCM, *, place: bytes, content: bytes, step: int, number: int = 1) -> bytes:
    """Format, key number, 96-bit random nonce, then the sealed and padded content.

    `place` (table, column, row) is authenticated, so a value moved elsewhere does not open.
    `step` is the padding unit in bytes: lengths betray names.
    """
    head = _HEAD.pack(FORMAT, number)
    nonce = os.urandom(NONCE_BYTES)
    framed = _LENGTH.pack(len(content)) + content
    framed += bytes(-len(framed) % step)
    return head + nonce + key.encrypt(nonce, framed, head + place)


def unseal(key: AESGCM, *, place: bytes, sealed: bytes) -> bytes:
    """The content again.

    Raises:
        Unreadable: for any change of a byte, any other place, any other key.
    """
    if len(sealed) < _HEAD.size + NONCE_BYTES + 16 or sealed[0] != FORMAT:
        raise Unreadable
    head, rest = sealed[: _HEAD.size], sealed[_HEAD.size :]
    try:
        framed = key.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], head + place)
    except InvalidTag:
        raise Unreadable from None
    (length,) = _LENGTH.unpack_from(framed)
    return framed[_LENGTH.size : _LENGTH.size + length]
