"""What kinds of agencies there are, and how old a looked-up number may be."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# A directory number that nobody has looked up for a year is looked up again before it is used.
NUMBER_HOLDS = timedelta(days=365)


class AgencyKind(models.TextChoices):
    """Where the codes are those of `consents.kinds.RecipientRole`, they mean the same."""

    POLICE = "police", _("Police district")
    MUNICIPALITY = "municipal", _("Municipality")
    COURT = "court", pgettext_lazy("an agency", "Court")
    FAMILY_LAW = "familylaw", _("The Agency of Family Law")
    PROBATION = "probation", _("Prison and Probation Service")
    HOSPITAL = "hospital", _("Hospital")
    DOCTOR = "doctor", _("Doctor")
    SHELTER = "shelter", _("Shelter")
    SCHOOL = "school", _("School or day care")
    OTHER = "other", pgettext_lazy("an agency", "Other")


AGENCY_ICONS = {
    AgencyKind.POLICE: "shield-check",
    AgencyKind.MUNICIPALITY: "house",
    AgencyKind.COURT: "gavel",
    AgencyKind.FAMILY_LAW: "scale",
    AgencyKind.PROBATION: "key-round",
    AgencyKind.HOSPITAL: "heart-handshake",
    AgencyKind.DOCTOR: "heart-handshake",
    AgencyKind.SHELTER: "door-open",
    AgencyKind.SCHOOL: "school",
    AgencyKind.OTHER: "briefcase",
}
