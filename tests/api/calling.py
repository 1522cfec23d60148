"""A program with a key, as the tests of the API call it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions as organization
from dondoc.organization.models import ApiToken, Holding
from dondoc.organization.queries import permissions_of_role
from tests.world import NOW, World


def key(province: World, username: str, granted: list[str] | None = None, **more: Any) -> tuple[ApiToken, str]:
    """A key of a person's post; without a list it may do all that the post may."""
    holding = Holding.objects.select_related("post").get(user__username=username)
    listed = permissions_of_role(holding.post.kind) if granted is None else granted
    given: dict[str, Any] = {"name": "Phần mềm thử", "days": 30, "by": SYSTEM, "at": NOW} | more
    return organization.issue_token(holding=holding, granted=listed, **given)


class Caller:
    """Calls with the key of one person; answers are JSON."""

    def __init__(self, province: World, username: str, granted: list[str] | None = None) -> None:
        _, secret = key(province, username, granted)
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, status: int = 200, **asked: Any) -> Any:
        return self._answer(self.client.get(f"/api/{path}", asked), status)

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        sent = {} if body is None else body
        return self._answer(self.client.post(f"/api/{path}", sent, content_type="application/json"), status)

    def upload(self, content: bytes, name: str = "vb.pdf", status: int = 200, asked: str = "") -> Any:
        file = SimpleUploadedFile(name, content)
        return self._answer(self.client.post(f"/api/files{asked}", {"upload": file}), status)

    def _answer(self, response: Any, status: int) -> Any:
        assert response.status_code == status, response.content.decode()[:2000]
        return response.json()
