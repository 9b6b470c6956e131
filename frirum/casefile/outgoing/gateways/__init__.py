"""Ways out of the house by machine. Each takes one envelope for one address, and says what became
of it; none ever tries again by itself.
"""

from django.conf import settings

from frirum.casefile.people.kinds import Channel

from .envelope import Envelope, Gateway, Handed, Trouble
from .kept import Kept
from .mail import Mail
from .sms import Sms

__all__ = ["Envelope", "Gateway", "Handed", "Trouble", "gateway_for"]


def gateway_for(channel: Channel) -> Gateway | None:
    """None when the house has not set one up."""
    if settings.DEMO:
        return Kept()
    if channel == Channel.EMAIL and settings.MAIL_HOST:
        return Mail()
    if channel == Channel.SMS and settings.SMS_URL:
        return Sms()
    return None
