"""A file that was refused is not forgotten: the arrival is not registered without it unless the clerk says so."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.documents.models import Document
from tests.world import World, scan_png

TYPED = {
    "symbol": "154/2024/NĐ-CP",
    "issuer_name": "Chính phủ",
    "abstract": "Quy định chi tiết một số điều",
    "urgency": "0",
}


def _scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("ban-quet.png", scan_png())


def _send(province: World, **more: object) -> tuple[int, str]:
    client = Client()
    client.force_login(province.user("clerk"))
    typed = TYPED | {"type": province.type("NĐ").pk} | more
    answer = client.post(reverse("documents:register_incoming"), typed)
    return answer.status_code, answer.content.decode()


def test_a_scan_is_asked_about_and_its_name_is_kept(province: World) -> None:
    status, page = _send(province, files=_scan())
    assert status == 200 and "dấu chỉ độ mật?" in page
    assert '<input type="hidden" name="not_taken" value="ban-quet.png">' in page
    assert not Document.objects.exists()


def test_the_answer_alone_does_not_register_without_the_file(province: World) -> None:
    status, page = _send(province, not_taken="ban-quet.png", not_secret="on")
    assert status == 200 and "Tệp “ban-quet.png” chưa được nhận lần trước. Hãy chọn lại tệp." in page
    assert not Document.objects.exists()


def test_the_file_chosen_again_with_the_answer_is_registered(province: World) -> None:
    status, _ = _send(province, not_taken="ban-quet.png", not_secret="on", files=_scan())
    assert status == 302
    assert [file.name for file in Document.objects.get().files.all()] == ["ban-quet.png"]


def test_the_clerk_may_decide_to_go_without_it(province: World) -> None:
    status, _ = _send(province, not_taken="ban-quet.png", without_file="on")
    assert status == 302
    assert not Document.objects.get().files.exists()
