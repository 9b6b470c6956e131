"""Codes: those of an app (RFC 6238), and those we draw and hand over."""

import base64
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

from frirum.foundation.vault.index import tag

STEP_SECONDS = 30
DIGITS = 6
# Without letters and digits that are mistaken for one another when read aloud.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def draw_secret() -> str:
    """160 bits, as RFC 4226 section 4 asks, in the spelling apps read."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one time step (RFC 4226 section 5.3, HMAC-SHA-1, six digits)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    value = struct.unpack_from(">I", digest, offset)[0] & 0x7FFFFFFF
    return f"{value % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, typed: str, *, moment: float | None = None) -> int | None:
    """The time step this code belongs to: now, one before or one after; None when it is wrong."""
    now = int((time.time() if moment is None else moment) // STEP_SECONDS)
    found = None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(code_at(secret, step), typed):
            found = step
    return found


def address_for_app(secret: str, username: str) -> str:
    """What the square picture says to the app."""
    label = quote(f"Frirum:{username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': 'Frirum'})}"


def draw_code(groups: int = 3) -> str:
    """A code to hand over: groups of four, about 20 bits each."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))


def code_tag(kind: str, typed: str) -> bytes:
    """How a code is kept: hashed with the house's key, however it was spaced when typed."""
    return tag(kind, "".join(character for character in typed.upper() if character.isalnum()))
