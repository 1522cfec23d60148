"""The demo's mail server: letters are printed where the product was started, as plain text, and go nowhere."""

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            print(f"Thư (trình diễn, không gửi đi) đến {', '.join(message.to)}: {message.subject}")
            print("  " + str(message.body).strip().replace("\n", "\n  "))
        sys.stdout.flush()
        return len(email_messages)
