"""Files in an S3-compatible store, by setting: a real client against a server on this machine."""

import hashlib
import secrets
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from dondoc.config import settings as product
from dondoc.files import queries
from dondoc.files.actions import store
from dondoc.files.models import StoredFile
from dondoc.lib.actor import SYSTEM
from tests.files import making
from tests.world import NOW

pytestmark = pytest.mark.django_db
Bucket = Any  # boto3 makes its classes while it runs


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Bucket]:
    name_of_bucket = f"dondoc-{secrets.token_hex(4)}"  # the server's memory outlives it
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in (
        ("BUCKET", name_of_bucket),
        ("ENDPOINT", f"http://{host}:{port}"),
        ("KEY", "key"),
        ("SECRET", "secret"),
    ):
        monkeypatch.setenv(f"DONDOC_S3_{name}", value)
    store = boto3.resource(
        "s3", endpoint_url=f"http://{host}:{port}", aws_access_key_id="key", aws_secret_access_key="secret",
        region_name="us-east-1",
    )  # fmt: skip
    store.create_bucket(Bucket=name_of_bucket)
    settings.STORAGES = product.STORAGES | {
        name: product._file_storage(folder) for name, folder in (("default", "files"), ("previews", "previews"))
    }
    yield store.Bucket(name_of_bucket)
    server.stop()


def test_a_file_is_stored_under_its_hash_and_read_again_unaltered(bucket: Bucket) -> None:
    content = making.pdf("van ban di")
    stored = store(BytesIO(content), name="a.pdf", by=SYSTEM, at=NOW)
    (held,) = bucket.objects.all()
    assert held.key == f"files/{stored.path}" and held.get()["Body"].read() == content
    with queries.open_original(stored) as handle:
        assert handle.read() == content
    assert queries.is_intact(stored)


def test_the_same_bytes_are_one_object(bucket: Bucket) -> None:
    for name in ("a.pdf", "b.pdf"):
        store(BytesIO(making.pdf()), name=name, by=SYSTEM, at=NOW)
    assert len(list(bucket.objects.all())) == StoredFile.objects.count() == 1


def test_altered_bytes_are_noticed(bucket: Bucket) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=SYSTEM, at=NOW)
    bucket.put_object(Key=f"files/{stored.path}", Body=b"khac")
    assert not queries.is_intact(stored)


def test_bytes_cut_off_by_a_crash_are_written_anew(bucket: Bucket) -> None:
    digest = hashlib.sha256(making.pdf()).hexdigest()
    bucket.put_object(Key=f"files/{digest[:2]}/{digest}", Body=b"%PDF-1.7 half")
    assert queries.is_intact(store(BytesIO(making.pdf()), name="a.pdf", by=SYSTEM, at=NOW))


def test_a_page_is_drawn_once_and_kept_beside(bucket: Bucket) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=SYSTEM, at=NOW)
    first = queries.page_image(stored, 0, 900)
    assert first is not None and first.startswith(b"\x89PNG")
    assert {held.key.partition("/")[0] for held in bucket.objects.all()} == {"files", "previews"}
    assert queries.page_image(stored, 0, 900) == first


def test_without_a_bucket_files_lie_in_the_data_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DONDOC_S3_BUCKET", raising=False)
    assert product._file_storage("files")["BACKEND"].endswith("FileSystemStorage")
    assert storages["default"].__class__.__name__ == "FileSystemStorage"
