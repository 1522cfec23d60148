"""A shelf of its own for each test: what is on it afterwards is what was kept."""

import copy
import tempfile
from pathlib import Path
from typing import Any

import pytest

from dondoc.lib.actor import Actor


class Shelf:
    """The folders into which uploads, previews and temporary files could go."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def written(self) -> list[Path]:
        """Every file that lies anywhere under it."""
        return sorted(path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    storages = copy.deepcopy(settings.STORAGES)
    for alias, folder in (("default", "files"), ("previews", "previews")):
        storages[alias]["OPTIONS"]["location"] = str(tmp_path / folder)
    settings.STORAGES = storages
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return Shelf(tmp_path)


@pytest.fixture
def clerk() -> Actor:
    return Actor(user_id=7, post_id=9, channel="web", kind="registry_clerk")
