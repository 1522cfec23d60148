"""The type that a symbol names, so that a clerk need not choose it."""

import pytest

from dondoc.lib.symbols import type_of


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("06/CT-TTg", "CT"),
        ("112/CĐ-TTg", "CĐ"),
        ("45/TTr-SXD", "TTr"),
        ("8890/VPCP-KSTT", "CV"),
        ("128/HĐND-VP", "CV"),
        ("30/2026/QĐ-UBND", "QĐ"),
        ("số: 7 / QyĐ-SNV", "QyĐ"),
        ("15/2026/NĐ-CP", "NĐ"),
        ("12-BC/TU", ""),
        ("1204", ""),
        ("06/SNV", ""),
        ("", ""),
    ],
)
def test_a_symbol_names_its_type_or_an_agency(symbol: str, code: str) -> None:
    assert type_of(symbol) == code
