"""The codes of this room and their words."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frirum.casefile.matters.models import Side


class PersonRole(models.TextChoices):
    """What a person is in this case. `role_word` says it in the case's own terms."""

    CLIENT = "client", _("Client")
    OTHER_PARTY = "other_party", _("The other party")
    SUPPORTED = "supported", _("The person the client is close to")
    CHILD = "child", _("Child")
    RELATIVE = "relative", _("Relative")
    PARTNER = "partner", _("Partner")
    FORMER_PARTNER = "former_partner", _("Former partner")
    COLLEAGUE = "colleague", _("Colleague")
    WITNESS = "witness", _("Witness")
    PROFESSIONAL = "professional", _("Professional")
    OTHER = "other", pgettext_lazy("a person's role", "Other")


def role_word(*, side: str, role: PersonRole) -> str | Promise:
    """The role in the case's own terms: to the exposed side the other party is who stalks."""
    if role == PersonRole.OTHER_PARTY and side == Side.EXPOSED:
        return _("Stalks the client")
    if role == PersonRole.OTHER_PARTY and side == Side.EXERCISING:
        return _("Exposed to the stalking")
    return role.label


class WayKind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    ADDRESS = "address", _("Address")
    HANDLE = "handle", _("Profile name")
    WORKPLACE = "workplace", _("Workplace")
    SCHOOL = "school", _("School or day care")
    PLATE = "plate", _("Number plate")


class Channel(models.TextChoices):
    PHONE = "phone", _("Phone call")
    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")


class RelationKind(models.TextChoices):
    """Read as a sentence: `person` is ... `other`."""

    PARENT = "parent", _("is parent of")
    CUSTODY = "custody", _("has custody of")
    PARTNER = "partner", _("is partner of")
    FORMER_PARTNER = "former_partner", _("is former partner of")
    SIBLING = "sibling", _("is sibling of")
    RELATIVE = "relative", _("is a relative of")
    FRIEND = "friend", _("is a friend of")
    COLLEAGUE = "colleague", _("works with")
    NEIGHBOUR = "neighbour", _("is neighbour of")
    KNOWS = "knows", _("knows")


WAY_ICONS = {
    WayKind.PHONE: "phone",
    WayKind.EMAIL: "mail",
    WayKind.ADDRESS: "map-pin",
    WayKind.HANDLE: "globe",
    WayKind.WORKPLACE: "briefcase",
    WayKind.SCHOOL: "school",
    WayKind.PLATE: "car",
}
CHANNEL_ICONS = {
    Channel.PHONE: "phone",
    Channel.SMS: "message-square",
    Channel.EMAIL: "mail",
    Channel.LETTER: "file-text",
}
