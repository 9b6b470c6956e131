"""The short codes an incident is filtered and counted by."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    EXACT = "exact", _("To the minute")
    ABOUT = "about", _("About this time")
    DAY = "day", _("Only the day is known")
    PERIOD = "period", _("A period of days")


class Channel(models.TextChoices):
    CALL = "call", _("Phone call")
    SMS = "sms", _("SMS")
    CHAT = "chat", _("WhatsApp or another chat")
    SOCIAL = "social", _("Social media")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter or parcel")
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Accounts and devices")
    OTHER = "other", _("Another way")


# How an entry's title names the channel: "14 messages on social media". The others need no naming.
CHANNEL_PHRASES: dict[str, Promise] = {
    Channel.SMS: _("by SMS"),
    Channel.CHAT: _("in a chat"),
    Channel.SOCIAL: _("on social media"),
}


class PlaceKind(models.TextChoices):
    """Where it happened, from far to near."""

    REMOTE = "remote", _("From afar, by phone or net")
    PUBLIC = "public", _("Public place")
    ON_THE_WAY = "on_the_way", _("On the way")
    RELATIVES = "relatives", _("At relatives or friends")
    SCHOOL = "school", _("School or day care")
    WORK = "work", _("Work or education")
    NEAR_HOME = "near_home", _("Outside the home")
    HOME = "home", _("At the door or in the home")


PLACE_PHRASES: dict[str, Promise] = {
    PlaceKind.PUBLIC: _("in a public place"),
    PlaceKind.ON_THE_WAY: _("on the way"),
    PlaceKind.RELATIVES: _("at relatives or friends"),
    PlaceKind.SCHOOL: _("at the school or day care"),
    PlaceKind.WORK: _("at work"),
    PlaceKind.NEAR_HOME: _("outside the home"),
    PlaceKind.HOME: _("at the home"),
}
NEAR_HOME = frozenset({PlaceKind.NEAR_HOME, PlaceKind.HOME})


class DirectedAt(models.TextChoices):
    CLIENT = "client", _("The client")
    CHILD = "child", _("A child")
    PARTNER = "partner", _("A new partner")
    RELATIVE = "relative", _("Relatives or friends")
    COLLEAGUE = "colleague", _("Colleagues or employer")
    ANIMAL = "animal", _("An animal")
    PROPERTY = "property", _("Things")


class Reported(models.TextChoices):
    NO = "no", _("Not reported")
    YES = "yes", _("Reported to the police")
    LATER = "later", _("To be reported later")


class Source(models.TextChoices):
    WORKER = "worker", _("Recorded by a worker")
    CLIENT = "client", _("Logged by the client")
    IMPORT = "import", _("Imported from a phone")


class CallOutcome(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    MISSED = "missed", _("Missed")
    REJECTED = "rejected", _("Rejected")
    BLOCKED = "blocked", _("Blocked")
    VOICEMAIL = "voicemail", _("Voicemail")
    OUTGOING = "outgoing", _("Outgoing")


class PreviewState(models.TextChoices):
    NONE = "none", _("No picture of this kind of file")
    WAITING = "waiting", _("The picture is being made")
    READY = "ready", _("Shown here as a copy without its hidden data")
    FAILED = "failed", _("No picture could be made")


class Deed(models.TextChoices):
    """What may happen to an exhibit."""

    RECEIVED = "received", _("Received")
    STORED = "stored", _("Sealed and stored")
    VERIFIED = "verified", _("Compared with its checksum")
    PREVIEWED = "previewed", _("Copy for viewing made")
    VIEWED = "viewed", _("Original opened")
    COPIED = "copied", _("Copied")
    HANDED_OVER = "handed_over", _("Handed over")
