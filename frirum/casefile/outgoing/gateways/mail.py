"""One mail to one address, over a line that is encrypted or not at all."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings

from .envelope import Envelope, Handed, Trouble

_REFUSED_FROM = 500


class Mail:
    """Through the house's mail server, which must offer TLS unless it is this very machine."""

    def send(self, envelope: Envelope) -> Handed:
        try:
            with self._connected() as server:
                return self._handed(server, envelope)
        except smtplib.SMTPResponseException as answer:
            is_final = answer.smtp_code >= _REFUSED_FROM
            return Handed(Trouble.REFUSED if is_final else Trouble.LATER)
        except (OSError, smtplib.SMTPException):
            return Handed(Trouble.LATER)

    def _connected(self) -> smtplib.SMTP:
        server = smtplib.SMTP(settings.MAIL_HOST, settings.MAIL_PORT, timeout=settings.MAIL_TIMEOUT)
        try:
            if settings.MAIL_TLS:
                server.starttls(context=ssl.create_default_context())
            if settings.MAIL_USER:
                server.login(settings.MAIL_USER, settings.MAIL_PASSWORD)
        except BaseException:
            server.close()
            raise
        return server

    def _handed(self, server: smtplib.SMTP, envelope: Envelope) -> Handed:
        """Until the text goes, nothing has happened; from then on a silence leaves it open."""
        refused = _steps_before_text(server, envelope)
        if refused:
            return Handed(refused)
        try:
            code, _answer = server.data(message_for(envelope).as_bytes(policy=SMTP))
        except (OSError, smtplib.SMTPServerDisconnected):
            return Handed(Trouble.UNSURE)
        except smtplib.SMTPDataError as answer:
            is_final = answer.smtp_code >= _REFUSED_FROM
            return Handed(Trouble.REFUSED if is_final else Trouble.LATER)
        if code == 250:
            with suppress(OSError, smtplib.SMTPException):
                server.rset()
            return Handed()
        return Handed(Trouble.REFUSED if code >= _REFUSED_FROM else Trouble.LATER)


def _steps_before_text(server: smtplib.SMTP, envelope: Envelope) -> Trouble | None:
    for code, _answer in (
        server.ehlo(),
        server.mail(settings.MAIL_FROM),
        server.rcpt(envelope.address),
    ):
        if code >= _REFUSED_FROM:
            return Trouble.REFUSED
        if code >= 400:
            return Trouble.LATER
    return None


def message_for(envelope: Envelope) -> EmailMessage:
    """No name of the house, no day of making but the server's, one recipient."""
    message = EmailMessage()
    message["From"], message["To"] = settings.MAIL_FROM, envelope.address
    message["Subject"] = envelope.subject
    message.set_content(envelope.text or "\n")
    if envelope.content:
        message.add_attachment(
            envelope.content,
            maintype="application",
            subtype="octet-stream",
            filename=envelope.file_name,
        )
    return message
