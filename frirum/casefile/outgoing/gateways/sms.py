"""One text message to one number, through a provider that takes JSON over HTTPS."""

import json
import urllib.error
import urllib.request

from django.conf import settings

from .envelope import Envelope, Handed, Trouble

_REFUSED_FROM, _LATER_FROM = 400, 500
_TOO_MANY = 429


class Sms:
    def send(self, envelope: Envelope) -> Handed:
        """The text alone goes: no subject, no name of the house."""
        asked = urllib.request.Request(  # noqa: S310, the address is the house's own setting
            settings.SMS_URL,
            data=json.dumps({"to": envelope.address, "text": envelope.text}).encode(),
            headers={
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.SMS_TOKEN}",
            },
        )
        try:
            with urllib.request.urlopen(asked, timeout=settings.MAIL_TIMEOUT):  # noqa: S310
                return Handed()
        except urllib.error.HTTPError as answer:
            is_final = _REFUSED_FROM <= answer.code < _LATER_FROM and answer.code != _TOO_MANY
            return Handed(Trouble.REFUSED if is_final else Trouble.LATER)
        except urllib.error.URLError as trouble:
            is_silence = isinstance(trouble.reason, TimeoutError)
            return Handed(Trouble.UNSURE if is_silence else Trouble.LATER)
        except OSError:
            return Handed(Trouble.UNSURE)
