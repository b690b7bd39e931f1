"""Two offices at one letter at once: they take turns, and nobody is sent it twice."""

import pytest

from nakhara.circulars.actions import pass_on, receive_letter, send_letter
from nakhara.circulars.models import Dispatch
from nakhara.circulars.tests.factories import AT, a_clerk, a_letter, send, uttaradit
from nakhara.foundation.parties.tests.factories import an_organisation
from nakhara.foundation.record.refusals import RefusedError
from nakhara.foundation.record.tests.factories import while_open

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_offices_that_pass_a_letter_on_to_the_same_receiver_send_it_once():
    offices = uttaradit()
    ministry, receiver = a_clerk(offices["ministry"]), offices["province"]
    other = an_organisation("department", name_th="กรมการปกครอง", parent=offices["ministry"])
    departments = [a_clerk(offices["department"]), a_clerk(other)]
    letter = send(ministry, a_letter(ministry), [one.organisation for one in departments])
    passes = []
    for clerk in departments:
        came = Dispatch.objects.get(letter=letter, receiver=clerk.organisation)
        receive_letter(by=clerk, dispatch=came, received_on=AT.date(), at=AT)
        passes.append(lambda clerk=clerk, came=came: pass_on(by=clerk, dispatch=came, receivers=[receiver], at=AT))
    outcomes = while_open(*passes)
    assert outcomes == [[Dispatch.objects.get(receiver=receiver)], []]


def test_a_letter_that_is_being_sent_is_not_sent_again():
    offices = uttaradit()
    clerk = a_clerk(offices["province"])
    letter = a_letter(clerk)

    def sends():
        return send_letter(by=clerk, letter=letter, receivers=[offices["laplae"]], version=1, at=AT)

    outcomes = while_open(sends, sends)
    assert outcomes == [letter, RefusedError]
    assert [one.receiver for one in Dispatch.objects.all()] == [offices["laplae"]]
