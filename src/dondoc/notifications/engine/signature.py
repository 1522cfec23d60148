"""The signature of a webhook, as Standard Webhooks 1.0 writes it: HMAC-SHA-256 over id, timestamp and body."""

import base64
import hashlib
import hmac


def headers(*, uid: str, timestamp: int, body: bytes, secret: str) -> dict[str, str]:
    """The headers that let a receiver check who sent this and when, and recognise it when it comes again.

    The id stays through every attempt, the timestamp is that of the attempt: an old request that somebody kept and
    sends once more is recognised by either.
    """
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{uid}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": uid,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": "v1," + base64.b64encode(signed).decode(),
        "idempotency-key": uid,
    }
