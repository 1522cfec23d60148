"""The journal's page: who may read it, of which agency, and that it holds no text of a document."""

import pytest
from django.test import Client
from django.urls import reverse

from dondoc.audit import seals
from dondoc.audit.journal import ACTIONS
from dondoc.lib.errors import Forbidden
from dondoc.lib.verbs import VERBS
from dondoc.portal.queries import journal
from tests.world import NOW, World


def _page(province: World, username: str, **asked: str) -> tuple[int, str]:
    client = Client()
    client.force_login(province.user(username))
    answer = client.get(reverse("portal:journal"), asked)
    return answer.status_code, answer.content.decode()


def test_every_verb_has_its_words() -> None:
    assert set(ACTIONS) == set(VERBS)


@pytest.mark.parametrize("username", ["snv_officer", "clerk", "archivist", "snv_unit_head"])
def test_others_do_not_read_it(province: World, username: str) -> None:
    assert _page(province, username)[0] == 403


def test_a_head_reads_the_lines_of_his_agency_only(province: World) -> None:
    province.issue()
    own = {line.verb for line in journal(province.actor("chairman"))}
    assert "documents.issue" in own
    assert "documents.issue" not in {line.verb for line in journal(province.actor("snv_head"))}
    assert "documents.issue" in {line.verb for line in journal(province.actor("admin"))}


def test_a_refused_act_is_listed_as_refused(province: World) -> None:
    with pytest.raises(Forbidden):
        province.issue(by=province.actor("coordinator"))
    status, text = _page(province, "chief", outcome="no")
    assert status == 200 and "Không có quyền" in text and "Võ Thị Tuyết" in text


def test_no_abstract_is_shown(province: World) -> None:
    province.issue(abstract="Nội dung riêng tư của văn bản")
    assert "riêng tư" not in _page(province, "chairman")[1]


def test_sealed_lines_say_so(province: World) -> None:
    province.issue()
    assert "Đã niêm" not in _page(province, "chairman")[1]
    seals.seal(at=NOW)
    assert "Đã niêm" in _page(province, "chairman")[1]
