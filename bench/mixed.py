"""Thirty people at once on the whole product as it is started: web server, workers and the database that is loaded.

Each asks, thinks for one to three seconds, and asks again: 60 % lists, 20 % pages (a clerk opens documents, an officer
his tasks), 10 % searches, 8 % progress on a task, 2 % arrivals registered with a file. Whatever is not answered as it
should be counts as an error. The times of the first seconds, in which the web server loads the product, are left out.
"""

import http.client
import os
import random
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parents[1]
OFFICERS, CLERKS = 20, 10
THINKING = (1.0, 3.0)
WARMING = 15
# Officers report, clerks register; two officers to a clerk make the whole 60, 20, 10, 8 and 2 in a hundred.
OFFICER = {"list": 60, "page": 20, "search": 8, "progress": 12}
CLERK = {"list": 60, "page": 20, "search": 14, "register": 6}
LISTS = {
    "officer": ("/", "/tasks/?tab=mine", "/documents/incoming", "/documents/outgoing"),
    "clerk": ("/", "/documents/arrivals", "/documents/incoming", "/documents/incoming?urgency=1"),
}
WORDS = ("sat lo ven bien", "đầu tư công", "bao cao", "nông thôn mới", "khám sức khỏe")


@dataclass
class Person:
    """One of the thirty: his session, what he may see, and how long he waited for what."""

    role: str
    session: str
    pages: list[str]
    working: list[int]
    chance: random.Random
    waited: list[tuple[str, float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    serial: int = 0


def people(count: int, role: str, holdings: Any) -> list[Person]:
    """The first `count` of these holders, signed in."""
    from django.conf import settings
    from django.test import Client

    from dondoc.documents.models import Document
    from dondoc.organization.queries import actor_for
    from dondoc.tasks.models import Task

    found: list[Person] = []
    for held in holdings[:count]:
        client = Client()
        client.force_login(held.user)
        seen = Document.objects.visible_to(actor_for(held, channel="web")).order_by("-pk").values_list("pk", flat=True)
        mine = Task.objects.filter(person=held.post).order_by("-pk").values_list("pk", flat=True)
        working = mine.filter(state__in=("acknowledged", "in_progress"))
        pages = [f"/tasks/{pk}" for pk in mine] if role == "officer" else [f"/documents/{pk}" for pk in seen[:200]]
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        found.append(Person(role, session, pages, list(working), random.Random(len(found))))
    return found


class Round:
    """What all share: where the product listens, the paper that is registered, and when it ends."""

    def __init__(self, port: int, type_id: int, paper: bytes, end: float) -> None:
        self.port, self.type_id, self.paper, self.end = port, type_id, paper, end

    def live(self, person: Person) -> None:
        """Asks and thinks until the time is over."""
        shares = OFFICER if person.role == "officer" else CLERK
        while time.monotonic() < self.end:
            time.sleep(person.chance.uniform(*THINKING))
            [what] = person.chance.choices(list(shares), list(shares.values()))
            began = time.monotonic()
            try:
                wrong = self.act(person, what)
            except (OSError, http.client.HTTPException) as error:
                wrong = repr(error)
            person.waited.append((what, began, time.monotonic() - began))
            if wrong:
                person.errors.append(f"{what}: {wrong}")

    def act(self, person: Person, what: str) -> str:
        """One act; what was wrong with its answer."""
        if what == "list":
            return self.ask(person, person.chance.choice(LISTS[person.role]))
        if what == "page":
            return self.ask(person, person.chance.choice(person.pages))
        if what == "search":
            return self.ask(person, f"/search?q={quote(person.chance.choice(WORDS))}")
        if what == "progress":
            path = f"/tasks/{person.chance.choice(person.working)}/report-progress"
            body = urlencode({"text": "Đang tổng hợp số liệu của các đơn vị."}).encode()
            return self.ask(person, path, body, "application/x-www-form-urlencoded")
        person.serial += 1
        token = secrets.token_hex(8)
        fields = {
            "type": str(self.type_id),
            "symbol": f"{person.serial}{token[:4]}/BTC-VP",
            "issuer_name": "Bộ Tài chính",
            "abstract": "Về việc giải ngân vốn đầu tư công trên địa bàn tỉnh",
            "urgency": "0",
        }
        # Other bytes each time: the same file twice would be asked about.
        content = self.paper + f"\n% {token}\n".encode()
        return self.ask(person, "/documents/register-incoming", *multipart(fields, "van-ban.pdf", content))

    def ask(self, person: Person, path: str, body: bytes | None = None, kind: str = "") -> str:
        token = "t" * 32
        head = {"Cookie": f"dondoc_session={person.session}; dondoc_csrf={token}"}
        if body is not None:
            head |= {"X-CSRFToken": token, "Content-Type": kind}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET" if body is None else "POST", path, body, head)
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        # What was done leads on to another page; a form that comes back was refused.
        return "" if answer.status == (200 if body is None else 302) else f"{path} {answer.status}"


def multipart(fields: dict[str, str], name: str, content: bytes) -> tuple[bytes, str]:
    """A form with one file, and its content type."""
    mark = secrets.token_hex(12)
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    parts.append(
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return "".join(parts).encode() + content + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def mixed_step(seconds: float) -> list[tuple[str, list[float], int]]:
    """Lives for so long; each kind of act with its times and how many went wrong, all together last."""
    from bench.cluster import free_port
    from dondoc.demo.paper import paper
    from dondoc.documents.models import DocumentType, Entry
    from dondoc.organization.models import Holding
    from dondoc.tasks.models import Task

    held = Holding.objects.select_related("user", "post__unit").order_by("pk")
    busy = Task.objects.filter(state__in=("acknowledged", "in_progress")).values("person")
    crowd = people(OFFICERS, "officer", held.filter(post__kind="officer", post__in=busy))
    crowd += people(CLERKS, "clerk", held.filter(user__username__regex=r"^clerk-\d"))
    letter = paper(
        type_name="Công văn", symbol="12/BTC-VP", issuer="Bộ Tài chính", place="Hà Nội, ngày 05 tháng 01 năm 2026",
        abstract="Về việc giải ngân vốn đầu tư công", paragraphs=["Đề nghị báo cáo kết quả."],
        recipients=["Như trên"], post="Bộ trưởng", signer="",
    )  # fmt: skip
    port, before = free_port(), Entry.objects.count()
    line = [sys.executable, str(ROOT / "manage.py"), "run", "--empty", "--port", str(port)]
    product = subprocess.Popen(line, env=os.environ | {"DONDOC_LOG_LEVEL": "ERROR"}, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        type_id = DocumentType.objects.get(code="CV").pk
        counted = time.monotonic() + WARMING
        round_ = Round(port, type_id, letter, counted + seconds)
        threads = [threading.Thread(target=round_.live, args=(person,)) for person in crowd]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        product.terminate()
        product.wait(30)
    for error in [error for person in crowd for error in person.errors][:10]:
        print(f"error: {error}", file=sys.stderr)
    waited = [one for person in crowd for one in person.waited]
    wrong = [error.split(":")[0] for person in crowd for error in person.errors]
    registered = sum(what == "register" for what, *_ in waited) - wrong.count("register")
    if Entry.objects.count() - before != registered:
        raise SystemExit("entries and answers differ")
    kinds = ("list", "page", "search", "progress", "register")
    took = [(what, lasted) for what, began, lasted in waited if began >= counted]
    table = [(kind, [lasted for what, lasted in took if what == kind], wrong.count(kind)) for kind in kinds]
    return [*table, ("all", [lasted for _, lasted in took], len(wrong))]


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/login")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("the product did not answer")
