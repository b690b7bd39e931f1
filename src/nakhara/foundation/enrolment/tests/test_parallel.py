"""Two who act at the same moment: an invitation is taken up once, and not after it was withdrawn."""

import pytest

from nakhara.foundation.enrolment.actions import take_up, withdraw_invitation
from nakhara.foundation.enrolment.tests.factories import an_invitation
from nakhara.foundation.parties.models import Membership
from nakhara.foundation.parties.tests.factories import AT, a_member, a_person, acting
from nakhara.foundation.record.refusals import RefusedError
from nakhara.foundation.record.tests.factories import while_open

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_invitation_that_is_withdrawn_in_the_same_moment_is_not_taken_up():
    admin, guest = a_member(), a_person("guest")
    invitation = an_invitation(admin, guest.email)
    results = while_open(
        lambda: bool(withdraw_invitation(by=acting(admin), invitation=invitation, at=AT)),
        lambda: take_up(token=invitation.token, person=guest, at=AT),
    )
    assert results == [True, RefusedError]
    assert not Membership.objects.filter(person=guest).exists()
