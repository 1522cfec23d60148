"""People in the order of the Vietnamese alphabet, by given name first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.lib.names import alphabet_key, sort_key


def turned(names: list[str]) -> list[str]:
    """The other way round, so that a key that says nothing leaves them wrong."""
    return names[::-1]


def test_people_stand_by_given_name_then_middle_then_family() -> None:
    right = ["Trần Văn An", "Lê Thị Ánh", "Phạm Thị Bình", "Nguyễn Văn Bình", "Đỗ Ngọc Cúc", "Vũ Anh Dũng", "Ngô Đức",
             "Bùi Thị Én", "Hồ Văn Ích", "Lý Thị Lan", "Lê Lợi", "Mai Thị Oanh", "Cao Thị Ổn", "Tô Ý"]  # fmt: skip
    assert sorted(turned(right), key=sort_key) == right


def test_the_same_given_name_stands_by_middle_name() -> None:
    right = ["Trần Đình An", "Lê Hữu An", "Bùi Thị An", "Nguyễn Văn An"]
    assert sorted(turned(right), key=sort_key) == right


@pytest.mark.parametrize(
    "right",
    [
        ["an", "ăn", "ân", "bà", "ca", "da", "đa", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["hoa", "hòa", "hoá", "hoan"],
        ["dang", "dáng", "đang"],
        ["1", "2", "a"],
    ],
)
def test_letters_come_before_tones(right: list[str]) -> None:
    assert sorted(turned(right), key=alphabet_key) == right


def test_case_spaces_and_unicode_form_do_not_matter() -> None:
    assert sort_key("  NGUYỄN  văn an ") == sort_key(unicodedata.normalize("NFD", "Nguyễn Văn An"))


@pytest.mark.parametrize("name", ["", "   ", "An", "Y Blong Êban", "O'Neil", "李"])
def test_any_name_has_a_key(name: str) -> None:
    assert sort_key(name).isascii()


@given(st.text())
def test_a_key_is_ascii_and_fits_its_column(name: str) -> None:
    assert sort_key(name).isascii() and len(sort_key(name)) <= 300
