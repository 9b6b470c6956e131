"""Who may be told, and what there is to tell. `outgoing` lets out by these codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecipientRole(models.TextChoices):
    """What the recipient is, seen from the case."""

    CLIENT = "client", _("The client")
    POLICE = "police", _("Police")
    MUNICIPALITY = "municipal", _("Municipality")
    COURT = "court", _("Court")
    FAMILY_LAW = "familylaw", _("The Agency of Family Law")
    PROBATION = "probation", _("Prison and Probation Service")
    HEALTH = "health", _("Doctor or hospital")
    SCHOOL = "school", _("School or day care")
    SHELTER = "shelter", _("Shelter")
    EMPLOYER = "employer", _("Employer")
    LAWYER = "lawyer", _("The client's lawyer")
    AUTHORITY = "authority", _("Another authority")
    RELATIVE = "relative", _("Somebody close to the client")


class Content(models.TextChoices):
    """What leaves, as whoever makes it declares it."""

    CONTACT_WITH_US = "here", _("That the client comes here")
    STATEMENT = "statement", _("A professional's statement")
    INCIDENTS = "incidents", _("Incidents")
    EFFECTS = "effects", _("How it affects the client")
    EXHIBITS = "exhibits", _("Originals of exhibits")
    CUSTODY = "custody", _("Who held the exhibits")
    RISK = "risk", _("How dangerous it is judged to be")
    SAFETY = "safety", _("The safety plan")
    ORDERS = "orders", _("Orders and reports to the police")
    CHILDREN = "children", _("The children's situation")
    CONTACT = "contact", _("Addresses and phone numbers of the client")
    NOTES = "notes", _("Workers' notes")
