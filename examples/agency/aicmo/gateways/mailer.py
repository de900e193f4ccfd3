"""Sends mail. It implements no port of cam, so it has no business with cam's DTOs."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage

from ..cam.api.dtos import LeadDTO  # expect: forbidden-import
from ..shared.base import utcnow


class Mailer:
    """A thin wrapper around SMTP."""

    def __init__(self, host: str, sender: str) -> None:
        """Mails go out through `host`, in the name of `sender`."""
        self._host = host
        self._sender = sender
        self.sent_today = 0

    def send(self, lead: LeadDTO, subject: str, body: str) -> None:
        """Send one mail."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, lead.email, subject
        message["Date"] = utcnow()
        message.set_content(body)
        with smtplib.SMTP(self._host) as smtp:
            smtp.send_message(message)
        self.sent_today += 1
