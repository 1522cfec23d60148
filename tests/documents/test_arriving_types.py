"""Laws, decrees and circulars arrive and are registered; an agency issues only the 29 types of Điều 7."""

import pytest

from dondoc.documents.forms import IncomingForm, IssueForm
from dondoc.documents.models import DocumentType
from dondoc.lib.errors import Refused
from tests.world import TODAY, World


def test_there_are_29_types_to_issue(province: World) -> None:
    assert DocumentType.objects.filter(only_arrives=False).count() == 29


def test_a_decree_arrives(province: World) -> None:
    entry = province.incoming(type_=province.type("NĐ"), symbol="154/2024/NĐ-CP", urgency=0)
    assert str(entry.document).startswith("Nghị định số 154/2024/NĐ-CP")


def test_dieu_7_an_agency_issues_no_decree(province: World) -> None:
    with pytest.raises(Refused) as refused:
        province.issue(type_=province.type("NĐ"))
    assert [(f.clause, f.field) for f in refused.value.findings] == [("Điều 7", "type")]


def test_the_forms_offer_what_fits(province: World) -> None:
    arriving = {kind.code for kind in IncomingForm().fields["type"].queryset}  # type: ignore[attr-defined]
    form = IssueForm(agency_id=province.units["UBND"].pk, today=TODAY)
    issued = {kind.code for kind in form.fields["type"].queryset}  # type: ignore[attr-defined]
    assert "TT" in arriving and "TT" not in issued and len(issued) == 29
