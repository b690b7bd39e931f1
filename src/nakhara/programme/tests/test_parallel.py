"""Two people of one province who answer for the first time at once: one answer stands, the other is told so."""

import pytest

from nakhara.foundation.record.refusals import StaleError
from nakhara.foundation.record.tests.factories import while_open
from nakhara.programme.models import ProvinceAnswer
from nakhara.programme.tests.factories import a_governor, an_answer, the_targets

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_first_answers_the_second_is_stale_and_the_first_stands():
    target = the_targets()["laem-chabang"]
    governor = a_governor()
    answers = [lambda text=text: an_answer(target, governor, support=text) for text in ("คนแรก", "คนหลัง")]
    outcomes = while_open(*answers)
    assert outcomes == [ProvinceAnswer.objects.get(support="คนแรก"), StaleError]
