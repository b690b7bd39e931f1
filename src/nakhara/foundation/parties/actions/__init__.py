"""Verbs of parties: organisations, people, bodies, owners of areas, interests (background-1, background-2)."""

from nakhara.foundation.parties.actions.bodies import add_seat, appoint, appoint_newcomer, create_body, end_appointment
from nakhara.foundation.parties.actions.interests import declare_interest, end_interest
from nakhara.foundation.parties.actions.organisations import (
    create_organisation,
    digits_of_number,
    faults_of_number,
    found_administration,
    set_area_party,
)
from nakhara.foundation.parties.actions.people import (
    RIGHTS,
    add_member,
    change_rights,
    end_membership,
    register_operator,
    register_person,
    resume_member,
    suspend_member,
)

__all__ = [
    "RIGHTS",
    "add_member",
    "add_seat",
    "appoint",
    "appoint_newcomer",
    "change_rights",
    "create_body",
    "create_organisation",
    "declare_interest",
    "digits_of_number",
    "end_appointment",
    "end_interest",
    "end_membership",
    "faults_of_number",
    "found_administration",
    "register_operator",
    "register_person",
    "resume_member",
    "set_area_party",
    "suspend_member",
]
