"""Paper by the pile: files wait, are registered one by one, split, joined, set aside; nothing is lost or doubled."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from dondoc.documents import actions, queries
from dondoc.documents.actions.pending import part_name
from dondoc.documents.models import Entry, PendingFile
from dondoc.files import queries as files
from dondoc.lib.errors import Forbidden, Refused, WrongState
from tests.files import making
from tests.world import NOW, World, book, pdf, scan_png

pytestmark = pytest.mark.django_db
SECRET = making.pdf(making.HEAD + making.STAMP + "[TUYỆT MẬT]")


def added(world: World, content: bytes = b"", name: str = "a.pdf", by: str = "clerk") -> PendingFile:
    given = BytesIO(content or pdf(f"paper {name}"))
    return actions.add_pending(given, name=name, by=world.actor(by), at=NOW)


def facts(world: World, **more: object) -> dict[str, object]:
    return {
        "type_": world.type("CĐ"), "symbol": "5/CĐ-TTg", "issuer_name": "Thủ tướng Chính phủ", "abstract": "Mưa lũ",
        "issued_on": NOW.date(),
    } | more  # fmt: skip


def registered(world: World, pending: PendingFile, **more: object) -> Entry:
    return actions.register_pending(pending, **facts(world, **more), by=world.actor("clerk"), at=NOW)


def test_a_file_waits_and_becomes_the_file_of_an_arrival(province: World) -> None:
    pending = added(province)
    assert list(queries.pending(province.actor("clerk"))) == [pending]
    entry = registered(province, pending)
    pending.refresh_from_db()
    assert (pending.state, pending.entry, pending.settled_by) == ("registered", entry, province.user("clerk"))
    assert [held.stored_id for held in entry.document.files.all()] == [pending.stored_id]
    assert not queries.pending(province.actor("clerk")).exists()


def test_the_same_bytes_wait_once_in_each_agency(province: World) -> None:
    content = pdf("one paper")
    first = added(province, content)
    assert added(province, content, name="b.pdf") == first
    assert added(province, content, by="snv_clerk") != first
    assert PendingFile.objects.count() == 2


def test_only_the_registry_of_the_agency_sees_and_handles_it(province: World) -> None:
    pending = added(province)
    for username in ("snv_clerk", "chairman", "chief", "admin", "archivist"):
        assert not PendingFile.objects.visible_to(province.actor(username)).exists()
        with pytest.raises(Forbidden):
            actions.set_aside_pending(pending, reason="x", by=province.actor(username), at=NOW)
    with pytest.raises(Forbidden):
        added(province, by="snv_officer")


def test_a_second_clerk_is_told_who_was_first(province: World) -> None:
    pending = added(province)
    entry = registered(province, pending)
    with pytest.raises(WrongState) as refused:
        registered(province, pending, symbol="6/CĐ-TTg")
    assert dict(refused.value.changed)["Số đến"] == str(entry.number.number)
    assert Entry.objects.filter(direction="in").count() == 1


def test_what_the_rules_refuse_leaves_the_file_waiting_and_takes_no_number(province: World) -> None:
    pending = added(province)
    with pytest.raises(Refused):
        registered(province, pending, abstract="")
    pending.refresh_from_db()
    assert pending.state == "waiting" and not Entry.objects.exists()


def test_a_file_that_is_registered_already_is_pointed_out(province: World) -> None:
    content = pdf("twice")
    entry = registered(province, added(province, content))
    again = added(province, content)
    clerk = province.actor("clerk")
    assert queries.registered_with(clerk, [again]) == {again.stored_id: entry.document}
    with pytest.raises(Refused) as asked:
        registered(province, again, symbol="9/CĐ-TTg")
    assert "duplicate" in {finding.code for finding in asked.value.findings}
    assert registered(province, again, symbol="9/CĐ-TTg", confirmed=["duplicate"]).document != entry.document


def test_a_scan_asks_and_a_secret_leaves_nothing(province: World) -> None:
    clerk = province.actor("clerk")
    with pytest.raises(Refused) as asked:
        actions.add_pending(BytesIO(scan_png()), name="s.png", by=clerk, at=NOW)
    assert [finding.code for finding in asked.value.findings] == ["not_secret"]
    assert actions.add_pending(BytesIO(scan_png()), name="s.png", not_secret=True, by=clerk, at=NOW).state == "waiting"
    with pytest.raises(Refused) as secret:
        added(province, SECRET)
    assert [finding.code for finding in secret.value.findings] == ["secret"]
    assert PendingFile.objects.count() == 1


def test_a_file_is_split_where_other_documents_begin(province: World) -> None:
    clerk = province.actor("clerk")
    whole = added(province, book(6), name="quet.pdf")
    made = actions.split_pending(whole, parts=actions.cut(whole, [3, 4]), by=clerk, at=NOW)
    whole.refresh_from_db()
    assert whole.state == "replaced"
    assert [one.name for one in made] == ["quet (trang 1-2).pdf", "quet (trang 3).pdf", "quet (trang 4-6).pdf"]
    assert [one.stored.page_count for one in made if one.stored] == [2, 1, 3]
    assert [(part.first_page, part.last_page) for part in whole.made_of_it.order_by("pk")] == [(1, 2), (3, 3), (4, 6)]
    assert whole.stored is not None and files.is_intact(whole.stored)
    assert list(queries.pending(clerk)) == made


@pytest.mark.parametrize(("starts", "code"), [([], "one_part"), ([9], "no_page"), ([0, 2], "no_page")])
def test_a_split_that_cannot_be_is_refused(province: World, starts: list[int], code: str) -> None:
    whole = added(province, book(3))
    with pytest.raises(Refused) as refused:
        actions.cut(whole, starts)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_a_part_with_a_secrecy_mark_undoes_the_whole_split(province: World) -> None:
    secret = pikepdf.open(BytesIO(SECRET))
    plain = pikepdf.open(BytesIO(pdf("Công văn")))
    plain.pages.extend(secret.pages)
    out = BytesIO()
    plain.save(out)
    whole = added(province, out.getvalue())
    with pytest.raises(Refused) as refused:
        actions.split_pending(whole, parts=actions.cut(whole, [2]), by=province.actor("clerk"), at=NOW)
    assert [finding.code for finding in refused.value.findings] == ["secret"]
    assert list(queries.pending(province.actor("clerk"))) == [whole]


def test_a_signed_file_is_neither_split_nor_joined(province: World) -> None:
    signed = added(province, book(2) + b"\n% /ByteRange [0 1 2 3]\n%%EOF")
    for make in (lambda: actions.cut(signed, [2]), lambda: actions.put_together([signed, added(province)])):
        with pytest.raises(Refused) as refused:
            make()
        assert [finding.code for finding in refused.value.findings] == ["signed"]


def test_files_are_joined_in_their_order(province: World) -> None:
    clerk = province.actor("clerk")
    sources = [added(province, book(2, "hai"), name="b.pdf"), added(province, book(1, "mot"), name="c.pdf")]
    content, seen = actions.put_together(sources)
    made = actions.join_pending(sources, content=content, seen=seen, by=clerk, at=NOW)
    assert made.name == "b (ghép 2 tệp).pdf" and made.stored is not None and made.stored.page_count == 3
    text = files.text_of(made.stored)
    assert text.index("hai so 2") < text.index("mot so 1")
    assert list(queries.pending(clerk)) == [made]
    with pytest.raises(WrongState):
        actions.join_pending(sources, content=content, seen=seen, by=clerk, at=NOW)


def test_a_file_set_aside_can_be_brought_back(province: World) -> None:
    clerk, pending = province.actor("clerk"), added(province)
    with pytest.raises(Refused):
        actions.set_aside_pending(pending, reason=" ", by=clerk, at=NOW)
    actions.set_aside_pending(pending, reason="Quét hai lần", by=clerk, at=NOW)
    assert [one.reason for one in queries.set_aside(clerk)] == ["Quét hai lần"]
    assert not queries.pending(clerk).exists()
    actions.bring_back_pending(pending, by=clerk, at=NOW)
    assert list(queries.pending(clerk)) == [pending]


def test_names_of_parts_stay_within_bounds() -> None:
    assert part_name("x" * 400 + ".pdf", 1, 12).endswith("(trang 1-12).pdf")
    assert len(part_name("x" * 400, 100, 120)) <= 255


def signed_in(client: Client, world: World, username: str) -> Client:
    client.force_login(world.user(username))
    return client


def test_a_pile_is_dropped_and_each_file_is_told_of(client: Client, province: World) -> None:
    clerk = signed_in(client, province, "clerk")
    pile = [
        named("a.pdf", pdf("a")),
        named("b.pdf", b"%PDF-1.7 broken"),
        named("c.png", scan_png()),
        named("d.pdf", pdf("d")),
    ]
    told = clerk.post("/documents/pending", {"files": pile}, HTTP_ACCEPT="application/json").json()["files"]
    assert [(one["name"], one["refused"], one["asks"]) for one in told] == [
        ("a.pdf", False, False), ("b.pdf", True, False), ("c.png", True, True), ("d.pdf", False, False),
    ]  # fmt: skip
    assert "hỏng" in told[1]["sentence"]
    page = clerk.get("/documents/arrivals").content.decode()
    assert "a.pdf" in page and "d.pdf" in page and "b.pdf" not in page


def named(name: str, content: bytes) -> BytesIO:
    made = BytesIO(content)
    made.name = name
    return made


def test_registering_leads_to_the_next_file_and_at_last_to_the_queue(client: Client, province: World) -> None:
    clerk = signed_in(client, province, "clerk")
    first, second = added(province, name="1.pdf"), added(province, name="2.pdf")
    typed = {
        "symbol": "5/CĐ-TTg",
        "issuer_name": "Thủ tướng Chính phủ",
        "abstract": "Mưa lũ",
        "issued_on": "25/11/2026",
    }
    wrong = clerk.post(f"/documents/pending/{first.pk}/register", typed | {"abstract": ""})
    assert wrong.status_code == 200 and "5/CĐ-TTg" in wrong.content.decode()
    answer = clerk.post(f"/documents/pending/{first.pk}/register", typed)
    assert answer["Location"] == f"/documents/pending/{second.pk}/register"
    answer = clerk.post(f"/documents/pending/{second.pk}/register", typed | {"symbol": "6/CĐ-TTg"})
    assert answer["Location"] == "/documents/arrivals"
    again = clerk.post(f"/documents/pending/{first.pk}/register", typed | {"symbol": "7/CĐ-TTg"})
    assert again.status_code == 409 and Entry.objects.count() == 2


def test_the_page_of_splitting_keeps_what_was_chosen(client: Client, province: World) -> None:
    clerk = signed_in(client, province, "clerk")
    whole = added(province, book(3))
    assert clerk.get(f"/documents/pending/{whole.pk}/pages/2").headers["Content-Type"] == "image/png"
    empty = clerk.post(f"/documents/pending/{whole.pk}/split", {})
    assert "ít nhất một trang" in empty.content.decode()
    assert clerk.post(f"/documents/pending/{whole.pk}/split", {"starts": ["2"]}).status_code == 302
    assert queries.pending(province.actor("clerk")).count() == 2
