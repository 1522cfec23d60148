"""Webhooks, posted to a real server: signed, without any text, tried again under the same id, never redirected."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications import actions, jobs
from dondoc.notifications.models import Delivery, Notice, Webhook
from tests.outside import Posted, Receiver
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def hooked(province: World, gateway: Receiver) -> tuple[Webhook, str]:
    """The webhook of the Department of Home Affairs, and its secret."""
    return actions.set_webhook(province.units["SNV"], url=gateway.url, by=province.actor("admin"), at=NOW)


def run(at: Any = NOW) -> None:
    with time_machine.travel(at, tick=False):
        jobs.distribute.call()
        jobs.deliver.call()


def is_genuine(post: Posted, secret: str) -> bool:
    """As the manual tells a receiver to check it; nothing of the product's own."""
    signed = f"{post.headers['webhook-id']}.{post.headers['webhook-timestamp']}.".encode() + post.body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return hmac.compare_digest(post.headers["webhook-signature"], "v1," + base64.b64encode(mac).decode())


def test_a_notice_is_posted_with_ids_and_link_and_no_text(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    entry = province.issue()
    run()
    [post] = gateway.posts
    assert is_genuine(post, hooked[1])
    assert post.path == "/hook?from=dondoc"
    message = json.loads(post.body)
    notice = Notice.objects.get(pk=message["data"]["notice_id"])
    assert message["type"] == "documents.issue"
    assert message["data"]["words"] == "Văn bản mới chờ tiếp nhận"
    assert message["data"]["url"] == "https://vanban.lamgiang.example/documents/arrivals"
    assert message["data"]["agency_id"] == province.units["SNV"].pk
    people = {one["username"] for one in message["data"]["people"]}
    assert people == {"snv_head", "snv_clerk"}
    for text in (entry.document.abstract, entry.document.symbol, notice.sentence):
        assert text not in post.body.decode()


def test_nothing_is_posted_twice_and_nothing_to_other_agencies(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    province.issue(recipients=[(province.units["STC"], "")])
    province.task(document=province.incoming().document, joins=[])
    run()
    run(NOW + timedelta(hours=1))
    assert [json.loads(post.body)["type"] for post in gateway.posts] == ["tasks.assign"]


def test_a_changed_body_or_an_old_timestamp_no_longer_fits(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    province.issue()
    run()
    [post] = gateway.posts
    assert not is_genuine(Posted(post.path, post.headers, post.body + b" "), hooked[1])
    older = post.headers | {"webhook-timestamp": "1"}
    assert not is_genuine(Posted(post.path, older, post.body), hooked[1])
    assert int(post.headers["webhook-timestamp"]) == int(NOW.timestamp())


def test_a_failure_is_tried_again_later_under_the_same_id(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    gateway.status = 500
    province.issue()
    run()
    one = Delivery.objects.get()
    assert (one.state, one.attempts, one.error) == ("failed", 1, "Webhook trả lời 500.")
    assert one.next_try == NOW + timedelta(minutes=2)
    gateway.status = 200
    run(NOW + timedelta(minutes=1))
    assert len(gateway.posts) == 1, "it is not tried before its time"
    run(NOW + timedelta(minutes=3))
    one.refresh_from_db()
    assert (one.state, one.attempts, one.error) == ("sent", 2, "")
    first, second = gateway.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == first.headers["idempotency-key"]
    assert first.body == second.body
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]


def test_after_the_eighth_attempt_it_is_given_up_and_may_be_sent_again(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    gateway.status = 503
    province.issue()
    at = NOW
    for _ in range(12):
        run(at)
        at += timedelta(hours=5)
    one = Delivery.objects.get()
    assert (one.state, one.attempts, len(gateway.posts)) == ("given_up", 8, 8)
    gateway.status = 200
    actions.send_again(one, by=province.actor("admin"), at=at)
    run(at)
    one.refresh_from_db()
    assert one.state == "sent"
    with pytest.raises(WrongState):
        actions.send_again(one, by=province.actor("admin"), at=at)


def test_a_redirect_is_not_followed(province: World, gateway: Receiver, hooked: tuple[Webhook, str]) -> None:
    gateway.status, gateway.headers = 302, {"Location": gateway.url}
    province.issue()
    run()
    assert len(gateway.posts) == 1
    assert Delivery.objects.get().error == "Webhook trả lời 302: không đi theo chuyển hướng."


def test_a_name_that_leads_inside_is_not_reached(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str], settings: Any
) -> None:
    """The setting was taken back after the address was set: the address is judged again at each sending."""
    settings.DONDOC_WEBHOOK_NETWORKS = []
    province.issue()
    run()
    assert gateway.posts == []
    assert Delivery.objects.get().error == "Địa chỉ webhook dẫn đến 127.0.0.1, thuộc mạng chưa được cho phép."


def test_nobody_listening_is_a_failure_in_words(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    Webhook.objects.update(url="http://127.0.0.1:1/")
    province.issue()
    run()
    assert Delivery.objects.get().error == "Không gửi được đến webhook (ConnectionRefusedError)."


def test_a_silent_webhook_does_not_stop_the_others(
    province: World, gateway: Receiver, hooked: tuple[Webhook, str]
) -> None:
    """One attempt in a run; the other agency's post goes on its way."""
    silent, _ = actions.set_webhook(
        province.units["STC"], url="http://127.0.0.1:1/", by=province.actor("admin"), at=NOW
    )
    for _ in range(3):
        province.issue()
    run()
    assert len(gateway.posts) == 3
    attempts = Delivery.objects.filter(webhook=silent).values_list("attempts", flat=True)
    assert sorted(attempts) == [0, 0, 1]


def test_the_secret_is_not_in_the_database(hooked: tuple[Webhook, str]) -> None:
    webhook, secret = hooked
    assert secret.startswith("whsec_")
    assert secret not in webhook.secret


def test_a_new_address_ends_the_one_before(province: World, gateway: Receiver, hooked: tuple[Webhook, str]) -> None:
    gateway.status = 500
    province.issue()
    run()
    admin = province.actor("admin")
    newer, secret = actions.set_webhook(province.units["SNV"], url=gateway.url, by=admin, at=NOW)
    assert Delivery.objects.get().state == "given_up"
    gateway.status = 200
    actions.test_webhook(newer, by=admin, at=NOW)
    run()
    assert json.loads(gateway.posts[-1].body)["type"] == "notifications.test_webhook"
    assert is_genuine(gateway.posts[-1], secret)
    actions.end_webhook(newer, by=admin, at=NOW)
    with pytest.raises(WrongState):
        actions.test_webhook(newer, by=admin, at=NOW)


def test_only_the_administrator_sets_one_and_only_for_an_agency(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.set_webhook(province.units["SNV"], url="https://a.example/", by=province.actor("snv_head"), at=NOW)
    with pytest.raises(Refused) as refused:
        actions.set_webhook(province.units["CCHC"], url="http://10.0.0.1/", by=province.actor("admin"), at=NOW)
    assert {finding.field for finding in refused.value.findings} == {"agency", "url"}
