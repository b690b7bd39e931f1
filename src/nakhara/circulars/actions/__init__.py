"""Verbs of circulars: write and send letters, receive them, pass them on; register the founding letters."""

from nakhara.circulars.actions.founding import register_founding_letters
from nakhara.circulars.actions.receiving import (
    acknowledge,
    assign_section,
    cancel_receipt,
    pass_on,
    receive_letter,
    receive_letters,
)
from nakhara.circulars.actions.writing import cancel_letter, change_letter, send_letter, write_letter

__all__ = [
    "acknowledge",
    "assign_section",
    "cancel_letter",
    "cancel_receipt",
    "change_letter",
    "pass_on",
    "receive_letter",
    "receive_letters",
    "register_founding_letters",
    "send_letter",
    "write_letter",
]
