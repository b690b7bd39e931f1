"""Verbs of a body at work: `calling` (arrange, agenda), `sitting` (open, attend, recuse), `deciding` (vote, resolve,
adopt), `confirming` (the chair, or who stands in); all of them bump the meeting's version (guideline-2, guideline-3).
"""

from nakhara.meetings.actions.calling import add_item, arrange_meeting, remove_item
from nakhara.meetings.actions.confirming import confirm_item, confirm_meeting
from nakhara.meetings.actions.deciding import adopt_list, cast_votes, resolve_item
from nakhara.meetings.actions.sitting import open_meeting, record_attendance, recuse

__all__ = [
    "add_item",
    "adopt_list",
    "arrange_meeting",
    "cast_votes",
    "confirm_item",
    "confirm_meeting",
    "open_meeting",
    "record_attendance",
    "recuse",
    "remove_item",
    "resolve_item",
]
