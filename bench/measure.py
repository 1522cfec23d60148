"""Measures pages, search and registering on a throw-away PostgreSQL and prints the figures as Markdown.

    python -m bench.measure                      10,000 and 1,000,000 documents, then registering and mixed load
    python -m bench.measure --sizes 10000        one size

Every step runs in a process of its own, so that no cache of one size serves the next.
"""

import argparse
import base64
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
SEARCHES = (
    ("symbol of one document", None),
    ("two phrases, without marks", "sat lo ven bien"),
    ("two phrases, with marks", "sạt lở ven biển"),
    ("common words", "bao cao"),
    ("word of every document", "nam"),
    ("beginning of a word", "khac ph"),
    ("nothing found", "vệ tinh viễn thám"),
)
READERS = (("clerk (1/80)", "clerk-03"), ("chief (all)", "chief"))
CLIENTS = 4


def set_up() -> None:
    """Makes Django ready; DATABASE_URL and DONDOC_DATA_DIR come from the calling process."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "dondoc.config.settings"
    import django

    django.setup()


def today() -> Any:
    from django.utils import timezone

    from dondoc.lib.days import local_day

    return local_day(timezone.now())


@dataclass(slots=True)
class Times:
    """What one figure was measured from: seconds by the clock, and seconds of this process on a processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def quantile(times: Sequence[float], share: float) -> str:
    """The p-th quantile in milliseconds."""
    return f"{1000 * sorted(times)[min(int(len(times) * share), len(times) - 1)]:.1f}"


def row(label: str, times: Times, *more: object) -> str:
    cells = [label, *map(str, more), quantile(times.wall, 0.5), quantile(times.wall, 0.95), quantile(times.cpu, 0.5)]
    return "| " + " | ".join(cells) + " |"


def heading(title: str, *columns: str) -> None:
    """A heading with how busy the machine is, and the head of a table; all columns but the first hold figures."""
    print(f"\n### {title} (load average {os.getloadavg()[0]:.1f})\n")
    print("| " + " | ".join(columns) + " |\n|---|" + "---:|" * (len(columns) - 1))


# ---------------------------------------------------------------- one size: load, then pages


def load_step(total: int) -> None:
    """Migrates and loads; prints how long the loading took."""
    set_up()
    from django.core.management import call_command

    from bench.load import load
    from dondoc.config.prepare import prepare

    prepare()
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.perf_counter()
    load(total, today())
    print(f"\nLoaded {total:,} documents in {time.perf_counter() - began:.0f} s.")


class Visitor:
    """A person signed in, asking pages through the whole stack of the product, in the same process."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from dondoc.organization.models import Holding, User
        from dondoc.organization.queries import actor_for

        user = User.objects.get(username=username)
        self.client = Client()
        self.client.force_login(user)
        self.actor = actor_for(Holding.objects.select_related("post__unit").get(user=user), channel="web")

    def get(self, url: str) -> tuple[float, str]:
        began = time.perf_counter()
        response = self.client.get(url)
        took = time.perf_counter() - began
        if response.status_code != 200:
            raise SystemExit(f"{url}: {response.status_code}")
        return took, response.content.decode()

    def queries(self, url: str) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            self.get(url)
        return len(caught)


def timed(asks: Sequence[Callable[[], float]], rounds: int) -> list[Times]:
    """Asks in turn, so that whatever else the machine does meets all alike; the first rounds are not counted."""
    found = [Times() for _ in asks]
    for turn in range(rounds + 10):
        for place, ask in enumerate(asks):
            before = time.process_time()
            took = ask()
            if turn >= 10:
                found[place].wall.append(took)
                found[place].cpu.append(time.process_time() - before)
    return found


def cursor(sort_key: int, pk: int) -> str:
    """An address of the middle of a list, as the "next" link of the page has it."""
    return base64.urlsafe_b64encode(json.dumps([sort_key, pk]).encode()).decode().rstrip("=")


def pages_step(total: int, rounds: int) -> None:
    """Prints the table of pages for the database that is loaded."""
    set_up()
    from django.conf import settings
    from django.test import Client, override_settings

    from bench.bare import ROWS
    from dondoc.documents.models import Document, DocumentAccess
    from dondoc.organization.access import widest_seat

    people = {name: Visitor(username) for name, username in READERS}
    # The handler of this client is built without middleware; that of the others has it all.
    bare = Client()
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.bare"):
        bare.handler.load_middleware()
    settings.ROOT_URLCONF = "bench.bare"

    def plain(seat: str) -> float:
        began = time.perf_counter()
        text = bare.get("/bare", {"seat": seat}).content.decode()
        took = time.perf_counter() - began
        if text.count("<tr>") != ROWS:
            raise SystemExit("the bare view did not show its rows")
        return took

    def page(who: Visitor, url: str, shows: str, times: int) -> Callable[[], float]:
        def ask() -> float:
            took, text = who.get(url)
            if text.count(shows) < times:
                raise SystemExit(f"{url} does not show {shows}")
            return took

        return ask

    heading(f"{total:,} documents", "page", "queries", "p50 ms", "p95 ms", "CPU p50 ms")
    for name, who in people.items():
        seat = widest_seat(who.actor)
        rows = DocumentAccess.objects.filter(seat=seat, box="in").order_by("-sort_key", "-pk")
        held = rows.count()
        deep = rows[min(int(held * 0.9), held - ROWS - 1)]
        first, later = "/documents/incoming", f"/documents/incoming?after={cursor(deep.sort_key, deep.pk)}"
        listed, bare_times, deep_times = timed(
            [page(who, first, "data-href", ROWS), lambda seat=seat: plain(seat), page(who, later, "data-href", ROWS)],
            rounds,
        )
        print(row(f"arrivals, first page, {name}", listed, who.queries(first)))
        print(row(f"bare view, same {ROWS} rows, {name}", bare_times, 1))
        print(row(f"arrivals, page at 90 % of {held:,}, {name}", deep_times, who.queries(later)))
        ids = list(Document.objects.visible_to(who.actor).order_by("pk").values_list("pk", flat=True))
        chosen = iter(random.Random(1).choices(ids, k=rounds + 11))
        [document] = timed([lambda who=who, chosen=chosen: who.get(f"/documents/{next(chosen)}")[0]], rounds)
        print(row(f"one document (never the same), {name}", document, who.queries(f"/documents/{ids[0]}")))
    for name, username, url, shows, times in (
        ("my tasks, officer", "officer-03-1", "/tasks/?tab=mine", "data-href", 1),
        ("home with counts, officer", "officer-03-1", "/", "?tab=mine", 1),
        ("tasks my agency leads, head", "head-03", "/tasks/?tab=lead", "data-href", 1),
        ("home with counts, head", "head-03", "/", "?tab=late_lead", 1),
        ("tasks given, chief (all)", "chief", "/tasks/?tab=given", "data-href", ROWS),
        ("tasks that ended, chief (all)", "chief", "/tasks/?tab=done", "data-href", ROWS),
        ("home with counts, chief (all)", "chief", "/", "?tab=late_given", 1),
        ("form of an arrival, clerk (1/80)", "clerk-03", "/documents/register-incoming", "<form", 1),
        ("form of issuing, clerk (1/80)", "clerk-03", "/documents/issue", "<form", 1),
    ):
        who = Visitor(username)
        [times_taken] = timed([page(who, url, shows, times)], rounds)
        print(row(name, times_taken, who.queries(url)))


def search_step(total: int, rounds: int) -> None:
    """Prints the table of search for the database that is loaded."""
    set_up()
    from dondoc.documents.models import Document

    people = {name: Visitor(username) for name, username in READERS}
    heading(f"Search in {total:,} documents", "search", "hits shown", "p50 ms", "p95 ms", "CPU p50 ms")
    for name, who in people.items():
        newest = Document.objects.visible_to(who.actor).order_by("-pk")[:500:7]
        symbols = [document.symbol for document in newest]
        for label, text in SEARCHES:
            picks = iter(random.Random(2).choices([text] if text else symbols, k=rounds + 11))

            def ask(who: Visitor = who, picks: Any = picks) -> float:
                return who.get(f"/search?q={quote(next(picks))}")[0]

            [found] = timed([ask], rounds)
            shown = who.get(f"/search?q={quote(text or symbols[0])}")[1].count('data-href="/documents/')
            print(row(f"{label}: {text or symbols[0]}, {name}", found, shown))


def exports_step(total: int) -> None:
    """Prints how long paper and files take, and how much memory they need beyond what the process already held."""
    set_up()
    import resource
    from dataclasses import replace
    from itertools import islice

    from django.utils import timezone

    from dondoc.documents import lists, prints
    from dondoc.documents.models import Register
    from dondoc.lib.sheets import Heading, write_csv, write_xlsx
    from dondoc.lib.typesetting import Book, Letterhead, Mark, typeset_book

    def held() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    heading(f"Paper and files, {total:,} documents", "what", "rows", "seconds", "kB", "more memory, MB")

    def measure(label: str, rows: int, make: Callable[[], int]) -> None:
        before, began = held(), time.perf_counter()
        size = make()
        took = time.perf_counter() - began
        print(f"| {label} | {rows:,} | {took:.2f} | {size // 1024:,} | {held() - before} |", flush=True)

    actor, day, now = Visitor("clerk-03").actor, today(), timezone.now()
    mark = Mark("Người đo", now, "Sổ đăng ký văn bản đến", 1)
    register = Register.objects.get(agency_id=actor.agency_id, direction="in")
    kind = prints.BOOKS["in"]
    table = prints.table(actor, register, kind, day.replace(year=day.year - 3), day)

    def book(rows: int) -> int:
        lines = list(islice(table.each(), rows))
        title = (kind.title.upper(), Letterhead("Cơ quan"), kind.columns, lines, day, day)
        return len(typeset_book(Book(*title), mark=mark))

    for rows in (500, 500, min(table.rows.count(), 2000)):
        measure("register of arrivals, PDF", rows, lambda rows=rows: book(rows))  # type: ignore[misc]
    chief = Visitor("chief").actor
    whole = lists.incoming(chief, {}, day)
    assert whole is not None

    def sheet(writer: Any, rows: int) -> int:
        listed = replace(whole, rows=whole.rows[:rows])
        with tempfile.TemporaryFile() as out:
            top = Heading(Letterhead("Cơ quan"), whole.title, (), mark, rows)
            writer(out, top, listed.columns, listed.each())
            return out.tell()

    there = whole.rows.count()
    for rows in sorted({min(there, 1000), min(there, 10_000), min(there, 100_000)}):
        measure("list of arrivals, XLSX", rows, lambda rows=rows: sheet(write_xlsx, rows))  # type: ignore[misc]
        measure("list of arrivals, CSV", rows, lambda rows=rows: sheet(write_csv, rows))  # type: ignore[misc]


# ---------------------------------------------------------------- registering


def client_step(number: int, seconds: float, clerks: Sequence[str]) -> None:
    """One client: registers arrivals of the clerks' agencies in turn, one transaction each; prints its times."""
    set_up()
    from django.utils import timezone

    from dondoc.documents.actions import register_incoming
    from dondoc.documents.models import DocumentType
    from dondoc.files.models import StoredFile

    actors = [Visitor(clerk).actor for clerk in clerks]
    type_ = DocumentType.objects.get(code="CV")
    chance = random.Random(number)
    spare = list(StoredFile.objects.filter(pk__in=_spare(number)))
    day = today()
    print("ready", flush=True)
    sys.stdin.readline()
    times, end, place = Times(), time.perf_counter() + seconds, 0
    while time.perf_counter() < end and place < len(spare):
        began, before = time.perf_counter(), time.process_time()
        register_incoming(
            type_=type_,
            symbol=f"{os.getpid()}{place}/BTC-VP",
            issuer_name="Bộ Tài chính",
            abstract="Về việc giải ngân vốn đầu tư công trên địa bàn tỉnh",
            issued_on=day,
            files=[(spare[place], "van-ban.pdf")],
            by=chance.choice(actors),
            at=timezone.now(),
        )
        times.wall.append(time.perf_counter() - began)
        times.cpu.append(time.process_time() - before)
        place += 1
    print(json.dumps([times.wall, times.cpu]))


def _spare(number: int) -> range:
    """The stored files that only this client uses; each run of clients has its own."""
    from bench.load import SPARE_FILES
    from dondoc.files.models import StoredFile

    first = StoredFile.objects.order_by("-pk").values_list("pk", flat=True)[0] - SPARE_FILES + 1
    part = SPARE_FILES // (3 * CLIENTS)
    return range(first + number * part, first + (number + 1) * part)


def _client(number: int, seconds: float, clerks: Sequence[str]) -> "subprocess.Popen[str]":
    arguments = ["--client", str(number), "--seconds", str(seconds), *clerks]
    return subprocess.Popen(
        [sys.executable, "-m", "bench.measure", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def register_step(seconds: float) -> None:
    """Prints the table of registering, and proves every register afterwards."""
    set_up()
    from django.db import connection

    from dondoc.documents.models import Counter, Entry
    from dondoc.documents.queries import proof
    from dondoc.organization.models import User

    clerks = list(
        User.objects.filter(username__regex=r"^clerk-\d").order_by("username").values_list("username", flat=True)[:20]
    )
    runs = (
        ("1 client, 1 register", 1, clerks[:1]),
        ("4 clients, 20 registers", 4, clerks),
        ("4 clients, 1 register", 4, clerks[:1]),
    )
    heading("Registering arrivals", "clients", "documents", "each second", "p50 ms", "p95 ms", "CPU p50 ms")
    for turn, (label, clients, names) in enumerate(runs):
        before = Entry.objects.count()
        connection.close()
        started = [_client(turn * CLIENTS + number, seconds, names) for number in range(clients)]
        for one in started:
            one.stdout.readline()
        began = time.perf_counter()
        for one in started:
            one.stdin.write("\n")
            one.stdin.flush()
        answers = [json.loads(one.communicate()[0]) for one in started]
        lasted = time.perf_counter() - began
        times = Times(*([one for took in answers for one in took[part]] for part in (0, 1)))
        if Entry.objects.count() - before != len(times.wall):
            raise SystemExit("entries and answers differ")
        print(row(label, times, f"{len(times.wall):,}", f"{len(times.wall) / lasted:.0f}"))
    for counter in Counter.objects.select_related("register"):
        if not proof(counter.register, counter.year).sound:
            raise SystemExit(f"{counter.register} {counter.year} has a gap")
    print("\nAfterwards every register was proved: 1…N without a gap or a number twice.")


# ---------------------------------------------------------------- thirty people at once


def mixed_step(seconds: float) -> None:
    """Prints the table of mixed load for the database that is loaded."""
    set_up()
    from bench.mixed import mixed_step as live

    heading(f"Thirty people for {seconds:.0f} s", "act", "requests", "errors", "p50 ms", "p95 ms", "longest, ms")
    for what, times, errors in live(seconds):
        if not times:
            continue
        cells = [f"{len(times):,}", str(errors), quantile(times, 0.5), quantile(times, 0.95), quantile(times, 1)]
        print(f"| {what} | " + " | ".join(cells) + " |")


# ---------------------------------------------------------------- the whole


def conditions() -> str:
    """What the figures were measured on."""
    import django
    import psycopg

    with psycopg.connect(os.environ["BENCH_ADDRESS"] + "/postgres") as connection:
        server = connection.info.parameter_status("server_version")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"- {os.cpu_count()} cores, {memory:.0f} GB memory; load before the run {os.getloadavg()[0]:.1f}\n"
        f"- {platform.system()}, Python {platform.python_version()}, Django {django.__version__}, PostgreSQL {server}\n"
    )


def whole(sizes: Sequence[int], rounds: int, seconds: float, mixed: float) -> None:
    """Starts the cluster and runs every step in a process of its own."""
    from bench.cluster import SETTINGS, cluster, create_database

    with cluster() as address, tempfile.TemporaryDirectory(prefix="dondoc-bench-data-") as folder:
        os.environ |= {"BENCH_ADDRESS": address, "DONDOC_DATA_DIR": folder}
        print(conditions() + "- PostgreSQL: " + ", ".join(f"{k}={v}" for k, v in SETTINGS.items()), flush=True)
        for size in sizes:
            os.environ["DATABASE_URL"] = create_database(address, f"bench_{size}")
            _step("--load", size)
            _step("--pages", size, "--rounds", rounds)
            _step("--search", size, "--rounds", rounds)
            _step("--exports", size)
        _step("--register", "--seconds", seconds)
        _step("--live", mixed)


def _step(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "bench.measure", *map(str, arguments)], check=True, cwd=ROOT)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    reader.add_argument("--rounds", type=int, default=200, help="requests per figure")
    reader.add_argument("--seconds", type=float, default=15, help="how long clients register")
    reader.add_argument("--mixed", type=float, default=300, help="how long thirty people work")
    reader.add_argument("--load", type=int, help=argparse.SUPPRESS)
    reader.add_argument("--pages", type=int, help=argparse.SUPPRESS)
    reader.add_argument("--search", type=int, help=argparse.SUPPRESS)
    reader.add_argument("--exports", type=int, help=argparse.SUPPRESS)
    reader.add_argument("--register", action="store_true", help=argparse.SUPPRESS)
    reader.add_argument("--live", type=float, help=argparse.SUPPRESS)
    reader.add_argument("--client", type=int, help=argparse.SUPPRESS)
    reader.add_argument("clerks", nargs="*", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.load is not None:
        load_step(asked.load)
    elif asked.pages is not None:
        pages_step(asked.pages, asked.rounds)
    elif asked.search is not None:
        search_step(asked.search, asked.rounds)
    elif asked.exports is not None:
        exports_step(asked.exports)
    elif asked.register:
        register_step(asked.seconds)
    elif asked.live is not None:
        mixed_step(asked.live)
    elif asked.client is not None:
        client_step(asked.client, asked.seconds, asked.clerks)
    else:
        whole(asked.sizes, asked.rounds, asked.seconds, asked.mixed)


if __name__ == "__main__":
    main()
