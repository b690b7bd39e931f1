"""Names of files as people gave them, made harmless to show and to send; the store itself knows only hashes."""

import re
from pathlib import PurePosixPath

from nakhara.rulebook.thai import clean_text

LONGEST = 200


def clean_name(name: str) -> str:
    """The name without folders, line ends or invisible characters, cut in the middle if long; never empty."""
    flat = re.sub(r"\s+", " ", clean_text(name.replace("\\", "/").rpartition("/")[2])).strip(" .")
    stem, suffix = PurePosixPath(flat).stem, PurePosixPath(flat).suffix
    return (stem[: LONGEST - len(suffix)] or "document") + suffix[:20]


def extension_of(name: str) -> str:
    """The extension in lower case, with its dot."""
    return PurePosixPath(name).suffix.lower()
