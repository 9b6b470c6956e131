"""The codes of this room and their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frirum.casefile.agencies.kinds import AgencyKind
from frirum.casefile.consents.kinds import RecipientRole


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("a meeting", "Planned")
    HELD = "held", pgettext_lazy("a meeting", "Held")
    CALLED_OFF = "off", pgettext_lazy("a meeting", "Called off")


class Audience(models.TextChoices):
    """Who reads the minutes."""

    HOUSE = "house", _("For the house alone")
    SHARED = "shared", _("For all who take part")


_AS = {
    AgencyKind.HOSPITAL: RecipientRole.HEALTH,
    AgencyKind.DOCTOR: RecipientRole.HEALTH,
    AgencyKind.OTHER: RecipientRole.AUTHORITY,
}


def role_of(kind: str) -> RecipientRole:
    """What an agency of the register is as a recipient; most codes are the same."""
    agency = AgencyKind(kind)
    return _AS.get(agency) or RecipientRole(agency.value)
