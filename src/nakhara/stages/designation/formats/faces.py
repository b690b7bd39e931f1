"""Where the faces of documents lie: Sarabun, as its package installs it."""

from importlib.metadata import distribution
from pathlib import Path


def _folder(package: str, name: str) -> Path:
    file = next(file for file in distribution(package).files or () if file.name == name)
    return Path(str(file.locate())).parent


FONTS = str(_folder("fontpkg-sarabun", "Sarabun-Regular.ttf"))
