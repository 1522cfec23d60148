"""What is typed finds the same records on both engines as plain comparing of words does."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.lib import folding
from dondoc.organization.models import Kind
from dondoc.search import index
from dondoc.search.models import SearchRow
from dondoc.search.queries import matching
from tests.search.corpus import CORPUS, DAYS, KIND

WORDS = sorted({word for texts in CORPUS.values() for text in texts for word in text.split()})


def found(text, kind=KIND):
    return set(matching(kind, text))


def slowly(corpus, text):
    """The reference: every token of the query is a token, or the beginning of one, of the record's texts."""
    query = folding.parse_query(text)
    if not query.tokens and query.day is None:
        return set()
    hits = set()
    for number, texts in corpus.items():
        if query.day is not None and query.day != DAYS[number]:
            continue
        words = {token for part in texts for token in folding.tokens(part)}
        if all(
            any(word.startswith(token.text) if token.prefix else word == token.text for word in words)
            for token in query.tokens
        ):
            hits.add(number)
    return hits


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("06/CT-UBND", {1}),
        ("06/ct-ubnd", {1}),
        ("6/CT-UBND", {1}),
        ("Số: 06/CT-UBND", {1}),
        ("06CTUBND", {1}),
        ("06 ctubnd", {1}),
        ("06", {1, 5}),
        ("6", {1, 5}),
        ("007", {7}),
        ("28/2018/QĐ-TTg", {2}),
        ("28/2018/QĐ-TTG", {2}),
        ("28/2018/qd-ttg", {2}),
        ("128/Q\u00d0-UBND", {3}),
        ("128/QĐ-UBND", {3}),
        ("128", {3}),
        ("1280", {4}),
        ("12", set()),
        ("quyet dinh", {2, 3}),
        ("quyết định", {2, 3}),
        ("QUYẾT ĐỊNH", {2, 3}),
        ("quyết", {2, 3}),
        ("quyêt", {2, 3}),  # the tone is typed last
        ("quyêt dinh", set()),
        ("hoa binh", {3}),
        ("hòa bình", {3}),
        ("hoà bình", {3}),
        ("Hòa", {3, 10}),
        ("hóa", set()),
        ("đồng văn", {4}),
        ("đồng vân", {7}),
        ("dong van", {4, 7}),
        ("uỷ ban nhân dân", {1, 3, 8}),
        ("ủy ban nhân dân", {1, 3, 8}),
        ("benh so", {4}),
        ("bệnh sởi", {4}),
        ("bệnh sớm", set()),
        ("tiem ch", {5}),
        ("ch tiem", set()),
        ("15/QyĐ-STP", {6}),
        ("15/QYĐ-STP", {6}),
        ("200", {8}),
        ("200b", {8}),
        ("nguyen thi hoa", {10}),
        ("03/11/2026", {3}),
        ("ngay 3/11/2026", set()),
        ("quyet dinh 03/11/2026", {3}),
        ("quyet dinh 04/11/2026", set()),
        ("31/02/2026", set()),
        ("", set()),
        ("   ", set()),
        ("/-:;", set()),
        ("漢字", set()),
    ],
)
def test_finds(corpus, typed, expected):
    assert found(typed) == expected
    assert slowly(corpus, typed) == expected


def test_decomposed_typing_finds_the_same(corpus):
    assert found(unicodedata.normalize("NFD", "quyết định")) == {2, 3}


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        "a' b",
        '"quyet',
        "quyet' | 'x",
        "quyet & !dinh",
        "quyet:*",
        "NEAR(quyet dinh)",
        "quyet OR hoa",
        "tokens:quyet",
        "^quyet",
        "-quyet",
        "*",
        "\\",
        "%s",
        "%",
        "\x00quyet",
        "quyet\x00",
        "\ud800",
        "0vq",
        "٣/١١/٢٠٢٦",
        "99/99/9999",
        "00/00/0000",
        "½ ² ①",
        "İstanbul ﬁ ß",
        "😀",
        "a" * 5000,
        "đ" * 5000,
        "1" * 5000,
        "quyet " * 3000,
        " ".join(f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}" for n in range(1500)),
    ],
)
def test_no_query_raises(corpus, typed):
    assert found(typed) == slowly(corpus, typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_no_text_raises_and_both_ways_agree(corpus, typed):
    assert found(typed) == slowly(corpus, typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.integers(0, 4), st.booleans())
def test_words_of_the_corpus_agree_with_the_reference(corpus, words, cut, folded):
    typed = " ".join(words)
    typed = typed[: len(typed) - cut] if cut else typed
    typed = folding.fold(typed) if folded else typed
    assert found(typed) == slowly(corpus, typed)


def test_is_a_subquery_of_another_table(corpus):
    """The owning app narrows what its actor sees by it, in one statement."""
    for number in (1, 2):
        index.put("kind", number, texts=["Uỷ ban nhân dân"], day=None, sort_key=number)
    assert set(Kind.objects.filter(pk__in=matching("kind", "uy ban")).values_list("pk", flat=True)) == {1, 2}
    assert not Kind.objects.filter(pk__in=matching("kind", "so y te")).exists()


def test_is_a_subquery_of_its_own_table(corpus):
    rows = SearchRow.objects.filter(subject_id__in=matching(KIND, "quyết định"))
    assert set(rows.values_list("subject_id", flat=True)) == {2, 3}


def test_kinds_do_not_mix(corpus):
    index.put("task", 77, texts=["Quyết định"], day=None, sort_key=1)
    assert found("quyết định") == {2, 3}
    assert found("quyết định", kind="task") == {77}


def test_asks_the_database_once_and_without_offset(corpus, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert found("quyết định 03/11/2026") == {3}
    assert "OFFSET" not in asked.captured_queries[0]["sql"].upper()


def test_the_engine_answers_from_its_full_text_index(db):
    SearchRow.objects.bulk_create(
        SearchRow(kind=KIND, subject_id=n, sort_key=n, tokens=index.tokens_of([f"{n}/CT-UBND", "Chỉ thị"]))
        for n in range(1, 3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_searchrow")
        if connection.vendor == "postgresql":
            # What the server does later by itself; so few rows would be read through otherwise.
            cursor.execute("SELECT gin_clean_pending_list('search_vector')")
            cursor.execute("SET LOCAL enable_seqscan = off")
    wanted = "search_vector" if connection.vendor == "postgresql" else "search_fts VIRTUAL TABLE INDEX"
    assert wanted in matching(KIND, "777/CT-UBND").explain()
    assert found("777/CT-UBND") == {777}
