"""Uploads are spooled to memory or to a file without a name: nothing lies on the disk before it is accepted."""

import os
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from dondoc.files.upload import IN_MEMORY, SpoolHandler, TooLarge
from tests.files.conftest import Shelf

MEGABYTE = b"x" * (1024 * 1024)


def uploaded(content: bytes, name: str = "a.pdf") -> HttpRequest:
    """A request parsed by Django with the product's own handlers."""
    return RequestFactory().post("/", {"files": SimpleUploadedFile(name, content)})


def spooled(megabytes: int) -> UploadedFile:
    handler = SpoolHandler()
    handler.new_file("files", "a.pdf", "application/pdf", None)
    for place in range(megabytes):
        assert handler.receive_data_chunk(MEGABYTE, place * len(MEGABYTE)) is None
    return handler.file_complete(megabytes * len(MEGABYTE))


def test_the_handler_is_the_only_one(settings: Any) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["dondoc.files.upload.SpoolHandler"]


def test_a_small_file_stays_in_memory(shelf: Shelf) -> None:
    request = uploaded(b"abc" * 10)
    upload = request.FILES["files"]
    assert isinstance(upload.file, BytesIO)
    assert (upload.read(), upload.size, upload.name) == (b"abc" * 10, 30, "a.pdf")
    assert shelf.written() == []


def test_a_large_file_lies_on_the_disk_without_a_name(shelf: Shelf) -> None:
    request = uploaded(MEGABYTE * 7 + b"end")
    upload = request.FILES["files"]
    try:
        assert os.fstat(upload.file.fileno()).st_nlink == 0
        assert shelf.written() == []
        assert upload.read() == MEGABYTE * 7 + b"end"
        assert not hasattr(upload, "temporary_file_path")
    finally:
        request.close()
    assert upload.closed


def test_the_change_from_memory_to_disk_loses_no_byte() -> None:
    handler = SpoolHandler()
    handler.new_file("files", "a.pdf", "application/pdf", None)
    handler.receive_data_chunk(b"a" * IN_MEMORY, 0)
    handler.receive_data_chunk(b"bc", IN_MEMORY)
    upload = handler.file_complete(IN_MEMORY + 2)
    assert upload.read() == b"a" * IN_MEMORY + b"bc"
    upload.close()


def test_a_file_over_the_limit_is_not_held(shelf: Shelf) -> None:
    upload = spooled(21)
    assert isinstance(upload, TooLarge)
    assert upload.read() == b"" and shelf.written() == []


def test_a_file_at_the_limit_is_held() -> None:
    upload = spooled(20)
    assert not isinstance(upload, TooLarge)
    assert upload.size == 20 * len(MEGABYTE)
    upload.close()


@pytest.mark.parametrize("name", ["../../etc/passwd.pdf", "C:\\x\\a.pdf", "/a.pdf"])
def test_folders_in_the_name_are_dropped(name: str) -> None:
    handler = SpoolHandler()
    handler.new_file("files", name, "application/pdf", None)
    given = handler.file_complete(0).name
    assert given is not None and "/" not in given


def test_several_files_do_not_mix() -> None:
    files = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"two")]
    request = RequestFactory().post("/", {"files": files})
    assert [(f.name, f.read()) for f in request.FILES.getlist("files")] == [("a.txt", b"one"), ("b.txt", b"two")]
