"""Doubting the ledger: does each link follow, and is the chain as long as was signed?"""

import base64
import functools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from frirum.foundation.vault.masters import Compartment, masters_in_use

from .chain import GENESIS, head, link, seal_outbox, statement_of
from .models import Checkpoint, Entry, Outbox

_STEP = 5_000


@dataclass
class Finding:
    """What a check of the ledger found. Empty `faults` means that nothing was touched."""

    entries: int = 0
    checkpoints: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)


def _quiet(done: int, total: int) -> None:
    """Nobody listens."""


@functools.cache
def _signer() -> Ed25519PrivateKey:
    masters = masters_in_use()
    seed = masters.of(Compartment.LEDGER, min(masters.keys[Compartment.LEDGER]))
    return Ed25519PrivateKey.from_private_bytes(seed)


def _statement(position: int, hash_: bytes, at: datetime) -> bytes:
    return b"\x01" + json.dumps([position, hash_.hex(), at.astimezone(UTC).isoformat()]).encode()


def _copies() -> Path:
    return Path(settings.CHECKPOINT_DIR) / "checkpoints.jsonl"


def seal_checkpoint(*, now: datetime) -> Checkpoint | None:
    """Sign the newest link, and leave a copy outside the database. None when nothing is new."""
    seal_outbox()
    position, hash_ = head()
    if position == 0 or Checkpoint.objects.filter(position=position).exists():
        return None
    signature = _signer().sign(_statement(position, hash_, now))
    path = _copies()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = [position, hash_.hex(), now.isoformat(), base64.b64encode(signature).decode()]
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    return Checkpoint.objects.create(position=position, at=now, hash=hash_, signature=signature)


@dataclass(frozen=True, slots=True)
class Seal:
    """The newest signature, and whether the entry it speaks of is still the same."""

    position: int
    at: datetime
    holds: bool


def newest_seal() -> Seal | None:
    """Two reads, however long the chain is. None before the first signature."""
    point = Checkpoint.objects.order_by("-position").first()
    if point is None:
        return None
    at, hash_ = point.position, bytes(point.hash)
    near = {e.position: e for e in Entry.objects.filter(position__in=[at - 1, at])}
    previous = bytes(near[at - 1].hash) if at - 1 in near else GENESIS
    holds = (
        at in near
        and link(previous, at, statement_of(near[at])) == bytes(near[at].hash) == hash_
        and _is_signed(at, hash_, point.at, bytes(point.signature))
    )
    return Seal(at, point.at, holds)


def _is_signed(position: int, hash_: bytes, at: datetime, signature: bytes) -> bool:
    try:
        _signer().public_key().verify(signature, _statement(position, hash_, at))
    except InvalidSignature:
        return False
    return True


def verify(*, told: Callable[[int, int], None] = _quiet) -> Finding:
    """Walk the chain from its first link and hold every signed checkpoint against it.

    `told` hears now and then how many entries have been walked, of how many.
    """
    length = head()[0]
    finding = Finding(waiting=Outbox.objects.count())
    signed = _checkpoints(finding)
    previous, expected = GENESIS, 1
    for entry in _entries():
        if entry.position != expected:
            finding.faults.append(f"entry {expected} is missing")
            expected = entry.position
        if link(previous, entry.position, statement_of(entry)) != bytes(entry.hash):
            finding.faults.append(f"entry {entry.position} does not follow from the one before")
        previous = bytes(entry.hash)
        if signed.pop(entry.position, previous) != previous:
            finding.faults.append(f"checkpoint {entry.position} names another chain")
        expected, finding.entries = entry.position + 1, finding.entries + 1
        if finding.entries % _STEP == 0:
            told(finding.entries, length)
    finding.faults += [f"the chain is shorter than checkpoint {position}" for position in signed]
    return finding


def _entries() -> Iterator[Entry]:
    """The whole chain, a step at a time, so that millions of links need no memory."""
    last = -1
    while step := list(Entry.objects.filter(position__gt=last).order_by("position")[:_STEP]):
        yield from step
        last = step[-1].position


def _checkpoints(finding: Finding) -> dict[int, bytes]:
    """Signed hashes by position, from the database and from the copy elsewhere."""
    signed: dict[int, bytes] = {}
    for position, hash_, at, signature in (*_stored(), *_copied(finding)):
        finding.checkpoints += 1
        if not _is_signed(position, hash_, at, signature):
            finding.faults.append(f"checkpoint {position} is not signed by this house")
            continue
        if signed.setdefault(position, hash_) != hash_:
            finding.faults.append(f"two checkpoints disagree at {position}")
    return signed


def _stored() -> Iterator[tuple[int, bytes, datetime, bytes]]:
    for point in Checkpoint.objects.order_by("position"):
        yield point.position, bytes(point.hash), point.at, bytes(point.signature)


def _copied(finding: Finding) -> Iterator[tuple[int, bytes, datetime, bytes]]:
    path = _copies()
    if not path.exists():
        if Checkpoint.objects.exists():
            finding.faults.append("the copies of the checkpoints are gone")
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            position, hash_, at, signature = json.loads(line)
            read = bytes.fromhex(hash_), datetime.fromisoformat(at), base64.b64decode(signature)
        except (ValueError, TypeError):
            finding.faults.append("a copy of a checkpoint cannot be read")
            continue
        yield position, *read
