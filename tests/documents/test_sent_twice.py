"""A form that is sent twice, by a double click or by going back, makes one entry and takes one number."""

import re
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import JournalLine
from dondoc.documents.models import Document, Number
from tests.world import World, pdf

KEY = re.compile(r'name="form_key" value="([0-9a-f-]{36})"')


def _issue(client: Client, province: World, key: str) -> str:
    answer = client.post(
        reverse("documents:issue"),
        {
            "form_key": key,
            "type": province.type("TB").pk,
            "abstract": "Thông báo nghỉ lễ",
            "signer": province.post("chairman").pk,
            "recipients": [province.units["STC"].pk],
            "urgency": "0",
            "files": SimpleUploadedFile("tb.pdf", pdf("a signed notice")),
        },
    )
    assert answer.status_code == 302
    return str(answer["Location"])


def _shown(client: Client) -> str:
    found = KEY.search(client.get(reverse("documents:issue")).content.decode())
    assert found is not None
    return found[1]


def test_the_second_click_on_issue_leads_to_the_first_document(province: World) -> None:
    client = Client()
    client.force_login(province.user("clerk"))
    key = _shown(client)
    assert _issue(client, province, key) == _issue(client, province, key)
    assert Document.objects.count() == Number.objects.filter(register__direction="out").count() == 1
    assert [line.outcome for line in JournalLine.objects.filter(verb="documents.issue")] == ["done", "done"]


def test_another_form_makes_another_document(province: World) -> None:
    client = Client()
    client.force_login(province.user("clerk"))
    assert _shown(client) != _shown(client)
    assert _issue(client, province, _shown(client)) != _issue(client, province, _shown(client))


def test_a_refused_form_keeps_its_key(province: World) -> None:
    client = Client()
    client.force_login(province.user("clerk"))
    key = _shown(client)
    found = KEY.search(client.post(reverse("documents:issue"), {"form_key": key}).content.decode())
    assert found is not None and found[1] == key


def test_the_same_arrival_sent_twice_is_registered_once(province: World) -> None:
    key = UUID("12345678-1234-5678-1234-567812345679")
    assert province.incoming(form_key=key) == province.incoming(form_key=key)
    assert Document.objects.count() == 1
