"""Texts that tell nothing to whoever reads them on a phone that is watched."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Neutral(models.TextChoices):
    """The label is the whole text, in the language that it is sent in."""

    CALL_US = "call_us", _("Call when it suits you.")
    AS_AGREED = "as_agreed", _("See you as agreed.")
    MOVED = "moved", _("Our time has changed. Call when it suits you.")
    THANKS = "thanks", _("Thank you for today. Talk to you as agreed.")


SUBJECT = _("Message")
