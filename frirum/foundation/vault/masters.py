"""The master keys: one file (or one command) outside the data, one named key per compartment.

A compartment is what one process could one day be given alone: the exposed side's cases, the
exercising side's, the house's own rows, files, the index of identifiers, the ledger.
"""

import base64
import enum
import functools
import json
import os
import secrets
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .sealing import Unreadable, seal, unseal


class Compartment(enum.StrEnum):
    EXPOSED = "exposed"
    EXERCISING = "exercising"
    NEUTRAL = "neutral"
    HOUSE = "house"
    INDEX = "index"
    LEDGER = "ledger"


@dataclass(frozen=True)
class Masters:
    """Versions of each compartment's master key; the highest version wraps what is new."""

    keys: dict[Compartment, dict[int, bytes]]

    def current(self, compartment: Compartment) -> int:
        return max(self.keys[compartment])

    def of(self, compartment: Compartment, version: int) -> bytes:
        try:
            return self.keys[compartment][version]
        except KeyError:
            raise Unreadable from None


def draw() -> Masters:
    return Masters({compartment: {1: secrets.token_bytes(32)} for compartment in Compartment})


def write(masters: Masters, path: Path) -> None:
    """Write the key file for its owner's eyes only, in one move."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    body = {
        "format": 1,
        "masters": {
            compartment.value: {str(v): base64.b64encode(k).decode() for v, k in versions.items()}
            for compartment, versions in masters.keys.items()
        },
    }
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(body, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)


def _read() -> str:
    if settings.KEY_COMMAND:
        command = shlex.split(settings.KEY_COMMAND)
        try:
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
        except (OSError, subprocess.CalledProcessError) as error:
            raise ImproperlyConfigured("FRIRUM_KEY_COMMAND did not print the keys.") from error
    if not settings.KEY_FILE.exists():
        raise ImproperlyConfigured(
            "Frirum found no key file. First installation: run `manage.py vault init`. Otherwise "
            "set FRIRUM_KEY_FILE or FRIRUM_KEY_COMMAND to the keys this data was sealed with."
        )
    if not settings.LOCAL and settings.KEY_FILE.stat().st_mode & 0o077:
        raise ImproperlyConfigured("The key file can be read by others. Set its mode to 0600.")
    return str(settings.KEY_FILE.read_text(encoding="utf-8"))


def masters_in_use() -> Masters:
    """The masters as they stand now.

    A key file that was written anew is read anew: a process that kept the former masters could not
    open what a rotation beside it has moved, and would wrap new keys under one that retires.
    A command is asked once.
    """
    path = settings.KEY_FILE
    if settings.KEY_COMMAND or not path.exists():
        return _masters(())
    written = path.stat()
    return _masters((str(path), written.st_ino, written.st_mtime_ns))


@functools.lru_cache(maxsize=1)
def _masters(_written: tuple[str | int, ...]) -> Masters:
    try:
        masters = json.loads(_read())["masters"]
        held = {
            Compartment(name): {int(v): base64.b64decode(k) for v, k in versions.items()}
            for name, versions in masters.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        # Without the reason: it would quote what was read.
        raise ImproperlyConfigured(
            "What should be the vault's keys cannot be read as such. Give the right key file with "
            "FRIRUM_KEY_FILE, or the right command with FRIRUM_KEY_COMMAND."
        ) from None
    if missing := [one.value for one in Compartment if not held.get(one)]:
        raise ImproperlyConfigured(f"The keys are not whole: {', '.join(missing)} is missing.")
    return Masters(held)


def verify_keys() -> None:
    """Refuse to start when a master key is missing or is not the one the data was sealed with.

    The first start of an empty installation leaves one sealed sample per master key.

    Raises:
        ImproperlyConfigured: names the compartments that do not fit.
    """
    from .models import KeySample  # noqa: PLC0415  (models are not loaded when settings check)

    masters, wrong = masters_in_use(), []
    samples = {(s.compartment, s.version): bytes(s.sample) for s in KeySample.objects.all()}
    for (compartment, version), sample in samples.items():
        try:
            unseal(
                AESGCM(masters.of(Compartment(compartment), version)),
                place=compartment.encode(),
                sealed=sample,
            )
        except Unreadable:
            wrong.append(f"{compartment} (version {version})")
    if wrong:
        raise ImproperlyConfigured(
            "The master keys do not fit this data: " + ", ".join(sorted(wrong)) + ". "
            "Nothing was changed. Give the right key file with FRIRUM_KEY_FILE."
        )
    leave_samples(masters, known=set(samples))


def leave_samples(masters: Masters, *, known: set[tuple[str, int]]) -> None:
    from .models import KeySample  # noqa: PLC0415

    for compartment, versions in masters.keys.items():
        for version, key in versions.items():
            if (compartment.value, version) not in known:
                sample = seal(
                    AESGCM(key), place=compartment.value.encode(), content=b"frirum", step=64
                )
                KeySample.objects.get_or_create(
                    compartment=compartment.value, version=version, defaults={"sample": sample}
                )


def retire(masters: Masters, compartment: Compartment) -> None:
    """Keep only the newest master of a compartment, in the key file and among the samples."""
    from .models import KeySample  # noqa: PLC0415

    newest = masters.current(compartment)
    masters.keys[compartment] = {newest: masters.keys[compartment][newest]}
    write(masters, settings.KEY_FILE)
    KeySample.objects.filter(compartment=compartment.value).exclude(version=newest).delete()
