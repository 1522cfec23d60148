"""Who reads from a seat is who sits on it: the same answer from either side, for everybody."""

from dondoc.organization.access import seats_of
from dondoc.organization.models import Holding
from dondoc.organization.queries import agencies_of_seats, holders_of_seats
from tests.world import PEOPLE, TODAY, World


def test_seats_and_their_holders_agree(province: World) -> None:
    seats = {name: seats_of(province.actor(name)) for name, *_ in PEOPLE}
    every = {seat for found in seats.values() for seat in found}
    holders = holders_of_seats(every, TODAY)
    for seat in every:
        assert {held.user.username for held in holders[seat]} == {name for name in seats if seat in seats[name]}


def test_a_seat_belongs_to_its_agency(province: World) -> None:
    unit, post = province.units["CCHC"], province.post("snv_officer")
    user = Holding.objects.get(post=post).user
    home = [province.units["SNV"].pk]
    seats = [f"u{unit.pk}", f"p{post.pk}", f"h{user.pk}"]
    assert agencies_of_seats(seats, TODAY) == dict.fromkeys(seats, home)
