"""Set the demo's case in review to Environment at 125 of 180 points: `NAKHARA_DATA=… python nine_reviewers.py`.

Nine reviewers by four items by level 5 make 180. No page adds seats to a body; an operator does.
"""

import django

django.setup()

from django.db import transaction  # noqa: E402

from nakhara.demo.judging import REASON, acting, sitters_of  # noqa: E402
from nakhara.foundation.parties.actions import add_seat, appoint  # noqa: E402
from nakhara.foundation.parties.actor import OPERATOR  # noqa: E402
from nakhara.foundation.parties.models import Appointment, Body, Person  # noqa: E402
from nakhara.foundation.record import clock  # noqa: E402
from nakhara.rulebook.loading import edition  # noqa: E402
from nakhara.stages.application.models import Filing  # noqa: E402
from nakhara.stages.review.actions import assign_reviewer, declare, save_scores, send_scores  # noqa: E402
from nakhara.stages.review.models import Assignment, Score, Verdict  # noqa: E402

POINTS, REVIEWERS, ITEMS = 125, 9, 4


@transaction.atomic
def main() -> None:
    filing = Filing.objects.exclude(pk__in=Verdict.objects.values("filing")).get(check_result__outcome="accepted")
    for sheet in Assignment.objects.filter(filing=filing, sent_at=None).select_related("reviewer__person"):
        score(sheet, [5] * len(edition().items_of(sheet.part)))
    group = Body.objects.get(kind="working-group", dimensions__dimension="environment")
    seat_everybody(group)
    asked = Assignment.objects.filter(filing=filing, part="environment").values_list("reviewer", flat=True)
    others = [sitter for sitter in sitters_of(group) if sitter.pk not in asked]
    sent = Score.objects.filter(assignment__filing=filing, assignment__part="environment")
    given = sum(sent.values_list("level", flat=True))
    least, more = divmod(POINTS - given, len(others) * ITEMS)
    for number, sitter in enumerate(others):
        first = number * ITEMS
        score(asked_of(filing, group, sitter), [least + (first + item < more) for item in range(ITEMS)])


def seat_everybody(group: Body) -> None:
    """A seat in the group for each of the nine who has none."""
    seated = {sitter.person.email for sitter in sitters_of(group)}
    emails = {f"reviewer{number}@demo.example" for number in range(1, REVIEWERS + 1)}
    for order, person in enumerate(Person.objects.filter(email__in=emails - seated), start=10):
        words = {"role": "member", "title_th": "ผู้ทรงคุณวุฒิ", "title_en": "Expert"}
        at = clock.now()
        seat = add_seat(by=OPERATOR, body=group, order=order, office=None, since=at.date(), at=at, **words)
        appoint(by=OPERATOR, seat=seat, person=person, at=at)


def asked_of(filing: Filing, group: Body, sitter: Appointment) -> Assignment:
    secretary = acting(sitters_of(Body.objects.get(kind="secretariat"))[0])
    at = clock.now()
    return assign_reviewer(by=secretary, filing=filing, reviewer=sitter, body=group, part="environment", at=at)


def score(sheet: Assignment, levels: list[int]) -> None:
    reviewer, at = acting(sheet.reviewer), clock.now()
    declare(by=reviewer, assignment=sheet, conflict=False, at=at)
    sheet.refresh_from_db()
    items = edition().items_of(sheet.part)
    scores = {item.id: (level, REASON, "เอกสารแนบ หน้า 1") for item, level in zip(items, levels, strict=True)}
    save_scores(by=reviewer, assignment=sheet, scores=scores, version=sheet.version, at=at)
    sheet.refresh_from_db()
    send_scores(by=reviewer, assignment=sheet, version=sheet.version, at=at)


main()
