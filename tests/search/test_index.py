"""Indexing, indexing anew, and the engine's own structure kept in step by the database."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import F

from dondoc.search import index
from dondoc.search.models import SearchRow
from dondoc.search.queries import matching

pytestmark = pytest.mark.django_db


def put(number, *texts, kind="document"):
    index.put(kind, number, texts=texts, day=date(2026, 11, 24), sort_key=number)


def found(text):
    return set(matching("document", text))


def test_indexed_anew_is_found_by_the_new_words_only():
    put(1, "Báo cáo quý một")
    put(1, "Tờ trình")
    assert SearchRow.objects.count() == 1
    assert (found("báo cáo"), found("tờ trình")) == (set(), {1})


def test_an_undone_change_leaves_the_index_as_it_was():
    put(1, "Báo cáo")
    with pytest.raises(RuntimeError), transaction.atomic():
        put(1, "Tờ trình")
        put(2, "Báo cáo")
        raise RuntimeError
    assert (found("báo cáo"), found("tờ trình")) == ({1}, set())


def test_rows_written_in_bulk_or_by_update_are_found():
    """Loaders and repairs write rows without `put`: the database keeps the full text in step."""
    SearchRow.objects.bulk_create(
        SearchRow(kind="document", subject_id=n, sort_key=n, tokens=index.tokens_of([f"Tài liệu số {n}"]))
        for n in range(1, 30)
    )
    assert found("tai lieu 7") == {7}
    SearchRow.objects.filter(subject_id=7).update(tokens=index.tokens_of(["Khác hẳn"]))
    assert (found("tai lieu 7"), found("khác hẳn")) == (set(), {7})


def test_removed_rows_are_not_found():
    put(1, "Báo cáo")
    put(2, "Báo cáo")
    SearchRow.objects.filter(subject_id=1).delete()
    assert found("báo cáo") == {2}


def test_a_change_of_other_columns_keeps_the_words():
    put(1, "Báo cáo")
    SearchRow.objects.update(sort_key=F("sort_key") + 1)
    assert found("báo cáo") == {1}


def test_the_engines_structure_is_whole_after_many_changes():
    for turn in range(3):
        for number in range(1, 15):
            put(number, f"Lượt {turn} việc {number}", "Công văn" * (number % 3))
    SearchRow.objects.filter(subject_id__gt=10).delete()
    assert found("luot 2") == set(range(1, 11))
    assert found("luot 1") == set() | {1}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("texts", [[], [""], ["…", "漢字"]])
def test_a_record_without_words_is_indexed_and_found_by_its_day(texts):
    put(1, *texts)
    assert found("24/11/2026") == {1}


def test_tokens_are_ascii_and_each_once():
    tokens = index.tokens_of(["Quyết định 06/QĐ-UBND", "quyết định"]).split(" ")
    assert len(tokens) == len(set(tokens))
    assert all(token.isascii() and token.isalnum() and token == token.lower() for token in tokens)


@pytest.mark.parametrize("letter", ["a", "ệ"])
def test_an_endless_word_is_indexed_and_found(letter):
    """A pasted text without spaces must not make the act fail; PostgreSQL takes no word above 2 kB."""
    put(1, "Báo cáo " + letter * 5000)
    put(2, "Báo cáo " + letter * 50)
    assert found("báo cáo") == {1, 2}
    assert found(letter * 5000) == {1}
    assert found(letter * 50 + " bao cao") == {2}


def test_a_very_long_text_is_indexed():
    text = " ".join(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}ế{n}" for n in range(60000))
    put(1, "Mở đầu", text)
    assert found("mo dau") == {1}
    assert found("59999") == {1}


def test_a_record_is_indexed_once():
    put(1, "Báo cáo")
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        SearchRow.objects.create(kind="document", subject_id=1, sort_key=1, tokens="x")
