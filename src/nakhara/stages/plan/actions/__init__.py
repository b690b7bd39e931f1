"""Verbs of the plan (guideline-1/plan): `plans` for the plan itself and its texts, `rows` for what stands in it."""

from nakhara.stages.plan.actions.plans import (
    claim_dimensions,
    freeze,
    hold,
    save_texts,
    start_plan,
    start_plan_for_new_area,
    thaw,
    write_content,
)
from nakhara.stages.plan.actions.rows import (
    add_indicator,
    add_milestone,
    add_project,
    change_indicator,
    change_milestone,
    change_project,
    remove_indicator,
    remove_milestone,
    remove_project,
)

__all__ = [
    "add_indicator",
    "add_milestone",
    "add_project",
    "change_indicator",
    "change_milestone",
    "change_project",
    "claim_dimensions",
    "freeze",
    "hold",
    "remove_indicator",
    "remove_milestone",
    "remove_project",
    "save_texts",
    "start_plan",
    "start_plan_for_new_area",
    "thaw",
    "write_content",
]
