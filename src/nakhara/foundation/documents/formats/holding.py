"""Files on their way in: streamed to the store's own disk and hashed while they arrive, looked at before they are kept.

What goes wrong (too large, cut off, no room on the disk) is remembered as the file's refusal and told at the field.
"""

import hashlib
import json
import os
import subprocess
import sys
import weakref
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from nakhara.foundation.documents.formats import inspection, store
from nakhara.foundation.documents.formats.names import clean_name, extension_of

WALL_SECONDS = 30


class HeldFile(UploadedFile):
    """A file in the folder for incoming ones; closing it discards it, keeping it moves it to its place."""

    def __init__(self, name: str):
        super().__init__(file=None, name=name, size=0)
        self.path = store.new_temporary()
        self.refusal = ""
        self.media_type = ""
        self._digest = hashlib.sha256()
        self._descriptor = -1
        self._finalizer = weakref.finalize(self, store.discard, self.path)
        self._guard(self._open)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def _open(self) -> None:
        self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)

    def add(self, data: bytes) -> None:
        """Write the next bytes; past the limit for a file nothing more is written."""
        self.size += len(data)
        if self.size > settings.DOCUMENTS_FILE_LIMIT:
            self.refuse("size")
        if not self.refusal:
            self._digest.update(data)
            self._guard(lambda: _write_all(self._descriptor, data))

    def complete(self) -> None:
        """Put the bytes on the disk."""
        if not self.refusal:
            self._guard(lambda: os.fsync(self._descriptor))
        self._close_descriptor()

    def refuse(self, code: str) -> None:
        """Remember why the file is not taken and let go of its bytes."""
        self.refusal = self.refusal or code
        self.close()

    def look(self) -> None:
        """Have a complete file looked at by a process of its own; sets `media_type` or `refusal`."""
        if self.media_type or self.refusal:
            return
        said = _inspected(self.path, extension_of(self.name))
        self.media_type = said.get("media_type", "")
        if "refused" in said:
            self.refuse(said["refused"])

    def keep(self) -> None:
        """Move the bytes to their place in the store."""
        store.keep(self.path, self.sha256)
        self._finalizer.detach()

    def close(self) -> None:
        """Discard what is not kept."""
        self._close_descriptor()
        self._finalizer()

    def _close_descriptor(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _guard(self, act) -> None:
        try:
            act()
        except OSError:
            self.refuse("disk")


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def hold(chunks: Iterable[bytes], name: str) -> HeldFile:
    """Hold bytes that come from elsewhere than a form."""
    held = HeldFile(clean_name(name))
    for chunk in chunks:
        held.add(chunk)
    held.complete()
    return held


def _inspected(path: Path, extension: str) -> dict[str, str]:
    command = [sys.executable, "-I", "-X", "utf8", inspection.__file__, str(path), extension]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, cwd="/", env={}, check=True)
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        # killed by its own limits, or by the clock
        return {"refused": "complex"}


class HoldingHandler(FileUploadHandler):
    """Django's upload handler of this site: every uploaded file becomes a HeldFile."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        """Count what arrives, to know a body that was cut off from a whole one."""
        self.expected, self.arrived, self.files = content_length, 0, []
        read = input_data.read

        def counted(*args):
            data = read(*args)
            self.arrived += len(data)
            return data

        input_data.read = counted

    def new_file(self, *args, **kwargs):
        """Begin to hold the next file."""
        super().new_file(*args, **kwargs)
        self.file = HeldFile(clean_name(self.file_name))
        self.files.append(self.file)

    def receive_data_chunk(self, raw_data, start):
        """Hold the next bytes; nobody else gets them."""
        self.file.add(raw_data)

    def file_complete(self, file_size):
        """The held file."""
        self.file.complete()
        return self.file

    def upload_complete(self):
        """A body shorter than announced was cut off: none of its files is whole."""
        if self.arrived < self.expected:
            self.upload_interrupted()

    def upload_interrupted(self):
        """Let go of everything that had arrived."""
        for file in self.files:
            file.refuse("cut")
