"""The store: bytes under their SHA-256 in two levels of folders; nothing in it has a name that anybody chose."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings


def root() -> Path:
    """The folder of the store."""
    return Path(settings.DOCUMENTS_ROOT)


def path_of(sha256: str) -> Path:
    """Where the bytes of this hash lie."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def new_temporary() -> Path:
    """A fresh place for bytes on their way in, on the same disk as the store."""
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / secrets.token_hex(16)


def keep(temporary: Path, sha256: str) -> None:
    """Rename a complete, synced file to its place and sync the folder, so that it outlives a power cut."""
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(temporary, place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def discard(path: Path) -> None:
    """Remove a file if it is there."""
    path.unlink(missing_ok=True)


def stale_files(before: datetime) -> Iterator[Path]:
    """Files in the store and on their way in that nobody has touched since."""
    limit = before.timestamp()
    for path in root().glob("**/*"):
        if path.is_file() and path.stat().st_mtime < limit:
            yield path
