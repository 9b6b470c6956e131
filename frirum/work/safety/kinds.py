"""Codes of this room: levels, danger signs, what asks for a new judgement, instruments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    LOW = "low", _("Low")
    MODERATE = "moderate", _("Moderate")
    HIGH = "high", _("High")
    SEVERE = "severe", _("Severe")

    @property
    def rank(self) -> int:
        return list(Level).index(self)

    @property
    def is_grave(self) -> bool:
        """A leader's word is needed to go here, and a second reader for what leaves."""
        return self in (Level.HIGH, Level.SEVERE)


class Stand(models.TextChoices):
    HOLDS = "holds", _("Holds")
    WAITS = "waits", _("Waits for the leader")
    RETURNED = "returned", _("Sent back by the leader")


class Cause(models.TextChoices):
    """What asks for a new judgement: signs of danger first, then events."""

    THREAT = "threat", _("Threats to kill or to hurt badly")
    WEAPON = "weapon", _("A weapon was shown, or is within reach")
    VIOLENCE = "violence", _("Violence, or hands around the throat")
    HOME_ENTRY = "entry", _("Went into the home, or tried to")
    BREACH = "breach", _("Breach of an order")
    RELEASE = "release", _("Release from custody or prison")
    SEPARATION = "separation", _("A separation or a decision about the children")
    SUICIDAL = "suicidal", _("The other party speaks of suicide")
    ESCALATION = "escalation", _("It happens more often, or gets worse")
    OWN_FEAR = "fear", _("The client is very afraid")
    OTHERS = "others", _("Children or a new partner are threatened")
    POLICE = "police", _("The police speak with the other party")
    COURT = "court", _("A day in court")
    CONTACT = "contact", _("Supervised contact, or another meeting nobody chose")
    MOVE = "move", _("The client or the other party moves")
    PARTNER = "partner", _("A new partner")
    OTHER = "other", _("Something else")


# Signs of danger: any of them forces a review, whatever else holds.
DANGERS = (
    Cause.THREAT,
    Cause.WEAPON,
    Cause.VIOLENCE,
    Cause.HOME_ENTRY,
    Cause.BREACH,
    Cause.RELEASE,
    Cause.SEPARATION,
    Cause.SUICIDAL,
    Cause.ESCALATION,
    Cause.OWN_FEAR,
    Cause.OTHERS,
)
EVENTS = tuple(one for one in Cause if one not in DANGERS)
# The two must be in one place, on a day that is known beforehand.
ENCOUNTERS = (Cause.COURT, Cause.CONTACT)


class Tool(models.TextChoices):
    """Instruments of others. Only what the professional made of them is kept, never their words."""

    SASH = "sash", "SASH"
    SAM = "sam", "SAM"
    SRP = "srp", "SRP"
    SDASH = "sdash", "S-DASH"
    SHARP = "sharp", "SHARP"


class Concern(models.TextChoices):
    LOW = "low", _("Low concern")
    MODERATE = "moderate", _("Moderate concern")
    HIGH = "high", _("High concern")
