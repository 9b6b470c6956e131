"""What one row of an Android backup says."""

import base64
import binascii
import hashlib
import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from .exports import (
    Attachment,
    CallOutcome,
    Channel,
    Message,
    Report,
    Sieve,
    Wishes,
    fingerprint,
    is_wanted,
    party_key,
)
from .remarks import BadRow, Remark

# The numbers are Android's own, in android.provider.Telephony and CallLog.
_RECEIVED, _DRAFT = "1", "3"
_FROM, _TO = "137", "151"
_OUTCOMES = {
    "1": CallOutcome.ANSWERED,
    "2": CallOutcome.OUTGOING,
    "3": CallOutcome.MISSED,
    "4": CallOutcome.VOICEMAIL,
    "5": CallOutcome.REJECTED,
    "6": CallOutcome.BLOCKED,
    "7": CallOutcome.ANSWERED,
}
_NOBODY = {"", "null", "unknown", "(unknown)", "-1", "-2", "-3", "insert-address-token"}
_LONGEST_DATE = 100
_EARLIEST = datetime(1993, 1, 1, tzinfo=UTC)


def message_of_row(
    row: Element, number: int, wishes: Wishes, report: Report, sieve: Sieve
) -> Message | None:
    """The message of an `<sms>`, `<mms>` or `<call>`; None when it is not wanted or not new."""
    reader = {"call": _call, "sms": _sms, "mms": _mms}.get(row.tag)
    if reader is not None:
        return reader(row, number, wishes, report, sieve)
    raise BadRow(Remark.ROW_OF_NO_KIND)


def _sms(row: Element, number: int, wishes: Wishes, report: Report, sieve: Sieve) -> Message | None:
    box, address, text = row.get("type", ""), _known(row.get("address")), row.get("body") or ""
    if box not in {"1", "2", "3", "4", "5", "6"}:
        raise BadRow(Remark.NO_DIRECTION)
    if box == _DRAFT:
        report.drafts += 1
        return None
    if not is_wanted([address], wishes):
        report.left_out += 1
        return None
    at = _moment(row)
    direction = "in" if box == _RECEIVED else "out"
    print_ = fingerprint("sms", _stamp(at), direction, party_key(address), text)
    if not sieve.admits(print_):
        return None
    return Message(
        at=at,
        as_written=written(row),
        channel=Channel.SMS,
        is_incoming=box == _RECEIVED,
        other_party=address,
        other_party_name=_known(row.get("contact_name")),
        text=text,
        source_row=number,
        fingerprint=print_,
    )


def _call(
    row: Element, number: int, wishes: Wishes, report: Report, sieve: Sieve
) -> Message | None:
    outcome = _OUTCOMES.get(row.get("type", ""))
    if outcome is None:
        raise BadRow(Remark.NO_OUTCOME)
    address = _known(row.get("number"))
    if not is_wanted([address], wishes):
        report.left_out += 1
        return None
    at = _moment(row)
    seconds = row.get("duration", "")
    print_ = fingerprint("call", _stamp(at), outcome, party_key(address), seconds)
    if not sieve.admits(print_):
        return None
    return Message(
        at=at,
        as_written=written(row),
        channel=Channel.CALL,
        is_incoming=outcome is not CallOutcome.OUTGOING,
        other_party=address,
        other_party_name=_known(row.get("contact_name")),
        call_outcome=outcome,
        duration_seconds=int(seconds) if re.fullmatch(r"[0-9]{1,7}", seconds) else None,
        source_row=number,
        fingerprint=print_,
    )


def _mms(row: Element, number: int, wishes: Wishes, report: Report, sieve: Sieve) -> Message | None:
    box = row.get("msg_box", "")
    if box not in {"1", "2", "3", "4", "5"}:
        raise BadRow(Remark.NO_DIRECTION)
    if box == _DRAFT:
        report.drafts += 1
        return None
    parties = _mms_parties(row, is_incoming=box == _RECEIVED)
    if not is_wanted(parties, wishes):
        report.left_out += 1
        return None
    at = _moment(row)
    text, parts = _mms_parts(row)
    direction = "in" if box == _RECEIVED else "out"
    hashes = [attachment.sha256 for attachment, _data in parts]
    keys = sorted(party_key(party) for party in parties)
    print_ = fingerprint("mms", _stamp(at), direction, *keys, text, *hashes)
    if not sieve.admits(print_):
        return None
    if any(attachment.is_missing for attachment, _data in parts):
        report.note(Remark.MESSAGE_LACKS_FILE, number)
    return Message(
        at=at,
        as_written=written(row),
        channel=Channel.MMS,
        is_incoming=box == _RECEIVED,
        other_party=", ".join(parties),
        other_party_name=_known(row.get("contact_name")),
        text=text,
        attachments=tuple(_stored(attachment, data, wishes) for attachment, data in parts),
        source_row=number,
        fingerprint=print_,
    )


def _mms_parties(row: Element, *, is_incoming: bool) -> list[str]:
    """Who wrote it, or who it went to. A group message has its members joined by a tilde."""
    wanted = _FROM if is_incoming else _TO
    named = [
        _known(one.get("address"))
        for one in row.iterfind("addrs/addr")
        if one.get("type") == wanted
    ]
    named = [address for address in named if address]
    if named:
        return named
    return [_known(part) for part in (row.get("address") or "").split("~")]


def _mms_parts(row: Element) -> tuple[str, list[tuple[Attachment, bytes]]]:
    texts: list[str] = []
    files: list[tuple[Attachment, bytes]] = []
    for part in row.iterfind("parts/part"):
        content_type = (part.get("ct") or "").lower()
        if content_type == "application/smil":
            continue
        if content_type == "text/plain":
            texts.append(part.get("text") or "")
        else:
            files.append(_mms_file(part, content_type))
    return "\n".join(texts), files


def _mms_file(part: Element, content_type: str) -> tuple[Attachment, bytes]:
    name = next(filter(_known, map(part.get, ("cl", "name", "fn"))), None) or ""
    # A name is shown and stored, never followed: folders in it have no meaning here.
    name = re.split(r"[/\\]", name)[-1]
    try:
        data = base64.b64decode("".join((part.get("data") or "").split()), validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data:
        return Attachment(name, content_type, is_missing=True), b""
    return Attachment(name, content_type, len(data), hashlib.sha256(data).hexdigest()), data


def _stored(attachment: Attachment, data: bytes, wishes: Wishes) -> Attachment:
    if attachment.is_missing or wishes.store is None:
        return attachment
    ref = wishes.store(attachment.name, attachment.content_type, data)
    return Attachment(
        attachment.name, attachment.content_type, attachment.size, attachment.sha256, ref
    )


def _known(value: str | None) -> str:
    value = (value or "").strip()
    return "" if value.lower() in _NOBODY else value


def _moment(row: Element) -> datetime:
    stamp = (row.get("date") or "").strip()
    if not re.fullmatch(r"[0-9]{1,14}", stamp):
        raise BadRow(Remark.NO_DATE)
    milliseconds = int(stamp)
    try:
        at = datetime.fromtimestamp(milliseconds // 1000, UTC)
    except (OverflowError, ValueError, OSError):
        at = _EARLIEST
    if not _EARLIEST < at < datetime(2100, 1, 1, tzinfo=UTC):
        raise BadRow(Remark.WRONG_DATE, written=written(row) or stamp)
    return at.replace(microsecond=milliseconds % 1000 * 1000)


def written(row: Element) -> str:
    """The time as the phone showed it."""
    return _known(row.get("readable_date"))[:_LONGEST_DATE]


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
