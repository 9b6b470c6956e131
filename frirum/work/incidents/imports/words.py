"""What is said about a file, in sentences for whoever chose it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .remarks import Note, Remark

_PLAIN = {
    Remark.EMPTY: gettext_lazy("This file is empty. Make the export again."),
    Remark.UNKNOWN: gettext_lazy(
        "This file cannot be read here. What can be read: messages and calls from the Android app "
        "SMS Backup & Restore (choose Back up now, then the .xml file), and a chat from WhatsApp "
        "(open the chat, choose More, then Export chat). An iPhone cannot export its messages: "
        "take pictures of the screen and add them as exhibits."
    ),
    Remark.TOO_LONG: gettext_lazy(
        "This chat is too long to read at once. Export a shorter stretch of it."
    ),
    Remark.DEFINITIONS: gettext_lazy(
        "This file holds definitions that can harm the system, and it was not read. "
        "No phone writes such a file: ask where it comes from."
    ),
    Remark.NO_BACKUP: gettext_lazy(
        "This is not a backup from SMS Backup & Restore, so it was not read."
    ),
    Remark.NO_DATED_LINE: gettext_lazy(
        "No line of this text begins with a date and a time, so it is not a WhatsApp chat."
    ),
    Remark.ORDER_UNKNOWN: gettext_lazy(
        "It cannot be seen whether the day or the month stands first. Say which, then read."
    ),
    Remark.ORDER_CONTRADICTS: gettext_lazy(
        "The dates of this chat contradict each other: some have the day first, others "
        "the month. Export the chat again from one phone, or say which order holds; rows "
        "that cannot be read in it are then listed."
    ),
    Remark.ZIP_DAMAGED: gettext_lazy(
        "This .zip file is damaged or cut short. Export the chat again."
    ),
    Remark.ZIP_OF_XML: gettext_lazy("Unpack the .zip file first, and choose the .xml file in it."),
    Remark.ZIP_LOCKED: gettext_lazy(
        "The chat in this .zip file cannot be opened. Export it again, without a code."
    ),
    Remark.ZIP_LEADS_OUTSIDE: gettext_lazy(
        "This .zip file holds names that lead outside it, and it was not opened. "
        "WhatsApp makes no such file: ask where it comes from."
    ),
    Remark.ZIP_SWELLS: gettext_lazy(
        "This .zip file grows far too large when opened, and it was not opened. "
        "Export the chat again without media."
    ),
    Remark.ZIP_WITHOUT_CHAT: gettext_lazy(
        "There is no WhatsApp chat in this .zip file. Export the chat from WhatsApp itself."
    ),
    Remark.MEDIA_TOO_LARGE: gettext_lazy(
        "The pictures and films of this export are too large. Export it without media."
    ),
    Remark.OUT_OF_TIME: gettext_lazy(
        "The file could not be read within %(minutes)d minutes, and nothing of it came into the "
        "log. Export a shorter stretch, or without pictures and films."
    ),
    Remark.STANDSTILL: gettext_lazy(
        "Reading the file came to a standstill and was given up. Nothing of it came into the log. "
        "Make the export again. If the new file stops too, tell whoever runs Frirum."
    ),
    Remark.OUT_OF_MEMORY: gettext_lazy(
        "The file takes more memory to read than there is for it, and nothing of it came into the "
        "log. Export a shorter stretch, or without pictures and films."
    ),
    Remark.BROKE_DOWN: gettext_lazy(
        "The file could not be read: its reader broke down over it. Nothing of it came into the "
        "log, and nothing else was harmed. Make the export again. If it happens again, tell "
        "whoever runs Frirum."
    ),
    Remark.BREAKS_OFF: gettext_lazy(
        "The file breaks off after message %(number)d (%(when)s). Everything before that is "
        "read. Make the backup again if messages are missing."
    ),
    Remark.MESSAGE_LACKS_FILE: gettext_lazy(
        "Message %(number)d names a file that the backup does not hold whole."
    ),
    Remark.LINE_LACKS_FILE: gettext_lazy(
        "Line %(row)d names the file %(name)s, which the export does not hold."
    ),
    Remark.ROW_TOO_LARGE: gettext_lazy(
        "This message holds a file that is too large. Add the picture or film by hand."
    ),
    Remark.ROW_DAMAGED: gettext_lazy(
        "This message is damaged in the file. Copy it by hand from the phone."
    ),
    Remark.ROW_OF_NO_KIND: gettext_lazy("This row is neither a message nor a call."),
    Remark.NO_DIRECTION: gettext_lazy(
        "The file does not say whether this message came in or went out."
    ),
    Remark.NO_OUTCOME: gettext_lazy("The file does not say what became of this call."),
    Remark.NO_DATE: gettext_lazy("This message has no date that can be read."),
    Remark.WRONG_DATE: gettext_lazy("This message is dated %(written)s, which cannot be right."),
    Remark.NO_SUCH_DAY_FIRST: gettext_lazy(
        "There is no date %(written)s when the day stands first."
    ),
    Remark.NO_SUCH_MONTH_FIRST: gettext_lazy(
        "There is no date %(written)s when the month stands first."
    ),
    Remark.WRONG_TIME: gettext_lazy("The time %(written)s cannot be right."),
    Remark.IN_THE_FUTURE: gettext_lazy("Its day lies in the future. Was the phone's clock right?"),
}


def sentence(note: Note) -> str:
    """Raises KeyError, TypeError or ValueError when the note lacks what its sentence tells."""
    values = {"row": note.row, "number": note.row, **note.values}
    if note.remark is Remark.BREAKS_OFF:
        values["when"] = values["when"] or _("no date")
    plain = _PLAIN.get(note.remark)
    return str(plain) % values if plain else _counted(note.remark, int(values["count"])) % values


def _counted(remark: Remark, count: int) -> str:
    if remark is Remark.FOREIGN_LETTERS:
        return ngettext(
            "%(count)d letter of this file is not written in UTF-8. It was read as a Windows "
            "letter: compare with the phone.",
            "%(count)d letters of this file are not written in UTF-8. They were read as Windows "
            "letters: compare with the phone.",
            count,
        )
    if remark is Remark.CONTROL_CODES:
        return ngettext(
            "%(count)d sign that cannot be shown was left out of the texts.",
            "%(count)d signs that cannot be shown were left out of the texts.",
            count,
        )
    return ngettext(
        "The dates go back in time %(count)d time. Compare with the phone whether day "
        "and month are read rightly.",
        "The dates go back in time %(count)d times. Compare with the phone whether day "
        "and month are read rightly.",
        count,
    )
