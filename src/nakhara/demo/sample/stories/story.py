"""One case from the owner's coming in to the close of its review, and what is to become of it afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from nakhara.demo.sample.deeds import SECRETARY, Deed
from nakhara.demo.sample.stories import assessments, filings, plans, reviews
from nakhara.demo.sample.stories.stages import MUST_PASS, Way, stages, way
from nakhara.demo.sample.timeline import Line
from nakhara.demo.sample.words import BANGKOK, Identity, Place, Words, juristic_id


@dataclass(frozen=True)
class Story:
    """A case: how far it comes, and its deeds up to there in the order of time."""

    number: int
    way: Way
    deeds: tuple[Deed, ...]

    @property
    def stage(self) -> str:
        return self.way.stage


@dataclass(frozen=True)
class World:
    """What all stories share: the seed, the line of time, the places, and who sits in each body that scores."""

    seed: int
    line: Line
    places: Mapping[str, list[Place]]
    panels: reviews.Panels


def stories(count: int, world: World) -> Iterator[Story]:
    """So many stories: provinces taken in turn, no owner twice, each case by a source of chance of its own."""
    rng = Random(f"nakhara sample {world.seed}")
    provinces = sorted(world.places)
    rng.shuffle(provinces)
    # whoever asks for fewer cases than there are provinces sees more than one region, and the capital
    provinces.insert(0, provinces.pop(provinces.index(BANGKOK)))
    numbers = rng.sample(range(10_000_000, 100_000_000), count)
    taken: set[str] = set()
    for n, stage in enumerate(stages(count, rng), start=1):
        words = Words(Random(f"nakhara sample {world.seed}: case {n}"))
        places = world.places[provinces[n % len(provinces)]]
        identity = _new_identity(words, places, juristic_id(numbers[n - 1]), taken)
        yield Story(n, found := way(stage, words.rng), tuple(_deeds(found, identity, words, world, n)))


def _new_identity(words: Words, places: list[Place], number: str, taken: set[str]) -> Identity:
    for _ in range(200):
        identity = words.identity(words.rng.choice(places), number)
        if not taken & {identity.name_th, identity.area_th}:
            break
    else:
        identity = identity.again(number)
    taken |= {identity.name_th, identity.area_th}
    return identity


def _deeds(way: Way, identity: Identity, words: Words, world: World, number: int) -> Iterator[Deed]:
    rng, line = words.rng, world.line
    dimensions = plans.claimed(rng)
    whole = way.stage != "draft"
    first = line(way.mark("plan")).date()
    address = f"s{world.seed}-{number}"
    yield from line.spread(plans.enter(identity, words, address), way.mark("enter"), way.mark("plan"), rng)
    written = plans.write(identity, words, dimensions, first, whole=whole)
    yield from line.spread(written, way.mark("plan"), way.mark("assess"), rng)
    if way.stage == "draft" and rng.random() < 0.5:
        return
    assessed = assessments.assess(words, dimensions, whole=whole)
    yield from line.spread(assessed, way.mark("assess"), way.mark("file"), rng)
    if way.reaches("file"):
        yield from filings.file(way, words, line)
    if way.reaches("assign"):
        yield from _reviewed(way, dimensions, words, world)


def _reviewed(way: Way, dimensions: list[str], words: Words, world: World) -> Iterator[Deed]:
    rng, line = words.rng, world.line
    chosen = reviews.judging(dimensions, world.panels, rng)
    yield from line.spread(reviews.assigning(chosen), way.mark("assign"), way.mark("score"), rng)
    closed = line(way.mark("close"))
    passes = True if way.stage in MUST_PASS else None
    levels = reviews.levels_for(chosen, dimensions, rng, closed.date(), passes=passes)
    scored = reviews.scoring(chosen, levels, words, whole=way.reaches("close"))
    yield from line.spread(scored, way.mark("score"), way.mark("close"), rng)
    if way.reaches("close"):
        yield Deed("close_review", SECRETARY, at=closed)
