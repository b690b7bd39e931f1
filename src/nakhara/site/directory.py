"""The data directory: everything one installation keeps, and whether it is a demo.

`nakhara.toml` in it is what makes a folder a data directory; `nakhara init` writes it last, so half a directory is none.
"""

import os
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MARKER = "nakhara.toml"
SECRET_KEY_FILE = "secret-key"


@dataclass(frozen=True)
class DataDirectory:
    """One installation's folder on a local disk."""

    path: Path

    @classmethod
    def from_environment(cls) -> "DataDirectory":
        """The directory that `NAKHARA_DATA` names, by default `.nakhara` in the current folder."""
        return cls(Path(os.environ.get("NAKHARA_DATA", ".nakhara")).resolve())

    @property
    def exists(self) -> bool:
        return (self.path / MARKER).is_file()

    @cached_property
    def configuration(self) -> dict[str, object]:
        """What `nakhara.toml` says; empty where there is no data directory."""
        return tomllib.loads((self.path / MARKER).read_text("utf-8")) if self.exists else {}

    @property
    def demo(self) -> bool:
        return self.configuration.get("demo") is True

    @property
    def secret_key(self) -> str:
        """The key that signs sessions and links: the environment's, else the directory's, else empty."""
        if key := os.environ.get("NAKHARA_SECRET_KEY"):
            return key
        file = self.path / SECRET_KEY_FILE
        return file.read_text("utf-8").strip() if file.is_file() else ""
