"""What the ledger's deeds mean, of what leaves the house: as the table in `deeds`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEAVING: tuple[tuple[str, Promise, str], ...] = (
    (
        "left",
        _("Asked for something to leave"),
        (
            "ask_to_leave release_bundle refuse_bundle hand_over_exhibit incidents:hand_over"
            " give_reason take_back outgoing:give outgoing:take"
        ),
    ),
    ("left", _("Handed something out"), "hand_out hand_out_originals"),
    ("left", _("Said whether something may leave"), "answer_approval answer_question"),
    (
        "left",
        _("What is to leave, and what is in the way"),
        "outgoing:release outgoing:to_read outgoing:questions outgoing:read outgoing:hand",
    ),
    ("left", _("Fetched a file that was handed over"), "outgoing:download"),
    (
        "left",
        _("Sent a message, or tried to"),
        (
            "write_message mail_release begin_sending end_sending stop_message send_again"
            " outgoing:message_again outgoing:message_stop"
        ),
    ),
    ("change", _("Wrote a call down"), "log_call"),
    ("change", _("Wrote or changed a letter"), "begin_letter change_letter send_letter"),
    ("change", _("Wrote down or withdrew a consent"), "give_consent withdraw_consent"),
)
