"""Where a provision is served: the files of the package that mention its id, or a pattern such as `family-*`."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import filter as matching

_PATTERN = re.compile(r"(?<![\w.*/-])[a-z]+[-/][\w.*/-]*\*[\w.*/-]*")


def mentions(ids: Iterable[str], texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each id the names of the texts that mention it, in their order."""
    known = sorted(ids, key=len, reverse=True)
    exact = re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, known))})(?![\w/-]|\.\w)")
    found: dict[str, list[str]] = {id: [] for id in known}
    for name, text in texts.items():
        said = set(exact.findall(text))
        for pattern in set(_PATTERN.findall(text)):
            said.update(matching(known, pattern.rstrip(".")))
        for id in said:
            found[id].append(name)
    return {id: tuple(names) for id, names in found.items()}
