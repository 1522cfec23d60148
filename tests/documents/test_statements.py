"""Registering asks the database little, and holds the register's counter only while it must."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from dondoc.documents.models import Counter, Number
from dondoc.lib.days import moment
from tests.world import NOW, TODAY, World

MOST = 13
AFTER_THE_NUMBER = ["documents_number", "documents_entry", "documents_documentaccess", "audit_journalline"]


def test_an_arrival_takes_its_number_last(province: World) -> None:
    province.incoming(symbol="1/CĐ-TTg")
    paper = [(province.pdf(), "a.pdf")]
    with CaptureQueriesContext(connection) as caught:
        province.incoming(symbol="2/CĐ-TTg", files=paper)
    written = [
        query["sql"].replace('"', "") for query in caught if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]
    # Two statements are the world's own: who the clerk is, and which type.
    assert len(written) <= MOST
    (place,) = [n for n, sql in enumerate(written) if sql.startswith("INSERT INTO documents_counter")]
    assert [sql.split()[2] for sql in written[place + 1 :]] == AFTER_THE_NUMBER


def test_the_first_number_of_a_year_makes_its_counter(province: World) -> None:
    first = province.incoming(symbol="1/CĐ-TTg", at=moment(TODAY.replace(year=2027, month=1, day=4), 9))
    second = province.incoming(symbol="2/CĐ-TTg", at=moment(TODAY.replace(year=2027, month=1, day=4), 10))
    assert [(entry.number.year, entry.number.number) for entry in (first, second)] == [(2027, 1), (2027, 2)]
    counter = Counter.objects.get(register=first.number.register, year=2027)
    assert (counter.last_number, counter.opened_with) == (2, 0)


def test_the_counter_goes_on_from_what_was_used_outside(province: World) -> None:
    counter = Counter.objects.get(register__agency=province.units["UBND"], register__direction="in", year=NOW.year - 1)
    Counter.objects.create(register=counter.register, year=NOW.year, last_number=41, opened_with=41)
    assert province.incoming().number.number == 42
    assert Number.objects.filter(register=counter.register, year=NOW.year).count() == 1
