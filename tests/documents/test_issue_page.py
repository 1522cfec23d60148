"""Issuing by the form: what the form hands over is what the action takes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.documents.models import Document
from tests import world


@pytest.mark.parametrize("level", ["", "0", "3"])
def test_every_urgency_is_a_number_for_the_action(province: world.World, client: Client, level: str) -> None:
    client.force_login(province.user("clerk"))
    typed = {"type": province.type("CT").pk, "abstract": "Về việc trực Tết", "signer": province.post("chairman").pk}
    scan = SimpleUploadedFile("ct.pdf", world.pdf("chi thi"))
    typed |= {"recipients": province.units["SNV"].pk, "urgency": level, "files": scan}
    answer = client.post("/documents/issue", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Document.objects.get(abstract="Về việc trực Tết").urgency == int(level or 0)
