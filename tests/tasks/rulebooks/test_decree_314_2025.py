"""The rules on giving and handing in work, clause by clause, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dondoc.lib.rules import judge
from dondoc.tasks.facts import AssignmentFacts, SubmissionFacts
from dondoc.tasks.rulebooks.decree_314_2025 import ASSIGNMENT, SUBMISSION

TODAY = date(2026, 11, 25)
TASK = AssignmentFacts(
    content="Xây dựng kế hoạch",
    leads=(1,),
    joins=(2,),
    informed=(3,),
    product="plan",
    term_unit="working_day",
    due=TODAY + timedelta(days=7),
    today=TODAY,
)
RESULT = SubmissionFacts(words="Đã xong", documents=1, counting_files=0)


def told(facts: AssignmentFacts | SubmissionFacts, day: date = TODAY) -> list[tuple[str, str]]:
    """The code and field of every finding."""
    book = ASSIGNMENT if isinstance(facts, AssignmentFacts) else SUBMISSION
    return [(finding.code, finding.field) for finding in judge(facts, [book], day=day).findings]


def test_a_task_and_a_result_in_order_pass() -> None:
    assert told(TASK) == told(RESULT) == []


@pytest.mark.parametrize("leads", [(), (1, 4)])
def test_2_4_refuses_none_and_two_leads(leads: tuple[int, ...]) -> None:
    assert told(replace(TASK, leads=leads)) == [("exactly_one_lead", "lead")]


@pytest.mark.parametrize(
    ("joins", "informed", "field"),
    [((1,), (), "joins"), ((2,), (2,), "informed"), ((), (1,), "informed"), ((2, 2), (), "informed")],
)
def test_2_4_refuses_one_unit_in_two_roles(joins: tuple[int, ...], informed: tuple[int, ...], field: str) -> None:
    assert told(replace(TASK, joins=joins, informed=informed)) == [("nobody_twice", field)]


def test_2_4_refuses_closed_units_and_those_out_of_reach() -> None:
    found = told(replace(TASK, closed_units=("Sở cũ",), beyond=("Sở khác", "Bộ")))
    assert found == [("closed_units_get_no_work", "lead"), ("work_goes_down", "lead"), ("work_goes_down", "lead")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"content": " "}, "content"),
        ({"product": ""}, "product"),
        ({"term_unit": "fixed_date", "due": None}, "term"),
        ({"due": TODAY - timedelta(days=1)}, "term"),
        ({"due": date(2101, 1, 1)}, "term"),
    ],
)
def test_35_1_refuses_a_task_without_content_product_or_deadline(change: dict[str, object], field: str) -> None:
    assert told(replace(TASK, **change)) == [("content_product_and_deadline", field)]  # type: ignore[arg-type]


def test_35_1_lets_a_task_be_due_today() -> None:
    assert told(replace(TASK, due=TODAY)) == []


@pytest.mark.parametrize(("later", "refused"), [(-1, False), (0, False), (1, True)])
def test_35_1_refuses_a_part_that_is_due_after_the_whole(later: int, refused: bool) -> None:
    assert TASK.due is not None
    part = replace(TASK, parent_due=TASK.due - timedelta(days=later))
    assert told(part) == ([("child_is_not_due_after_its_parent", "term")] if refused else [])


def test_35_1_refuses_a_part_without_deadline_of_a_whole_that_has_one() -> None:
    part = replace(TASK, term_unit="none", due=None, parent_due=TASK.due)
    assert told(part) == [("child_is_not_due_after_its_parent", "term")]


def test_everything_wrong_is_told_at_once_with_its_clause() -> None:
    broken = replace(TASK, content="", leads=(), due=TODAY - timedelta(days=3))
    found = judge(broken, [ASSIGNMENT], day=TODAY).findings
    assert [finding.clause for finding in found] == ["Điều 2.4", "Điều 35.1", "Điều 35.1"]


def test_35_2_refuses_a_result_without_evidence() -> None:
    assert told(replace(RESULT, documents=0)) == [("result_has_its_evidence", "evidence")]
    assert told(replace(RESULT, documents=0, counting_files=1)) == []


def test_35_2_refuses_files_that_do_not_count_even_beside_some_that_do() -> None:
    assert told(replace(RESULT, other_files=("a.zip",))) == [("result_has_its_evidence", "evidence")]


def test_35_2_refuses_a_result_without_words() -> None:
    assert told(replace(RESULT, words=" ")) == [("result_is_described", "words")]


def test_the_decree_judges_only_from_its_own_day() -> None:
    assert told(replace(TASK, leads=()), day=date(2025, 12, 7)) == []
