"""The codes of this room, their words, and the tables of moves."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# So long before its last day an order asks what is to follow it.
REMINDED_BEFORE = timedelta(days=28)


class ContactChannel(models.TextChoices):
    PHONE = "phone", _("Phone call")
    MAIL = "mail", _("Secure mail")
    LETTER = "letter", _("Letter")
    MEETING = "meeting", _("Meeting")
    VIDEO = "video", _("Video call")


CHANNEL_ICONS = {
    ContactChannel.PHONE: "phone",
    ContactChannel.MAIL: "mail",
    ContactChannel.LETTER: "file-text",
    ContactChannel.MEETING: "users",
    ContactChannel.VIDEO: "video",
}


class IdentityCheck(models.TextChoices):
    """How it was known that they were who they said."""

    CALLED_BACK = "called_back", _("Called back on the number from the register")
    WE_CALLED = "we_called", _("We called the number from the register")
    SECURE_MAIL = "secure_mail", _("By secure mail or letter")
    MET = "met", _("Met or seen, and known")
    NOT_CHECKED = "not_checked", _("Not checked, so nothing was told")


class ProceedingKind(models.TextChoices):
    REPORT = "report", _("Report to the police")
    PROBATION = "probation", _("Prison and probation")


class Stage(models.TextChoices):
    """How far a report to the police, or somebody's time with the probation service, has come."""

    REPORTED = "reported", _("Reported")
    OPENED = "opened", _("The police have opened a case")
    TALKED = "talked", _("The police have talked to the other party")
    CHARGED = "charged", _("Charged")
    COURT = "court", _("Court date set")
    SENTENCED = "sentenced", _("Sentenced")
    ACQUITTED = "acquitted", _("Acquitted")
    DROPPED = "dropped", _("Dropped")
    SUPERVISED = "supervised", _("Under supervision")
    BROKEN = "broken", _("Terms broken")
    IMPRISONED = "imprisoned", _("Serving a sentence")
    RELEASED = "released", _("Released")
    ENDED = "ended", _("Supervision ended")


REPORT_MOVES: dict[str, frozenset[str]] = {
    Stage.REPORTED: frozenset({Stage.OPENED, Stage.TALKED, Stage.CHARGED, Stage.DROPPED}),
    Stage.OPENED: frozenset({Stage.TALKED, Stage.CHARGED, Stage.COURT, Stage.DROPPED}),
    Stage.TALKED: frozenset({Stage.OPENED, Stage.CHARGED, Stage.COURT, Stage.DROPPED}),
    Stage.CHARGED: frozenset({Stage.TALKED, Stage.COURT, Stage.DROPPED}),
    Stage.COURT: frozenset({Stage.COURT, Stage.SENTENCED, Stage.ACQUITTED, Stage.DROPPED}),
    Stage.SENTENCED: frozenset({Stage.COURT}),
    Stage.ACQUITTED: frozenset({Stage.COURT}),
    Stage.DROPPED: frozenset({Stage.OPENED}),
}
PROBATION_MOVES: dict[str, frozenset[str]] = {
    Stage.SUPERVISED: frozenset({Stage.BROKEN, Stage.IMPRISONED, Stage.ENDED}),
    Stage.BROKEN: frozenset({Stage.SUPERVISED, Stage.IMPRISONED, Stage.ENDED}),
    Stage.IMPRISONED: frozenset({Stage.RELEASED}),
    Stage.RELEASED: frozenset({Stage.SUPERVISED, Stage.IMPRISONED, Stage.ENDED}),
    Stage.ENDED: frozenset({Stage.SUPERVISED}),
}
MOVES = {ProceedingKind.REPORT: REPORT_MOVES, ProceedingKind.PROBATION: PROBATION_MOVES}
FIRST_STAGES = {
    ProceedingKind.REPORT: (Stage.REPORTED,),
    ProceedingKind.PROBATION: (Stage.SUPERVISED, Stage.IMPRISONED),
}
# Where nothing more is expected to come.
OVER = frozenset({Stage.SENTENCED, Stage.ACQUITTED, Stage.DROPPED, Stage.ENDED})
STAGE_COLOURS = {
    Stage.CHARGED: "warm",
    Stage.COURT: "warm",
    Stage.TALKED: "warning",
    Stage.BROKEN: "warning",
    Stage.RELEASED: "warning",
    Stage.SENTENCED: "calm",
}


class Informed(models.TextChoices):
    """Whether the exposed person hears of it before the police contact the other party."""

    NOT_YET = "not_yet", _("Not agreed yet")
    AGREED = "agreed", _("The police tell us before they contact the other party")
    TOLD = "told", _("The client has been told")
