"""The tamper-evident log of reads and writes: `record` writes it, `verify` doubts it."""

from .chain import LedgerClosed, Outcome, record, seal_outbox

__all__ = ["LedgerClosed", "Outcome", "record", "seal_outbox"]
