"""A plan is filed, found complete, or returned and filed again (guideline-1/application)."""

from collections.abc import Iterator

from nakhara.demo.sample.deeds import HEAD, HELPER, SECRETARY, Deed
from nakhara.demo.sample.stories.stages import Way
from nakhara.demo.sample.timeline import Line
from nakhara.demo.sample.words import Words, table

RETURNED_ON_THE_WAY = 0.12


def file(way: Way, words: Words, line: Line) -> Iterator[Deed]:
    """Everything between filing and review, each deed at its own moment."""
    yield from _at(way, "file", line, words, Deed("submit_application", HEAD))
    if way.stage in ("returned", "refiled") or (way.reaches("accept") and words.rng.random() < RETURNED_ON_THE_WAY):
        kind, about, text = words.one("returns", "reasons")
        yield from _at(way, "return", line, words, Deed("return_filing", SECRETARY, {"reasons": [(kind, about, text)]}))
        if way.reaches("refile"):
            amended = {"field": about, "more": table()["returns"]["amendment"]}
            again = Deed("amend_text", HELPER, amended), Deed("submit_application", HEAD)
            yield from _at(way, "refile", line, words, *again)
    if way.reaches("accept"):
        yield from _at(way, "accept", line, words, Deed("accept_filing", SECRETARY))


def _at(way: Way, step: str, line: Line, words: Words, *deeds: Deed) -> list[Deed]:
    begin = way.mark(step)
    return line.spread(deeds, begin, begin + (way.end - way.begin) * 0.02, words.rng)
