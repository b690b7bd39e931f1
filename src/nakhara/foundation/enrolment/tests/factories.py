"""Requests to enrol and invitations for tests, made by the actions."""

from nakhara.foundation.documents.tests.factories import a_document
from nakhara.foundation.enrolment.actions import invite, request_enrolment
from nakhara.foundation.enrolment.models import Enrolment, Invitation
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import Membership
from nakhara.foundation.parties.tests.factories import AT, a_juristic_id, a_member, a_person, acting
from nakhara.foundation.places.tests.factories import a_province

RIGHTS = {"administers": False, "edits": True, "signs": False, "clerks": False}


def an_enrolment(by: Actor | None = None, **values) -> Enrolment:
    """A request that waits to be checked, on a letter of the day before."""
    told = {
        "kind": "town",
        "name_th": "เทศบาลเมืองทดลอง",
        "juristic_id": a_juristic_id(),
        "legal_basis": "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        "province": a_province("53"),
        "title_th": "นายกเทศมนตรี",
        "letter": a_document(name="หนังสือมอบอำนาจ.pdf"),
        "letter_number": "อต ๕๒๐๐๑/๑๒",
        "letter_dated": AT.date(),
        "at": AT,
        **values,
    }
    return request_enrolment(by=by or Actor(person=a_person()), **told)


def an_invitation(admin: Membership | None = None, email: str = "helper@city.example", **values) -> Invitation:
    """Somebody is asked into an organisation to edit."""
    admin = admin or a_member()
    told = {"rights": RIGHTS, "title_th": "นักวิชาการ", "at": AT, **values}
    return invite(by=acting(admin), organisation=admin.organisation, email=email, **told)
