"""Lists of tasks name the person who does the work, not only his title."""

import pytest
from django.test import Client

from dondoc.lib.days import moment
from tests import world


@pytest.mark.parametrize(("username", "path"), [("snv_head", "/tasks/?tab=late_lead"), ("chief", "/")])
def test_a_late_task_names_its_person(province: world.World, client: Client, username: str, path: str) -> None:
    province.taken(at=moment(world.date(2026, 1, 5), 9))
    client.force_login(province.user(username))
    assert "Vũ Thị Én" in client.get(path).content.decode()
