"""Bad input on the pages of documents: told in Vietnamese beside the field, and nothing typed is lost."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.audit.journal import opened
from dondoc.documents import actions
from dondoc.documents.models import Document, Entry, Recipient, Register, Relation, Routing
from dondoc.lib.actor import SYSTEM
from tests.files import making
from tests.world import NOW, World, pdf

INCOMING = reverse("documents:register_incoming")
TYPED = {
    "symbol": "15/KH-BNV",
    "issuer_name": "Bộ Nội vụ",
    "abstract": "Về kế hoạch kiểm tra",
    "issued_on": "24/11/2026",
    "signer_name": "Trần Văn B",
    "note": "Bản giấy gửi sau",
    "urgency": "1",
}


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def clerk(province: World, client: Client) -> Client:
    client.force_login(province.user("clerk"))
    return client


def errors_of(page: str, field: str) -> list[str]:
    """What stands beside a field, where the field itself says that it is there (aria-describedby)."""
    found = re.findall(rf'<span class="dd-error" id="(id_{field}-error\d*)">(.*?)</span>', page, re.DOTALL)
    for named, _ in found:
        assert re.search(rf'aria-describedby="[^"]*\b{named}\b', page), f"{named} is not told to screen readers"
    return [" ".join(re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL).split()) for _, text in found]


def keeps(page: str, *texts: str) -> bool:
    return all(text in page for text in texts)


def send(world: World, client: Client, **more: Any) -> tuple[int, str]:
    answer = client.post(INCOMING, {"type": world.type("KH").pk} | TYPED | more)
    return answer.status_code, answer.content.decode()


def all_but(page: str, *changed: str) -> bool:
    """Everything of TYPED is still in the form, but the fields named."""
    return keeps(page, *(text for name, text in TYPED.items() if name not in (*changed, "urgency"))) and bool(
        re.search(r'value="1"[^>]*checked', page)
    )


def test_a_proper_arrival_is_registered(province: World, clerk: Client) -> None:
    assert send(province, clerk)[0] == 302
    assert Document.objects.get().abstract == "Về kế hoạch kiểm tra"


def test_a_wrong_date(province: World, clerk: Client) -> None:
    status, page = send(province, clerk, issued_on="31/02/2026", files=SimpleUploadedFile("kh.pdf", pdf("ke hoach")))
    assert status == 200 and errors_of(page, "issued_on") == [
        "Ngày không đúng. Ghi theo dạng ngày/tháng/năm, ví dụ 05/8/2026."
    ]
    assert all_but(page, "issued_on") and 'value="31/02/2026"' in page
    assert not Entry.objects.exists()
    (token,) = re.findall(r'name="kept" value="([^"]+)"', page)
    assert send(province, clerk, kept=token)[0] == 302
    assert [held.name for held in Document.objects.get().files.all()] == ["kh.pdf"]


def test_a_date_that_cannot_be(province: World, clerk: Client) -> None:
    _, page = send(province, clerk, issued_on="30/11/2026")
    (told,) = errors_of(page, "issued_on")
    assert told.startswith("Ngày văn bản không thể sau ngày đến.") and all_but(page, "issued_on")


def test_an_unpadded_number_is_registered_as_it_reads_and_warned_of(province: World, clerk: Client) -> None:
    answer = clerk.post(INCOMING, {"type": province.type("KH").pk} | TYPED | {"symbol": "5/KH-BNV"}, follow=True)
    assert "Số “5” dưới 10 chưa có số 0 đứng trước (05)." in answer.content.decode()
    assert Document.objects.get().symbol == "5/KH-BNV"


@pytest.mark.parametrize(
    ("type_", "told"), [("", "Hãy chọn tên loại."), ("999999", "Tên loại không có trong danh mục.")]
)
def test_an_unknown_type(province: World, clerk: Client, type_: str, told: str) -> None:
    _, page = send(province, clerk, type=type_, symbol="99/XYZ")
    assert errors_of(page, "type") == [told] and all_but(page, "symbol") and 'value="99/XYZ"' in page


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("rong.pdf", b"", "Tệp “rong.pdf” rỗng"),
        ("van-ban.docx", pdf("x"), "thực chất là"),
        ("phim.mp4", b"\x00\x00\x00\x18ftypmp42", "không phải loại được nhận"),
        ("hong.pdf", b"%PDF-1.7 hong", "bị hỏng"),
        ("khoa.pdf", pdf("x", password="kin"), "có mật khẩu"),
    ],
)
def test_a_file_that_is_not_taken(province: World, clerk: Client, name: str, content: bytes, told: str) -> None:
    good = SimpleUploadedFile("tot.pdf", pdf("tot"))
    _, page = send(province, clerk, files=[good, SimpleUploadedFile(name, content)])
    (beside,) = errors_of(page, "files")
    assert told in beside and all_but(page)
    assert len(re.findall(r'name="kept" value="([^"]+)"', page)) == 1 and "tot.pdf" in page
    assert not Entry.objects.exists()


def test_a_secret_file_is_refused_with_the_way_out(province: World, clerk: Client) -> None:
    secret = making.docx("MẬT", "Phương án riêng")
    _, page = send(province, clerk, files=SimpleUploadedFile("pa.docx", secret))
    (beside,) = errors_of(page, "files")
    assert "dấu “MẬT”" in beside and reverse("documents:record_pointer") in page and all_but(page)


@pytest.mark.parametrize(
    ("typed", "told"),
    [(unicodedata.normalize("NFD", "Về việc họp"), "Unicode dựng sẵn"), ("\u00d0ề án họp", "U+00D0")],
)
def test_decomposed_text_and_a_foreign_letter_are_put_right_and_told(
    province: World, clerk: Client, typed: str, told: str
) -> None:
    answer = clerk.post(INCOMING, {"type": province.type("KH").pk} | TYPED | {"abstract": typed}, follow=True)
    assert told in answer.content.decode()
    assert Document.objects.get().abstract in ("Về việc họp", "Đề án họp")


def test_a_duplicate_is_shown_asked_about_and_then_registered(province: World, clerk: Client) -> None:
    send(province, clerk)
    first = Document.objects.get()
    _, page = send(province, clerk)
    (told,) = errors_of(page, "symbol")
    assert "đã vào sổ" in told and 'name="duplicate"' in page and all_but(page)
    assert f'href="/documents/{first.pk}"' in page
    _, page = send(province, clerk, duplicate="on", issued_on="32/1/2026")
    assert re.search(r'name="duplicate"[^>]*checked', page), "the answer is not lost by another fault"
    assert send(province, clerk, duplicate="on")[0] == 302
    assert Entry.objects.count() == 2


def test_too_long_a_text_is_told_and_not_cut(province: World, clerk: Client) -> None:
    _, page = send(province, clerk, abstract="x" * 501)
    assert errors_of(page, "abstract") == ["Tối đa 500 ký tự."] and "x" * 501 in page


# Two clerks, two clicks.


def waiting(world: World) -> Recipient:
    return Recipient.objects.get(document=world.issue().document, unit=world.units["SNV"])


def test_two_clerks_register_the_same_item_and_the_second_is_told_what_changed(province: World, client: Client) -> None:
    item = waiting(province)
    client.force_login(province.user("snv_clerk"))
    path = reverse("documents:register_arrival", args=[item.pk])
    assert client.post(path).status_code == 302
    again = client.post(path, headers={"referer": "http://testserver/documents/arrivals"})
    page = again.content.decode()
    assert again.status_code == 409 and keeps(page, "Lê Thị Cúc, 10:00 25/11/2026", "Đã vào sổ", "Số đến")
    assert 'href="/documents/arrivals"' in page
    assert Entry.objects.filter(direction="in").count() == 1


def test_what_was_returned_meanwhile_cannot_be_registered(province: World, client: Client) -> None:
    item = waiting(province)
    actions.return_arrival(item, reason="Gửi nhầm", by=province.actor("snv_clerk"), at=NOW)
    client.force_login(province.user("snv_clerk"))
    answer = client.post(reverse("documents:register_arrival", args=[item.pk]))
    assert answer.status_code == 409 and keeps(answer.content.decode(), "Đã trả lại", "Gửi nhầm")


def test_a_second_transfer_taken_back_is_told(province: World, clerk: Client) -> None:
    entry = province.incoming()
    to = [(province.post("coordinator"), "handle")]
    (routing,) = actions.forward(entry, to=to, by=province.actor("clerk"), at=NOW)
    path = reverse("documents:withdraw", args=[routing.pk])
    assert [clerk.post(path).status_code for _ in range(2)] == [302, 409]


# A session that ended while somebody typed.


@pytest.mark.parametrize("where", [INCOMING, "/documents/arrivals?size=50"])
def test_an_ended_session_leads_back_to_the_page_on_which_it_was_typed(
    province: World, client: Client, where: str
) -> None:
    item = waiting(province)
    target = INCOMING if where == INCOMING else reverse("documents:return_arrival", args=[item.pk])
    answer = client.post(target, TYPED, headers={"referer": f"http://testserver{where}"}, follow=True)
    page = answer.content.decode()
    assert "Phiên làm việc đã hết hạn" in page and "chưa được lưu" in page
    assert answer.context["next"] == where
    signed_in = {"username": "snv_clerk", "password": "mat-khau-thu-nghiem", "next": answer.context["next"]}
    back = client.post(reverse("organization:sign_in"), signed_in)
    assert back.status_code == 302 and back["Location"] == where
    assert client.get(where).status_code == 200


def test_an_ended_session_never_leads_to_another_site(province: World, client: Client) -> None:
    answer = client.post(INCOMING, TYPED, headers={"referer": "http://evil.example/x"}, follow=True)
    assert answer.context["next"] == "/"


def test_a_form_without_its_token_is_told_that_the_session_ended(province: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(province.user("clerk"))
    answer = strict.post(INCOMING, TYPED)
    assert answer.status_code == 403 and "Phiên làm việc đã hết hạn" in answer.content.decode()


# The small forms on the page of a document and in lists.


def test_a_transfer_to_nobody_is_told_and_the_note_stays(province: World, clerk: Client) -> None:
    entry = province.incoming()
    typed = {"role": "join", "note": "Phối hợp với phòng"}
    answer = clerk.post(reverse("documents:forward", args=[entry.document_id]), typed)
    page = answer.content.decode()
    assert errors_of(page, "units") == ["Hãy chọn đơn vị hoặc người nhận."]
    assert 'value="Phối hợp với phòng"' in page and re.search(r'value="join"[^>]*checked', page)
    assert not Routing.objects.exists()


@pytest.mark.parametrize("typed", [{"role": "read"}, {"role": "handle", "units": "999999"}, {}])
def test_a_transfer_that_is_none_is_no_missing_page(province: World, clerk: Client, typed: dict[str, str]) -> None:
    entry = province.incoming()
    answer = clerk.post(reverse("documents:forward", args=[entry.document_id]), typed | {"note": "Kèm ý kiến"})
    assert answer.status_code == 200 and keeps(answer.content.decode(), "dd-error", "Kèm ý kiến")


def test_a_correction_without_its_reason_keeps_what_it_should_read(province: World, clerk: Client) -> None:
    document = province.incoming().document
    path = reverse("documents:correct", args=[document.pk])
    page = clerk.post(path, {"field": "abstract", "new": "Về bão số 9", "reason": ""}).content.decode()
    assert errors_of(page, "reason") == ["Hãy ghi lý do đính chính."] and "Về bão số 9" in page
    page = clerk.post(path, {"field": "issued_on", "new": "hôm qua", "reason": "Nhầm"}).content.decode()
    assert len(errors_of(page, "new")) == 1 and keeps(page, "hôm qua", "Nhầm")
    assert not document.corrections.exists()


def test_a_link_to_nothing_keeps_its_symbol(province: World, clerk: Client) -> None:
    document = province.issue().document
    path = reverse("documents:relate", args=[document.pk])
    page = clerk.post(path, {"kind": "amends", "other": "99/XYZ"}).content.decode()
    assert len(errors_of(page, "other")) == 1 and 'value="99/XYZ"' in page
    assert re.search(r'value="amends" selected', page) and not Relation.objects.exists()
    earlier = province.incoming().document
    assert clerk.post(path, {"kind": "answers", "other": "112 / cđ-ttg"}).status_code == 302
    again = clerk.post(path, {"kind": "answers", "other": earlier.symbol}).content.decode()
    assert errors_of(again, "other") == ["Liên kết này đã có."]


def test_a_return_without_its_reason_opens_the_same_item_again(province: World, client: Client) -> None:
    item = waiting(province)
    client.force_login(province.user("snv_clerk"))
    path = reverse("documents:return_arrival", args=[item.pk])
    for reason in ("", "x" * 501):
        page = client.post(path, {"reason": reason}).content.decode()
        assert len(errors_of(page, f"return{item.pk}_reason")) == 1
        assert '<details class="dd-pop" open>' in page and reason in page
    assert client.post(path, {"reason": "Nhầm"}).status_code == 302


def test_asking_without_a_reason_is_told_beside_it(province: World, clerk: Client) -> None:
    entry = province.incoming()
    to = [(province.post("coordinator"), "handle")]
    (routing,) = actions.forward(entry, to=to, by=province.actor("clerk"), at=NOW)
    opened(entry.document, by=province.actor("coordinator"), at=NOW)
    page = clerk.post(reverse("documents:withdraw", args=[routing.pk]), {"reason": " "}).content.decode()
    assert errors_of(page, f"ask{routing.pk}_reason") == ["Hãy ghi lý do đề nghị thu hồi."]


@pytest.mark.parametrize("typed", ["", "mười", "-1", "99999999999"])
def test_a_last_number_that_is_none_stays_in_its_row(province: World, client: Client, typed: str) -> None:
    register = actions.create_register(
        agency=province.units["UBND"], direction="out", name="Sổ chỉ thị", rules=[(province.type("CT"), "")],
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    client.force_login(province.user("chairman"))
    page = client.post(reverse("documents:open_register", args=[register.pk]), {"last_number": typed}).content.decode()
    assert len(errors_of(page, f"open{register.pk}_last_number")) == 1
    assert not typed or f'value="{typed}"' in page
    assert Register.objects.get(pk=register.pk).opened_at is None


def test_a_void_without_its_reason_is_told_in_its_row(province: World, clerk: Client) -> None:
    number = province.issue(recipients=[(None, "A")]).number
    path = reverse("documents:proof", args=[number.register_id, number.year])
    page = clerk.post(path, {"number": number.pk, "reason": ""}).content.decode()
    assert errors_of(page, f"void{number.pk}_reason") == ["Hãy ghi lý do hủy số."]
    assert clerk.post(path, {"number": "abc", "reason": "x"}).status_code == 404


def test_an_issue_that_is_refused_keeps_receivers_and_scan(province: World, clerk: Client) -> None:
    typed = {
        "type": province.type("CT").pk,
        "abstract": "Về trực Tết",
        "signer": province.post("chairman").pk,
        "recipients": [province.units["SNV"].pk],
        "others": "Công ty A",
        "issued_on": "20/11/2025",
        "copies": "hai",
        "files": SimpleUploadedFile("ct.pdf", pdf("chi thi")),
    }
    path = reverse("documents:issue")
    page = clerk.post(path, typed).content.decode()
    assert len(errors_of(page, "copies")) == 1
    assert re.search(rf'name="recipients" value="{province.units["SNV"].pk}"[^>]*checked', page)
    (token,) = re.findall(r'name="kept" value="([^"]+)"', page)
    again = typed | {"copies": "2", "kept": token}
    again.pop("files")
    page = clerk.post(path, again).content.decode()
    assert "không cấp số lùi" in page or len(errors_of(page, "issued_on")) == 1
    assert clerk.post(path, again | {"issued_on": ""}).status_code == 302
    assert Document.objects.get().symbol == "01/CT-UBND"


@pytest.mark.parametrize("verb", ["forward", "correct", "relate"])
def test_who_may_not_is_told_so_and_not_what_is_wrong_with_his_form(province: World, client: Client, verb: str) -> None:
    document = province.incoming().document
    client.force_login(province.user("inspector"))
    assert client.get(reverse("documents:detail", args=[document.pk])).status_code == 200
    assert client.post(reverse(f"documents:{verb}", args=[document.pk]), {}).status_code == 403
