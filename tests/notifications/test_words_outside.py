"""What mail and webhooks say of a notice: every kind there is has words of its own, and none carries a text."""

import re

from dondoc.lib.verbs import NOTICES
from dondoc.notifications.models import Notice
from dondoc.notifications.queries import words_outside
from tests.architecture.rules import modules

# These say with each notice what may be said outside.
SAY_IT_THEMSELVES = {"tasks.remind", "documents.escalate"}


def test_every_notice_of_the_product_has_its_words() -> None:
    keys: set[str] = set()
    for path in modules():
        if "actions" in path.parts and path.parts[-3] in ("tasks", "documents"):
            text = path.read_text()
            keys |= set(re.findall(r'key=f"([a-z_.]+):', text))
            keys |= {f"tasks.{verb}" for verb in re.findall(r'verb="([a-z_]+)"', text)}
    assert len(keys) >= 12
    assert keys - SAY_IT_THEMSELVES == set(NOTICES)


def test_the_id_is_said_where_the_page_has_one() -> None:
    notice = Notice(key="tasks.assign:7:0:u3", url="/tasks/7", sentence="Nhiệm vụ mới: Lập kế hoạch MAT")
    assert words_outside(notice) == "Nhiệm vụ mới (mã 7)"
    assert words_outside(Notice(key="documents.issue:7:u3", url="/documents/arrivals")) == "Văn bản mới chờ tiếp nhận"


def test_what_a_notice_says_itself_goes_first() -> None:
    notice = Notice(key="tasks.remind:7:2026-11-25:p1", url="/tasks/7", outside="Nhiệm vụ mã 7: quá hạn")
    assert words_outside(notice) == "Nhiệm vụ mã 7: quá hạn"
