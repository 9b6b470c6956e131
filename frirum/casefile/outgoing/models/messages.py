"""What is sent by machine, one to one person, and every try to reach somebody."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import Channel
from frirum.foundation.vault.fields import SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from .releases import Release


class MessageState(models.TextChoices):
    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Is being sent")
    SENT = "sent", _("Sent")
    PERHAPS = "perhaps", _("Perhaps sent: somebody has to decide")
    FAILED = "failed", _("Could not be sent")
    STOPPED = "stopped", _("Stopped")


class Message(WalledModel):
    """One text or file for one address. `release` is what was looked through, and may leave.

    `way` is the client's own contact way; none for an address of an agency. `fault` is a sentence.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=6, choices=Channel)
    address = SealedLine()
    way = models.UUIDField(null=True)
    subject = SealedLine(blank=True)
    body = SealedText(blank=True)
    is_neutral = models.BooleanField(default=False)
    state = models.CharField(
        max_length=7, choices=MessageState, default=MessageState.WAITING, db_index=True
    )
    fault = SealedText(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    written_by = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "release": "within the same case",
        "channel": "a code",
        "way": "within the same case, an opaque id",
        "is_neutral": "a yes or no",
        "state": "filtered by",
        "tries": "counts",
        "written_by": "an opaque id",
        "written_at": "sorted by",
        "sent_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-written_at"], name="message_newest")]
        constraints = [
            models.UniqueConstraint(fields=["release"], name="message_one_for_a_release"),
            models.CheckConstraint(
                name="message_sent_at_a_moment",
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
            ),
        ]


class Outcome(models.TextChoices):
    STARTED = "started", _("Begun")
    SENT = "sent", _("Handed over")
    LATER = "later", _("Not now: tried again later")
    REFUSED = "refused", _("Refused by the other end")
    UNSURE = "unsure", _("Broken off: perhaps it went through")
    SPOKE = "spoke", _("Spoke with the client")
    NO_ANSWER = "no_answer", _("No answer")
    VOICEMAIL = "voicemail", _("Left a neutral message")
    WRONG = "wrong", _("It was somebody else")
    DROPPED = "dropped", _("The call was cut off")


CALL_OUTCOMES = (
    Outcome.SPOKE, Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.WRONG, Outcome.DROPPED,
)  # fmt: skip


class ContactAttempt(WalledModel):
    """One try to reach somebody, by machine or by hand. Written before it is made, never changed
    but for how it ended.

    `was_known`: whoever answered a call said the code word, or answered what only they know.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contact_attempts")
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, related_name="attempts"
    )
    channel = models.CharField(max_length=6, choices=Channel)
    outcome = models.CharField(max_length=9, choices=Outcome)
    was_known = models.BooleanField(null=True)
    remark = SealedText(blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    once = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "message": "within the same case",
        "channel": "a code",
        "outcome": "a code",
        "was_known": "a yes or no",
        "at": "sorted by",
        "by": "an opaque id",
        "once": "random, so that a form sent twice counts once",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="attempt_newest")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="attempt_once")]
