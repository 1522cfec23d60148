"""Codes of an authenticator (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds), and recovery codes."""

import base64
import hmac
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP = 30
DIGITS = 6
# A step before and one after: a telephone's clock may be half a minute off (RFC 6238 5.2).
DRIFT = 1
RECOVERY_CODES = 10
# No letters or digits that are taken for one another on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> bytes:
    """160 random bits, the length RFC 4226 asks for."""
    return secrets.token_bytes(20)


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303  what authenticators speak; HMAC-SHA-1 is not broken


def code_at(secret: bytes, at: datetime) -> str:
    """The code an authenticator shows at an instant."""
    return _totp(secret).generate(int(at.timestamp())).decode()


def step_of(secret: bytes, code: str, *, at: datetime, after: int | None) -> int | None:
    """The time step whose code this is, newer than the step `after`; None if there is none."""
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    now = int(at.timestamp()) // STEP
    for step in range(now - DRIFT, now + DRIFT + 1):
        if after is not None and step <= after:
            continue
        if hmac.compare_digest(_totp(secret).generate(step * STEP).decode(), typed):
            return step
    return None


def address(secret: bytes, *, person: str, installation: str) -> str:
    """What the QR code says to an authenticator (otpauth://…)."""
    return _totp(secret).get_provisioning_uri(person, installation)


def typed_by_hand(secret: bytes) -> str:
    """The secret in groups of four, for an authenticator without a camera."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def phrase(groups: int = 4, length: int = 4) -> str:
    """A random phrase in groups, easily read out and typed: first passwords and recovery codes."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(length)) for _ in range(groups))


def plain(code: str) -> str:
    """A recovery code as it is compared: without what people add or change while copying it."""
    return "".join(letter for letter in code.lower() if letter.isalnum())
