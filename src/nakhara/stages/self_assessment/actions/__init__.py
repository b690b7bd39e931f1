"""Verbs of the self-assessment: `answers` for levels and conditions, `aims` for what the owner sets out to raise."""

from nakhara.stages.self_assessment.actions.aims import drop_aim, set_efforts, take_aims
from nakhara.stages.self_assessment.actions.answers import STEP, save_answer, save_condition, write_assessment

__all__ = ["STEP", "drop_aim", "save_answer", "save_condition", "set_efforts", "take_aims", "write_assessment"]
