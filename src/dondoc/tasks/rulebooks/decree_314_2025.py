"""Nghị định 314/2025/NĐ-CP, the model working regulation of a province: what a task must have to be sent or closed.

Where the decree is silent the rule is the house's own start value (T4, T20, T23), named as such in its docstring.
"""

from collections.abc import Iterator
from datetime import date

from dondoc.lib.rules import Finding, Rulebook
from dondoc.tasks.facts import AssignmentFacts, SubmissionFacts

ASSIGNMENT = Rulebook("NĐ 314/2025/NĐ-CP", in_force_from=date(2025, 12, 8))
SUBMISSION = Rulebook("NĐ 314/2025/NĐ-CP", in_force_from=date(2025, 12, 8))

# A year beyond this is a slip of the pen.
LAST_YEAR = 2100


@ASSIGNMENT.clause("Điều 2.4")
def exactly_one_lead(task: AssignmentFacts) -> Iterator[Finding]:
    """One task has one lead unit, neither none nor two (T2)."""
    if not task.leads:
        yield Finding("Mỗi việc phải có một đơn vị chủ trì.", field="lead")
    if len(task.leads) > 1:
        yield Finding("Mỗi việc chỉ có một đơn vị chủ trì; các đơn vị khác là phối hợp.", field="lead")


@ASSIGNMENT.clause("Điều 2.4")
def nobody_twice(task: AssignmentFacts) -> Iterator[Finding]:
    """The lead does not also join; no unit both joins and is informed."""
    lead = set(task.leads)
    if lead & set(task.joins):
        yield Finding("Đơn vị chủ trì không đồng thời là đơn vị phối hợp.", field="joins")
    twice = len(set(task.joins)) < len(task.joins) or len(set(task.informed)) < len(task.informed)
    if twice or (lead | set(task.joins)) & set(task.informed):
        yield Finding("Một đơn vị chỉ có một vai trò trong một nhiệm vụ.", field="informed")


@ASSIGNMENT.clause("Điều 35.1")
def content_product_and_deadline(task: AssignmentFacts) -> Iterator[Finding]:
    """What is to be done, with which product, until when (T4, a start value)."""
    if not task.content.strip():
        yield Finding("Hãy ghi nội dung công việc.", field="content")
    if not task.product:
        yield Finding("Hãy chọn sản phẩm cần có.", field="product")
    if task.term_unit == "fixed_date" and task.due is None:
        yield Finding("Hãy ghi ngày hạn.", field="term")
    if task.due is not None and task.due < task.today:
        yield Finding("Hạn hoàn thành không thể trước hôm nay.", field="term")
    if task.due is not None and task.due.year > LAST_YEAR:
        yield Finding(f"Hạn hoàn thành không thể sau năm {LAST_YEAR}.", field="term")


@ASSIGNMENT.clause("Điều 35.1")
def child_is_not_due_after_its_parent(task: AssignmentFacts) -> Iterator[Finding]:
    """A part of a task is due no later than the whole (T20, a start value)."""
    if task.parent_due is not None and (task.due is None or task.due > task.parent_due):
        yield Finding(f"Hạn của việc con không thể sau hạn của việc cha ({task.parent_due:%d/%m/%Y}).", field="term")


@ASSIGNMENT.clause("Điều 2.4")
def closed_units_get_no_work(task: AssignmentFacts) -> Iterator[Finding]:
    """A unit that was closed gets no new work."""
    for name in task.closed_units:
        yield Finding(f"{name} đã ngừng hoạt động.", field="lead")


@ASSIGNMENT.clause("Điều 2.4")
def work_goes_down(task: AssignmentFacts) -> Iterator[Finding]:
    """Work goes to agencies below and to one's own units, a part of it to units below its lead; never to a peer."""
    for name in task.beyond:
        yield Finding(f"{name} không thuộc phạm vi giao việc của bên giao.", field="lead")


@SUBMISSION.clause("Điều 35.2")
def result_has_its_evidence(result: SubmissionFacts) -> Iterator[Finding]:
    """A result is handed in with a registered document or a file of a kind that counts (T23, a start value)."""
    if result.documents == 0 and result.counting_files == 0:
        yield Finding(
            "Cần chứng cứ kết quả: một văn bản đã vào sổ, hoặc tệp PDF, Word, Excel, ảnh chụp.",
            field="evidence",
        )
    for name in result.other_files:
        yield Finding(f"Tệp “{name}” không thuộc loại dùng làm chứng cứ.", field="evidence")


@SUBMISSION.clause("Điều 35.2")
def result_is_described(result: SubmissionFacts) -> Iterator[Finding]:
    """A sentence says what was achieved."""
    if not result.words.strip():
        yield Finding("Hãy ghi tóm tắt kết quả.", field="words")
