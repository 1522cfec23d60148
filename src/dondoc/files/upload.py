"""Uploads go to memory or to an unlinked file: what is refused leaves nothing on the disk."""

import tempfile
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

IN_MEMORY = 5 * 1024 * 1024


class TooLarge(UploadedFile):
    """Stands for a file over the limit, whose bytes were not kept; `files.actions.store` refuses it in words."""


class SpoolHandler(FileUploadHandler):
    """Spools each file to memory, beyond 5 MB to a temporary file that has no name on the disk."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        self.too_large = False
        self.spool: IO[bytes] = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.DONDOC_UPLOAD_LIMIT:
            self.too_large = True
            self.spool.close()
            self.spool = BytesIO()
            return
        if self.received > IN_MEMORY and isinstance(self.spool, BytesIO):
            unlinked = tempfile.TemporaryFile()  # noqa: SIM115
            unlinked.write(self.spool.getvalue())
            self.spool = unlinked
        self.spool.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.spool.seek(0)
        kind = TooLarge if self.too_large else UploadedFile
        return kind(
            file=self.spool,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The client went away: the bytes are let go at once."""
        self.spool.close()
