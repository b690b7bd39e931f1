"""What is written many at a time is what the actions write."""

import pytest
from django.utils import translation

from nakhara.demo.sample.make import write
from nakhara.demo.sample.offices import Offices
from nakhara.demo.sample.stories.story import Story, World, stories
from nakhara.demo.sample.tests.acting import Acting
from nakhara.demo.sample.tests.conftest import undone
from nakhara.demo.sample.tests.dumping import dump
from nakhara.demo.sample.writing.play import VERBS

pytestmark = pytest.mark.django_db
# Between them these do everything that can be done: returned and filed again, an interest declared, closed.
STAGES = ("draft", "refiled", "in-review", "designated")


def tell(world: World) -> dict[str, Story]:
    """One story for each of these stages; where there is a review, somebody declares an interest."""
    found: dict[str, Story] = {}
    for story in stories(300, world):
        verbs = {deed.verb for deed in story.deeds}
        rich = "withdraw_assignment" in verbs or story.stage not in ("in-review", "designated")
        if story.stage in STAGES and rich:
            found.setdefault(story.stage, story)
    return found


def test_the_stories_compared_hold_every_deed_there_is(world: World):
    assert {deed.verb for story in tell(world).values() for deed in story.deeds} == set(VERBS)


@pytest.mark.parametrize("stage", STAGES)
def test_a_case_written_in_bulk_equals_one_done_by_the_actions(stage: str, world: World, offices: Offices):
    story = tell(world)[stage]
    with translation.override("th"):
        with undone():
            write([story], offices, progress=lambda _line: None)
            written = dump(keys=False)
        with undone():
            Acting(story, offices).play()
            acted = dump(keys=False)
    for label, rows in acted.items():
        assert written[label] == rows, label
