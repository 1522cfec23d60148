"""Sending one letter through the mail server of the settings."""

import smtplib
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from dondoc.notifications.providers import Undelivered


def send(*, uid: UUID, to: str, letter: dict[str, Any]) -> None:
    """Sends a letter as plain text and simple HTML. The same delivery has the same Message-ID at every attempt."""
    message = EmailMultiAlternatives(
        subject=letter["subject"],
        body=render_to_string("notifications/mail.txt", letter),
        to=[to],
        # Holiday replies to a machine help nobody (RFC 3834).
        headers={"Message-ID": f"<{uid}@dondoc>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("notifications/mail.html", letter), "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()), (0, b""))[0]
        raise Undelivered(f"Máy chủ thư từ chối địa chỉ này ({code}).", is_final=500 <= code < 600) from refused
    except smtplib.SMTPResponseException as answered:
        words = f"Máy chủ thư trả lời lỗi {answered.smtp_code}."
        raise Undelivered(words) from answered
    except (OSError, smtplib.SMTPException) as error:
        raise Undelivered(f"Không nối được máy chủ thư ({type(error).__name__}).") from error
    except ValueError as error:
        raise Undelivered("Địa chỉ thư không dùng được.", is_final=True) from error
