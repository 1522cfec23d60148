"""A real mail server and a real receiver of webhooks on this machine, wired into the settings."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import outside


@pytest.fixture
def mailbox(settings: Any) -> Iterator[outside.Mailbox]:
    with outside.mail_server() as box:
        settings.DONDOC_MAIL = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.DONDOC_URL = "https://vanban.lamgiang.example"
        yield box


@pytest.fixture
def gateway(settings: Any) -> Iterator[outside.Receiver]:
    with outside.receiver() as found:
        settings.DONDOC_WEBHOOK_NETWORKS = ["127.0.0.0/8"]
        settings.DONDOC_URL = "https://vanban.lamgiang.example"
        yield found
