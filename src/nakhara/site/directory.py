"""The data directory: everything one installation keeps, and whether it is a demo.

`nakhara.toml` in it is what makes a folder a data directory; while `unfinished` stands beside it, `nakhara init` was
cut short and nothing in the folder counts.
"""

import os
import secrets
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = "nakhara.toml"
UNFINISHED = "unfinished"
SECRET_KEY = "secret-key"
LOCK = "lock"


@dataclass(frozen=True)
class DataDirectory:
    """One installation's folder on a local disk."""

    path: Path

    @classmethod
    def from_environment(cls) -> "DataDirectory":
        """The directory that `NAKHARA_DATA` names, by default `.nakhara` in the current folder."""
        return cls(Path(os.environ.get("NAKHARA_DATA") or ".nakhara").resolve())

    @property
    def is_begun(self) -> bool:
        return (self.path / CONFIGURATION).is_file()

    @property
    def is_complete(self) -> bool:
        return self.is_begun and not (self.path / UNFINISHED).exists()

    @property
    def is_vacant(self) -> bool:
        """Whether the folder is not there yet or has nothing of anybody's in it."""
        return not self.path.exists() or all(entry.name == LOCK for entry in self.path.iterdir())

    @property
    def demo(self) -> bool:
        """Whether it is marked as a demo, whose contents may be erased."""
        return self.is_begun and tomllib.loads((self.path / CONFIGURATION).read_text("utf-8")).get("demo") is True

    @property
    def secret_key(self) -> str:
        """The key that signs sessions and links: the environment's, else the directory's, else empty."""
        if key := os.environ.get("NAKHARA_SECRET_KEY"):
            return key
        file = self.path / SECRET_KEY
        return file.read_text("utf-8").strip() if file.is_file() else ""

    def begin(self, *, demo: bool) -> None:
        """Lay out an unfinished directory, its key and its folders, readable by its owner alone."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        (self.path / UNFINISHED).touch()
        (self.path / CONFIGURATION).write_text(f"# Made by `nakhara init`.\ndemo = {str(demo).lower()}\n", "utf-8")
        for folder in ("documents", "mail"):
            (self.path / folder).mkdir(exist_ok=True)
        key = self.path / SECRET_KEY
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50) + "\n", "utf-8")

    def finish(self) -> None:
        """Say that the directory is whole."""
        (self.path / UNFINISHED).unlink()

    def erase(self) -> None:
        """Remove everything in it but the lock that the caller holds."""
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != LOCK:
                entry.unlink()
