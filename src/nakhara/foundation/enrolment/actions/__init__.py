"""Verbs of enrolment: an account by mail, a request on a letter of authorisation, invitations (criteria-1.1)."""

from nakhara.foundation.enrolment.actions.accounts import ask_for_account, open_account
from nakhara.foundation.enrolment.actions.invitations import invite, take_up, withdraw_invitation
from nakhara.foundation.enrolment.actions.letters import accept_enrolment, refuse_enrolment, request_enrolment

__all__ = [
    "accept_enrolment",
    "ask_for_account",
    "invite",
    "open_account",
    "refuse_enrolment",
    "request_enrolment",
    "take_up",
    "withdraw_invitation",
]
