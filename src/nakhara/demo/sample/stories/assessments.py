"""An owner proves the conditions and assesses the plan, each time on evidence (guideline-1/self-assessment)."""

from collections.abc import Iterator
from random import Random

from nakhara.demo.sample.deeds import HEAD, HELPER, Deed
from nakhara.demo.sample.words import Words, table
from nakhara.rulebook.loading import edition
from nakhara.rulebook.scoring import OVERALL, needs_evidence


def assess(words: Words, dimensions: list[str], *, whole: bool) -> Iterator[Deed]:
    """Papers, conditions, and a level an item; a draft has begun with the conditions only."""
    rng, titles = words.rng, table()["papers"]["titles"]
    papers = rng.sample(range(len(titles)), rng.randint(4, 6) if whole else 2)
    said = [*_conditions(papers, rng, whole=whole), *(_answers(words, dimensions, papers) if whole else ())]
    cited = {paper for deed in said for paper, _page in deed.what["evidence"]}
    for paper in sorted(cited):
        yield Deed("store_document", HELPER, {"paper": paper, "description": titles[paper]})
    yield from said


def _conditions(papers: list[int], rng: Random, *, whole: bool) -> Iterator[Deed]:
    conditions = list(table()["conditions"].items())
    for provision, proof in conditions if whole else conditions[: rng.randint(1, 3)]:
        evidence = [(rng.choice(papers), _page(rng))]
        yield Deed("save_condition", HEAD, {"provision": provision, "met": True, "proof": proof, "evidence": evidence})


def _answers(words: Words, dimensions: list[str], papers: list[int]) -> Iterator[Deed]:
    for part in (*dimensions, OVERALL):
        for item in edition().items_of(part):
            yield _answer(item.id, words, papers)


def _answer(item: str, words: Words, papers: list[int]) -> Deed:
    rng = words.rng
    level = rng.choices(range(6), [1, 2, 6, 12, 14, 5])[0]
    chosen = rng.sample(papers, rng.randint(1, 2)) if needs_evidence(level) else []
    evidence = [(paper, _page(rng)) for paper in chosen]
    reason = words.one("answers", "reasons")
    return Deed("save_answer", HELPER, {"item": item, "level": level, "reason": reason, "evidence": evidence})


def _page(rng: Random) -> str:
    return f"หน้า {rng.randint(1, 24)}"
