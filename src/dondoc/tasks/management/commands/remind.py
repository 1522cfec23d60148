"""`./dondoc remind [--dry-run] [--day dd/mm/yyyy]`: gives today's reminders, or prints those of a day and why."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dondoc.lib.days import local_day
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import calendar, post_label, with_holders
from dondoc.tasks import queries
from dondoc.tasks.jobs import remind_at


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007  a day has no zone
    except ValueError as error:
        raise argparse.ArgumentTypeError("ghi ngày theo dạng dd/mm/yyyy") from error


class Command(BaseCommand):
    help = "Nhắc hạn nhiệm vụ; với --dry-run chỉ in ra ai sẽ được nhắc việc gì, vì sao."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="chỉ in, không nhắc")
        parser.add_argument("--day", type=_day, help="ngày cần xem, dd/mm/yyyy (chỉ với --dry-run)")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if not options["dry_run"]:
            if options["day"]:
                raise CommandError("--day chỉ dùng cùng --dry-run: nhắc thật luôn là của hôm nay.")
            self.stdout.write(f"Đã nhắc {remind_at(now)} lượt.")
            return
        day = options["day"] or local_day(now)
        if not calendar().is_working(day):
            self.stdout.write(f"{day:%d/%m/%Y} không phải ngày làm việc: không nhắc ai.")
            return
        reminders, weeks = queries.reminders_due(day), queries.late_weeks_due(day)
        names = _names([seat for one in reminders for seat, _ in one.told] + [week.seat for week in weeks], day)
        for line in _lines(reminders, weeks, names):
            self.stdout.write(line)
        self.stdout.write(f"{day:%d/%m/%Y}: {len(reminders)} nhiệm vụ, {len(weeks)} báo cáo tuần.")


def _names(seats: Iterable[str], day: date) -> dict[str, str]:
    """Seats in words: whoever holds the post, or the unit."""
    ids = {"p": [int(seat[1:]) for seat in seats if seat[0] == "p"], "u": [int(s[1:]) for s in seats if s[0] == "u"]}
    posts = with_holders(Post.objects.filter(pk__in=ids["p"]), day)
    names = {f"p{post.pk}": post_label(post) for post in posts}
    return names | {f"u{unit.pk}": unit.name for unit in Unit.objects.filter(pk__in=ids["u"])}


def _lines(reminders: list[queries.Reminding], weeks: list[queries.LateWeek], names: dict[str, str]) -> Iterator[str]:
    for one in reminders:
        yield f"Nhiệm vụ {one.task.pk}, hạn {one.task.deadline.due:%d/%m/%Y}: {one.words}"
        for seat, why in one.told:
            yield f"  {names.get(seat, seat)}: {one.ground}; {why}"
    for week in weeks:
        yield f"{week.agency.name}: {week.late} nhiệm vụ quá hạn"
        yield f"  {names.get(week.seat, week.seat)}: báo cáo tuần cho người đứng đầu"
