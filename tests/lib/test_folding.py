"""One Unicode form, folded words, and the tokens both search engines share."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dondoc.lib.folding import MARKED, fold, marked, normalise, parse_query, tokens, what_changed

VIETNAMESE = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯ áàảãạắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵ0123456789/-.,")
)
DECOMPOSED = unicodedata.normalize("NFD", "Quyết định số 06")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        (DECOMPOSED, "Quyết định số 06"),
        ("Q\u00d0-UBND", "QĐ-UBND"),
        ("quy\u1ebft \u00f0\u1ecbnh", "quyết định"),
        ("  hai đầu  ", "hai đầu"),
        ("tr\u200bo\u0000ng\u00ad", "trong"),
        ("hai\ndòng\tcột", "hai\ndòng\tcột"),
        ("a\u200d\u0301", "á"),
    ],
)
def test_normalise(typed: str, normal: str) -> None:
    assert normalise(typed) == normal


@given(st.text())
@example("a\u200d\u0301")
@example("\u00d0\u0323\u0301")
def test_normalise_is_done_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\u00d0" not in once and "\u0000" not in once


@given(st.text(st.characters(exclude_categories=["C"])))
def test_one_form_whatever_the_keyboard(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


def test_what_was_put_right_is_told_in_sentences() -> None:
    assert [sentence[:10] for sentence in what_changed(DECOMPOSED)] == ["Chữ tổ hợp"]
    (told,) = what_changed("01/Q\u00d0-UBND")
    assert "U+00D0" in told and "“Đ”" in told
    assert len(what_changed(DECOMPOSED + "\u00d0")) == 2


@given(VIETNAMESE)
def test_nothing_is_told_of_proper_text(text: str) -> None:
    assert what_changed(text) == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Quyết định", "quyet dinh"), ("ĐƯỜNG", "duong"), ("Đặng Văn Ðức", "dang van duc"), ("06/CT-TTg", "06/ct-ttg")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(VIETNAMESE)
def test_folded_text_is_ascii_and_stays(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text) == fold(text.upper())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("hoà", "hòa", True), ("HOÀ", "hòa", True), ("thuý", "thúy", True), ("đến", "đền", False), ("mơ", "mô", False)],
)
def test_the_place_of_the_tone_does_not_matter_the_tone_does(one: str, other: str, same: bool) -> None:
    assert (marked(one) == marked(other)) is same


def test_a_word_without_marks_has_no_marked_token() -> None:
    assert marked("den") == "" and marked("đen") == MARKED + "d9en"


def test_tokens_of_a_symbol_find_it_in_any_spelling() -> None:
    found = tokens("06/QĐ-UBND")
    assert {"6", "qd", "ubnd", "qdubnd"} <= set(found)
    for typed in ("6/qd-ubnd", "06/QĐ-UBND", "Số: 06/QĐ-UBND", "6 qđ ubnd"):
        assert {token.text for token in parse_query(typed).tokens} <= set(found)


@given(st.text())
def test_tokens_are_plain_and_each_once(text: str) -> None:
    found = tokens(text)
    assert all(token.isascii() and token.isalnum() and token == token.lower() for token in found)
    assert len(found) == len(set(found))


@given(VIETNAMESE)
def test_a_text_is_found_by_itself_with_and_without_marks(text: str) -> None:
    held = set(tokens(text))
    for typed in (text, fold(text)):
        for token in parse_query("x " + typed + " ").tokens:
            assert token.text in held | {"x"} or any(word.startswith(token.text) for word in held)


@given(st.text())
def test_a_query_is_read_whatever_was_typed(text: str) -> None:
    parse_query(text)


@pytest.mark.parametrize("typed", ["05/8/2026", "5.8.2026", "văn bản 05-08-2026"])
def test_a_day_in_the_search_box_is_read(typed: str) -> None:
    assert parse_query(typed).day == date(2026, 8, 5)


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert parse_query("31/2/2026").day is None
