"""What the registry is late with: shown where it waits, listed for the Office, told to those above once each."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dondoc.deadlines.actions import set_rhythm
from dondoc.documents import actions as documents
from dondoc.documents import gate
from dondoc.documents.jobs import escalate_at
from dondoc.documents.models import ClockAlarm, Entry
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat
from tests.world import NOW, World

TOMORROW = moment(date(2026, 11, 26), 7)
DAY_AFTER = moment(date(2026, 11, 27), 7)


def sent(province: World, **more: object) -> Entry:
    return province.issue(recipients=[(province.units["SNV"], "")], **more)


def late(province: World, code: str, at: object) -> list[tuple[str, bool]]:
    return [(one.clock, one.at_once) for one in gate.late_in(province.units[code].pk, at)]  # type: ignore[arg-type]


def heard(province: World, name: str) -> list[str]:
    seat = post_seat(province.post(name).pk)
    rows = Notice.objects.filter(seat=seat, key__startswith="documents.escalate:").order_by("pk")
    return list(rows.values_list("sentence", flat=True))


def test_an_arrival_is_late_from_the_end_of_its_day_until_it_is_registered(province: World) -> None:
    entry = sent(province)
    assert late(province, "SNV", moment(date(2026, 11, 25), 23)) == []
    assert late(province, "SNV", TOMORROW) == [("receive", False)]
    documents.register_arrival(entry.document.recipients.get(), by=province.actor("snv_clerk"), at=TOMORROW)
    assert late(province, "SNV", TOMORROW) == []


def test_what_is_registered_is_to_be_passed_on_by_the_next_working_day(province: World) -> None:
    entry = province.incoming(urgency=0)
    assert late(province, "UBND", moment(date(2026, 11, 26), 23)) == []
    assert late(province, "UBND", DAY_AFTER) == [("pass_on", False)]
    documents.present(entry, leader=province.post("chairman"), by=province.actor("clerk"), at=DAY_AFTER)
    assert late(province, "UBND", DAY_AFTER) == []


def test_a_transfer_passes_it_on_too_unless_it_is_taken_back(province: World) -> None:
    entry, clerk = province.incoming(urgency=0), province.actor("clerk")
    (routing,) = documents.forward(entry, to=[(province.post("chief"), "handle")], by=clerk, at=NOW)
    assert late(province, "UBND", DAY_AFTER) == []
    documents.withdraw(routing, by=clerk, at=NOW)
    Entry.objects.filter(pk=entry.pk).update(state="registered")
    assert late(province, "UBND", DAY_AFTER) == [("pass_on", False)]


def test_what_a_leader_sent_back_was_laid_before_him_once(province: World) -> None:
    entry = province.incoming(urgency=0)
    documents.present(entry, leader=province.post("chairman"), by=province.actor("clerk"), at=NOW)
    documents.withdraw_presentation(entry, by=province.actor("chairman"), at=NOW)
    assert late(province, "UBND", DAY_AFTER) == []


def test_urgent_is_half_an_hour_or_what_the_agency_has_set(province: World) -> None:
    sent(province, urgency=1)
    assert late(province, "SNV", NOW + timedelta(minutes=29)) == []
    assert late(province, "SNV", NOW + timedelta(minutes=30)) == [("receive", True)]
    set_rhythm(
        province.units["SNV"], from_day=NOW.date(), remind_before=[1], head_from=0, closes=moment(NOW.date(), 16).time(),
        urgent_minutes=60, by=province.actor("admin"), at=NOW,
    )  # fmt: skip
    assert late(province, "SNV", NOW + timedelta(minutes=30)) == []


def test_the_office_hears_first_and_the_head_a_working_day_later_each_once(province: World) -> None:
    province.incoming(urgency=0)
    for at in (DAY_AFTER, DAY_AFTER + timedelta(hours=1)):
        escalate_at(at)
    assert heard(province, "chief") == ["1 văn bản đến chậm tiếp nhận, chậm trình"]
    assert heard(province, "chairman") == []
    monday = moment(date(2026, 11, 30), 7)
    for at in (monday, monday + timedelta(days=1)):
        escalate_at(at)
    assert heard(province, "chief") == heard(province, "chairman") == ["1 văn bản đến chậm tiếp nhận, chậm trình"]
    assert ClockAlarm.objects.count() == 2


def test_without_an_office_the_head_hears_at_once(province: World) -> None:
    sent(province)
    escalate_at(TOMORROW)
    assert heard(province, "snv_head") == ["1 văn bản đến chậm tiếp nhận, chậm trình"]


def test_urgent_goes_to_both_at_once_at_night_and_ordinary_waits_for_the_morning(province: World) -> None:
    telegram = province.incoming(urgency=3)
    province.incoming(urgency=0, symbol="9/CĐ-TTg")
    escalate_at(moment(date(2026, 11, 28), 2))
    sentence = f"{telegram.document}: quá hạn trình từ 09:30 25/11"
    assert heard(province, "chief") == heard(province, "chairman") == [sentence]
    notice = Notice.objects.filter(key__startswith="documents.escalate:").first()
    assert notice is not None and notice.at_once and telegram.document.symbol not in notice.outside


def test_nobody_escalates_in_the_name_of_the_clock(province: World) -> None:
    with pytest.raises(Forbidden):
        documents.escalate(province.units["SNV"], by=province.actor("snv_head"), at=NOW)


def test_the_queue_says_how_long_is_left(province: World, client: Client) -> None:
    sent(province)
    client.force_login(province.user("snv_clerk"))
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert "Còn 7 giờ trong ngày" in client.get("/documents/arrivals").content.decode()
        assert "Không có văn bản nào chậm" in client.get("/documents/late").content.decode()


def test_the_list_names_the_clause(province: World, client: Client) -> None:
    sent(province)
    with time_machine.travel(TOMORROW, tick=False):
        client.force_login(province.user("snv_clerk"))
        page = client.get("/documents/late").content.decode()
        shown = client.get(f"/documents/{Entry.objects.get(direction='out').document_id}").content.decode()
    assert "Quá hạn tiếp nhận từ 26/11" in page
    assert "Điều 21.2c NĐ 30/2020/NĐ-CP" in page
    assert "Quá hạn tiếp nhận từ 26/11" in shown
