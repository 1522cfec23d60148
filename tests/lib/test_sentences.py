"""Sentences keep their places: what is quoted from a document is found in it again."""

from hypothesis import given
from hypothesis import strategies as st

from dondoc.lib.sentences import flatten, locate, sentences

TEXT = flatten(
    [
        "Chủ tịch yêu cầu:\r\n1. Rà soát hằng tuần. Giao Sở Nội vụ chủ trì\r\nxây dựng Kế hoạch; báo cáo.",
        "2. Đúng hạn. Giao Sở Tài chính báo cáo.",
    ]
)


def test_every_sentence_stands_where_it_says() -> None:
    found = sentences(TEXT)
    assert [s.text for s in found] == [
        "Chủ tịch yêu cầu:",
        "1. Rà soát hằng tuần.",
        "Giao Sở Nội vụ chủ trì xây dựng Kế hoạch; báo cáo.",
        "2. Đúng hạn.",
        "Giao Sở Tài chính báo cáo.",
    ]
    assert all(TEXT[s.start : s.end] == s.text for s in found)
    assert [s.page for s in found] == [1, 1, 1, 2, 2]


def test_a_point_of_a_clause_begins_a_sentence() -> None:
    text = "2. Về thẩm quyền: a) Tự quyết định; đ) Nêu ý kiến khác nhau."
    assert [s.text for s in sentences(text)] == ["2. Về thẩm quyền:", "a) Tự quyết định;", "đ) Nêu ý kiến khác nhau."]


def test_a_quote_is_found_however_it_is_spaced() -> None:
    start, end = locate(TEXT, "Giao Sở Nội vụ\n chủ trì  xây dựng") or (0, 0)
    assert TEXT[start:end] == "Giao Sở Nội vụ chủ trì xây dựng"


def test_a_quote_may_run_over_the_end_of_a_page() -> None:
    assert locate(TEXT, "báo cáo. 2. Đúng hạn") is not None


def test_what_is_not_there_is_not_found() -> None:
    assert locate(TEXT, "Giao Sở Y tế") is None
    assert locate(TEXT, "  ") is None


@given(st.lists(st.text(max_size=80), max_size=4))
def test_no_word_is_lost_between_sentences(pages: list[str]) -> None:
    text = flatten(pages)
    assert " ".join(s.text for s in sentences(text)).split() == text.split()
