"""Corrections: the registered fact stays, a linked act says what it should read (NĐ 30/2020 Điều 18.3)."""

from typing import Any

import pytest

from dondoc.documents import actions, queries
from dondoc.documents.models import Correction, Document
from dondoc.lib.errors import Forbidden, Refused
from tests.world import NOW, World


def correct(world: World, document: Document, by: str = "clerk", **more: Any) -> Correction:
    given = {"field": "abstract", "new": "Về việc ứng phó bão số 9", "reason": "Ghi nhầm"}
    return actions.correct(document, **(given | more), by=world.actor(by), at=NOW)


def test_18_3_the_fact_stays_and_the_correction_stands_beside_it(province: World) -> None:
    document = province.incoming().document
    made = correct(province, document)
    document.refresh_from_db()
    assert document.abstract == "Về việc ứng phó mưa lũ" == made.old
    assert (made.new, made.reason, made.by) == ("Về việc ứng phó bão số 9", "Ghi nhầm", province.user("clerk"))


def test_a_second_correction_starts_from_the_first(province: World) -> None:
    document = province.incoming().document
    correct(province, document)
    assert correct(province, document, new="Về việc ứng phó bão số 10").old == "Về việc ứng phó bão số 9"


def test_it_is_found_by_what_it_read_and_what_it_reads(province: World) -> None:
    document = province.incoming().document
    correct(province, document)
    for words in ("mưa lũ", "bao so 9"):
        assert list(queries.found(province.actor("clerk"), words)) == [document]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"field": "number", "new": " ", "reason": "\u200b"}, ["field", "new", "reason"]),
        ({"field": "issued_on", "new": "31/2/2026"}, ["new"]),
        ({"field": "issued_on", "new": "hôm qua"}, ["new"]),
        ({"field": "page_count", "new": "hai"}, ["new"]),
        ({"field": "page_count", "new": "0"}, ["new"]),
    ],
)
def test_what_makes_no_sense_is_told_at_once(province: World, given: dict[str, str], fields: list[str]) -> None:
    document = province.incoming().document
    with pytest.raises(Refused) as refused:
        correct(province, document, **given)
    assert [finding.field for finding in refused.value.findings] == fields
    assert not Correction.objects.exists()


def test_days_and_pages_are_corrected_as_people_write_them(province: World) -> None:
    document = province.incoming().document
    assert (made := correct(province, document, field="issued_on", new="24/11/2026")).old == "25/11/2026"
    assert made.new == "24/11/2026"
    assert correct(province, document, field="page_count", new="3").old == ""


def test_only_the_registry_that_registered_it_first_corrects(province: World) -> None:
    document = province.issue().document
    for username in ("snv_clerk", "chairman", "chief", "admin"):
        with pytest.raises(Forbidden):
            correct(province, document, by=username)
