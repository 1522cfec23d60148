"""The address to which an agency's notices are also posted: set, tried, ended."""

import base64
import secrets
from datetime import datetime

from django.conf import settings

from dondoc.audit.journal import action, record
from dondoc.lib import keys
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.notifications import permissions, queries
from dondoc.notifications.engine import addresses
from dondoc.notifications.models import Delivery, Webhook
from dondoc.organization.models import Unit


@action("notifications.set_webhook")
def set_webhook(agency: Unit, *, url: str, by: Actor, at: datetime) -> tuple[Webhook, str]:
    """Sets where an agency's notices are posted to, and gives its secret: shown once, stored encrypted.

    The address before it ends; what still waits for that one is not sent to the new one.
    """
    agency = Unit.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    require(permissions.may_manage_deliveries, by)
    url = url.strip()
    findings = [Finding(sentence, field="url") for sentence in addresses.faults(url, settings.DONDOC_WEBHOOK_NETWORKS)]
    if not agency.is_agency:
        findings.append(Finding("Hãy chọn một cơ quan.", field="agency"))
    if findings:
        raise Refused(findings)
    before = Webhook.objects.select_for_update().filter(agency=agency, ended_at=None).first()
    if before is not None:
        _end(before, at=at)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    closed = keys.lock(settings.KEYS_DIR, "webhook-secrets").encrypt(secret.encode()).decode()
    webhook = Webhook.objects.create(agency=agency, url=url, secret=closed, made_by_id=by.user_id, made_at=at)
    record("notifications.set_webhook", by=by, at=at, subject=webhook, agency=agency.pk)
    return webhook, secret


def _end(webhook: Webhook, *, at: datetime) -> int:
    """Ends a webhook; what was not sent to it is given up."""
    webhook.ended_at = at
    webhook.save(update_fields=["ended_at"])
    waiting = Delivery.objects.filter(webhook=webhook, state__in=("queued", "failed"))
    return waiting.update(state="given_up", next_try=None, settled_at=at, error="Webhook đã ngừng.")


@action("notifications.end_webhook")
def end_webhook(webhook: Webhook, *, by: Actor, at: datetime) -> Webhook:
    """Stops posting an agency's notices."""
    webhook = _living(webhook, by=by)
    left = _end(webhook, at=at)
    record("notifications.end_webhook", by=by, at=at, subject=webhook, given_up=left)
    return webhook


def _living(webhook: Webhook, *, by: Actor) -> Webhook:
    webhook = Webhook.objects.select_for_update().get(pk=webhook.pk)
    require(permissions.may_manage_deliveries, by)
    if webhook.ended_at is not None:
        raise WrongState("Webhook này đã ngừng.")
    return webhook


@action("notifications.test_webhook")
def test_webhook(webhook: Webhook, *, by: Actor, at: datetime) -> Delivery:
    """Puts a message that says nothing into the outbox, on the same way as every other."""
    webhook = _living(webhook, by=by)
    delivery = Delivery.objects.create(
        key=f"test:{webhook.pk}:{at.isoformat()}",
        channel="webhook",
        webhook=webhook,
        address=webhook.url,
        content=queries.test_message(webhook.agency_id, at),
        next_try=at,
        made_at=at,
    )
    record("notifications.test_webhook", by=by, at=at, subject=webhook, delivery=delivery.pk)
    return delivery
