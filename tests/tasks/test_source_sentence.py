"""Each task keeps the sentence that gave it: its words, and where they stand in the document's text."""

from django.test import Client
from django.urls import reverse

from dondoc.documents.queries import text_of
from dondoc.tasks.models import Task
from tests.world import World

SENTENCE = "Giao So Noi vu xay dung ke hoach."


def _assign(province: World, quote: str) -> Task:
    document = province.issue(files=[(province.pdf(f"Mo dau. {SENTENCE} Het."), "ct.pdf")]).document
    client = Client()
    client.force_login(province.user("chief"))
    page = client.get(reverse("tasks:assign", args=[document.pk]))
    assert SENTENCE in page.content.decode()
    typed = {"count": "1", "t0-content": "Xây dựng kế hoạch", "t0-lead": province.units["SNV"].pk, "t0-quote": quote}
    answer = client.post(reverse("tasks:assign", args=[document.pk]), typed)
    assert answer.status_code == 302
    return Task.objects.get(document=document)


def test_the_chosen_sentence_is_kept_with_its_place(province: World) -> None:
    task = _assign(province, SENTENCE)
    assert task.document is not None
    assert text_of(task.document)[task.quote_start : task.quote_end] == SENTENCE == task.quote


def test_the_task_shows_the_sentence_and_its_page(province: World) -> None:
    task = _assign(province, SENTENCE)
    client = Client()
    client.force_login(province.user("snv_head"))
    shown = client.get(reverse("tasks:detail", args=[task.pk])).content.decode()
    assert SENTENCE in shown and "Trích trang 1 của văn bản giao" in shown


def test_words_that_are_not_in_the_text_are_kept_without_a_place(province: World) -> None:
    task = _assign(province, "Lời nói trong cuộc họp")
    assert (task.quote, task.quote_start, task.quote_end) == ("Lời nói trong cuộc họp", None, None)


def test_a_scan_without_text_shows_its_pages_instead(province: World) -> None:
    document = province.issue(files=[(province.scan(), "ct.pdf")]).document
    client = Client()
    client.force_login(province.user("chief"))
    page = client.get(reverse("tasks:assign", args=[document.pk])).content.decode()
    assert "data-quote" not in page and "/pages/0" in page
