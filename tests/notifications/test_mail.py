"""Mail through a real server: the digest of a working morning, single letters, what is urgent at once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment
from dondoc.lib.errors import Refused
from dondoc.notifications import actions, jobs
from dondoc.notifications.actions.telling import see
from dondoc.notifications.models import Delivery, Notice, Preference
from dondoc.organization.actions import change_email
from dondoc.tasks.facts import Term
from dondoc.tasks.jobs import remind_at
from tests.outside import Mailbox
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
MORNING = moment(date(2026, 11, 26), 8, 1)


@pytest.fixture
def reachable(province: World, mailbox: Mailbox) -> World:
    """The officer, his head and the clerk of Home Affairs have an address."""
    for name in ("snv_officer", "snv_unit_head", "snv_clerk"):
        change_email(province.user(name), email=f"{name}@lamgiang.example", by=SYSTEM, at=NOW)
    return province


def outbox(at: datetime) -> None:
    """What is due by itself, without the digest."""
    with time_machine.travel(at, tick=False):
        jobs.distribute.call()
        jobs.deliver.call()


def run(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        jobs.distribute.call()
        jobs.digest.call()
        jobs.deliver.call()


def choose(province: World, name: str, mail: str) -> None:
    actions.choose(mail=mail, email=f"{name}@lamgiang.example", by=province.actor(name), at=NOW)


def plain(mailbox: Mailbox, receiver: str) -> list[str]:
    return [
        letter.get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
        for letter, to in zip(mailbox.letters, mailbox.receivers, strict=True)
        if to.startswith(f"{receiver}@")
    ]


def test_the_digest_says_what_is_late_due_and_new_each_with_its_link(reachable: World, mailbox: Mailbox) -> None:
    set_at = moment(date(2026, 11, 9), 9)
    late = reachable.taken(at=set_at, term=Term("fixed_date", fixed=date(2026, 11, 25)))
    due = reachable.taken(at=set_at, term=Term("fixed_date", fixed=date(2026, 11, 27)))
    with time_machine.travel(NOW, tick=False):
        jobs.distribute.call()
    fresh = reachable.taken(at=MORNING - timedelta(hours=2))
    remind_at(moment(date(2026, 11, 26), 7))
    run(MORNING)
    [text] = plain(mailbox, "snv_officer")
    url = "https://vanban.lamgiang.example/tasks/"
    assert "Quá hạn: 1\n" in text and "Sắp đến hạn: 1\n" in text
    assert f"- Nhiệm vụ mã {late.pk}: quá hạn 1 ngày làm việc, hạn 25/11/2026" in text
    assert f"- Nhiệm vụ mã {due.pk}: còn 1 ngày làm việc, hạn 27/11/2026" in text
    assert f"- Nhiệm vụ được phân công (mã {fresh.pk})" in text
    assert all(f"{url}{task.pk}\n" in text for task in (late, due, fresh))
    assert text.count("Vì sao nhận:") == text.count(url)
    assert late.content not in text
    subject = mailbox.letters[mailbox.receivers.index("snv_officer@lamgiang.example")]["Subject"].strip()
    assert subject.startswith("[Dondoc] Bản tin 26/11/2026: 1 quá hạn, 1 sắp đến hạn,")


def test_one_digest_a_day_however_often_the_sweep_runs(reachable: World, mailbox: Mailbox) -> None:
    reachable.taken()
    for minutes in (0, 1, 300):
        run(MORNING + timedelta(minutes=minutes))
    assert len(plain(mailbox, "snv_officer")) == 1
    run(MORNING + timedelta(days=1))
    assert len(plain(mailbox, "snv_officer")) == 1, "there was nothing new to tell"


@pytest.mark.parametrize("at", [moment(date(2026, 11, 26), 7, 59), moment(date(2026, 11, 28), 9)])
def test_no_digest_before_eight_or_on_a_day_off(reachable: World, mailbox: Mailbox, at: datetime) -> None:
    reachable.taken()
    run(at)
    assert mailbox.letters == []


def test_a_machine_that_was_off_at_eight_sends_the_digest_when_it_is_on(reachable: World, mailbox: Mailbox) -> None:
    reachable.taken()
    run(moment(date(2026, 11, 26), 15))
    assert len(plain(mailbox, "snv_officer")) == 1


def test_what_was_seen_is_not_new(reachable: World, mailbox: Mailbox) -> None:
    reachable.taken()
    officer = reachable.actor("snv_officer")
    see(last=Notice.objects.latest("pk"), by=officer, at=NOW)
    run(MORNING)
    assert plain(mailbox, "snv_officer") == []


def test_each_notice_by_its_own_letter_for_who_wants_it(reachable: World, mailbox: Mailbox) -> None:
    choose(reachable, "snv_officer", "each")
    reachable.taken()
    outbox(NOW)
    [text] = plain(mailbox, "snv_officer")
    assert "Nhiệm vụ được phân công" in text
    run(MORNING)
    assert len(plain(mailbox, "snv_officer")) == 1, "and no digest"


def test_none_is_none_even_when_urgent(reachable: World, mailbox: Mailbox) -> None:
    choose(reachable, "snv_clerk", "none")
    reachable.issue(urgency=3)
    run(MORNING)
    assert plain(mailbox, "snv_clerk") == []


@pytest.mark.parametrize(("urgency", "letters"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_thuong_khan_and_hoa_toc_do_not_wait_for_the_digest(
    reachable: World, mailbox: Mailbox, urgency: int, letters: int
) -> None:
    reachable.issue(urgency=urgency)
    outbox(NOW)
    assert len(plain(mailbox, "snv_clerk")) == letters
    run(MORNING)
    assert len(plain(mailbox, "snv_clerk")) == 1, "what was told at once is not in the digest again"


def test_the_letter_is_plain_and_html_and_of_no_person(reachable: World, mailbox: Mailbox) -> None:
    choose(reachable, "snv_officer", "each")
    reachable.taken()
    outbox(NOW)
    [letter] = mailbox.letters
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == f"<{Delivery.objects.get().uid}@dondoc>"


def test_without_a_mail_server_nothing_is_made(reachable: World, settings: Any) -> None:
    settings.DONDOC_MAIL = False
    choose(reachable, "snv_officer", "each")
    reachable.taken()
    run(MORNING)
    assert not Delivery.objects.exists()


def test_a_mail_server_that_is_away_is_tried_again(reachable: World, mailbox: Mailbox, settings: Any) -> None:
    choose(reachable, "snv_officer", "each")
    settings.EMAIL_PORT = 1
    reachable.taken()
    outbox(NOW)
    one = Delivery.objects.get()
    assert (one.state, one.error) == ("failed", "Không nối được máy chủ thư (ConnectionRefusedError).")
    settings.EMAIL_PORT = mailbox.port
    outbox(NOW + timedelta(minutes=3))
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(("answer", "state"), [("550 unknown", "given_up"), ("450 later", "failed")])
def test_an_address_refused_for_good_is_given_up(reachable: World, mailbox: Mailbox, answer: str, state: str) -> None:
    mailbox.answer = lambda receiver: answer
    choose(reachable, "snv_officer", "each")
    reachable.taken()
    outbox(NOW)
    one = Delivery.objects.get()
    assert (one.state, one.error) == (state, f"Máy chủ thư từ chối địa chỉ này ({answer[:3]}).")


def test_after_a_standstill_nobody_gets_last_weeks_news_one_by_one(reachable: World, mailbox: Mailbox) -> None:
    choose(reachable, "snv_officer", "each")
    reachable.taken(at=NOW - timedelta(days=5))
    outbox(NOW)
    assert mailbox.letters == []
    assert not Notice.objects.filter(distributed_at=None).exists()


def test_choosing_mail_needs_an_address(province: World) -> None:
    with pytest.raises(Refused):
        actions.choose(mail="digest", email=" ", by=province.actor("snv_officer"), at=NOW)
    with pytest.raises(Refused):
        actions.choose(mail="digest", email="khong-phai-thu", by=province.actor("snv_officer"), at=NOW)
    with pytest.raises(Refused):
        actions.choose(mail="often", email="a@b.vn", by=province.actor("snv_officer"), at=NOW)
    assert not Preference.objects.exists()
    actions.choose(mail="none", email="", by=province.actor("snv_officer"), at=NOW)
    assert Preference.objects.get().mail == "none"
