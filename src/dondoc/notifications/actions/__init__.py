"""Every write to notices, and to what leaves the product to tell of them."""

from dondoc.notifications.actions.sending import claim, digest, distribute, send_again, settle
from dondoc.notifications.actions.telling import choose, notify, see, withdraw
from dondoc.notifications.actions.webhooks import end_webhook, set_webhook, test_webhook

__all__ = [
    "choose",
    "claim",
    "digest",
    "distribute",
    "end_webhook",
    "notify",
    "see",
    "send_again",
    "set_webhook",
    "settle",
    "test_webhook",
    "withdraw",
]
