"""Two who act at the same moment: an organisation keeps an administrator, a seat has one sitter."""

import pytest

from nakhara.foundation.parties.actions import appoint, end_membership
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.parties.models import Appointment, Membership, Seat
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, a_person, acting
from nakhara.foundation.record.refusals import RefusedError, StaleError
from nakhara.foundation.record.tests.factories import while_open

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_administrators_who_remove_each_other_leave_one():
    one = a_member()
    other = a_member(one.organisation)
    results = while_open(
        lambda: end_membership(by=acting(one), membership=other, at=AT).key,
        lambda: end_membership(by=acting(other), membership=one, at=AT).key,
    )
    assert results == [other.key, RefusedError]
    standing = Membership.objects.filter(organisation=one.organisation, administers=True, until=None)
    assert list(standing) == [one]


def test_two_who_appoint_to_one_seat_fill_it_once():
    seat, first, second = a_body(seats=1).seats.get(), a_person(), a_person()
    again = Seat.objects.get(pk=seat.pk)
    results = while_open(
        lambda: appoint(by=OPERATOR, seat=seat, person=first, at=AT).person,
        lambda: appoint(by=OPERATOR, seat=again, person=second, at=AT).person,
    )
    assert results == [first, StaleError]
    assert Appointment.objects.get(seat=seat).person == first
