"""What there is to say about a file, in codes: its readers know no language (see `words`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Remark(StrEnum):
    EMPTY = "empty"
    UNKNOWN = "unknown"
    TOO_LONG = "too long"
    DEFINITIONS = "definitions"
    NO_BACKUP = "no backup"
    NO_DATED_LINE = "no dated line"
    ORDER_UNKNOWN = "order unknown"
    ORDER_CONTRADICTS = "order contradicts"
    ZIP_DAMAGED = "zip damaged"
    ZIP_OF_XML = "zip of xml"
    ZIP_LOCKED = "zip locked"
    ZIP_LEADS_OUTSIDE = "zip leads outside"
    ZIP_SWELLS = "zip swells"
    ZIP_WITHOUT_CHAT = "zip without chat"
    MEDIA_TOO_LARGE = "media too large"

    OUT_OF_TIME = "out of time"
    STANDSTILL = "standstill"
    OUT_OF_MEMORY = "out of memory"
    BROKE_DOWN = "broke down"

    BREAKS_OFF = "breaks off"
    FOREIGN_LETTERS = "foreign letters"
    CONTROL_CODES = "control codes"
    STEPS_BACK = "steps back"
    MESSAGE_LACKS_FILE = "message lacks file"
    LINE_LACKS_FILE = "line lacks file"

    ROW_TOO_LARGE = "row too large"
    ROW_DAMAGED = "row damaged"
    ROW_OF_NO_KIND = "row of no kind"
    NO_DIRECTION = "no direction"
    NO_OUTCOME = "no outcome"
    NO_DATE = "no date"
    WRONG_DATE = "wrong date"
    NO_SUCH_DAY_FIRST = "no such date, day first"
    NO_SUCH_MONTH_FIRST = "no such date, month first"
    WRONG_TIME = "wrong time"
    IN_THE_FUTURE = "in the future"


Values = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Note:
    """`row` is a line of a chat, a message's number in a backup, or 0: it is of the whole file."""

    remark: Remark
    row: int = 0
    values: Values = field(default_factory=dict)


class UnreadableExport(ValueError):
    """The whole file cannot be read; the note says why."""

    def __init__(self, remark: Remark, **values: str | int) -> None:
        super().__init__(remark.value)
        self.note = Note(remark, values=values)


class BadRow(ValueError):
    """The row cannot be read, the others can."""

    def __init__(self, remark: Remark, **values: str | int) -> None:
        super().__init__(remark.value)
        self.remark, self.values = remark, values
