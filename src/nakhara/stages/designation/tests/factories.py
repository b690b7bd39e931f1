"""Designations for tests: a filing that has passed and is listed, as rows; the designation by its action."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import count

import rfc8785

from nakhara.foundation.parties.actions import set_area_party
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.models import AreaRole, Body, BodyKind, Organisation
from nakhara.foundation.parties.tests.factories import AT, a_body, a_member, an_organisation
from nakhara.foundation.places.models import Area
from nakhara.foundation.places.tests.factories import an_area
from nakhara.meetings.models import Meeting
from nakhara.meetings.tests.factories import a_meeting, a_quorate_meeting, a_served_body
from nakhara.rulebook.decision import Facts, assess
from nakhara.rulebook.loading import edition
from nakhara.stages.application.models import Application, Filing, Round
from nakhara.stages.designation.actions import issue_designation
from nakhara.stages.designation.models import Designation
from nakhara.stages.plan.models import Claim, Plan
from nakhara.stages.review.models import Screening, Verdict

_numbers = count(1)
SCORES = {"overall": "82.5", "environment": "84", "living": "78"}
FILED = AT - timedelta(days=30)


def a_scored_filing(
    scores: dict[str, str] | None = None,
    *,
    area: Area | None = None,
    organisation: Organisation | None = None,
    milestones: tuple[tuple[str, date], ...] = (),
) -> Filing:
    """A filing of a plan whose review is closed with these percentages; every condition is met."""
    scores = scores or SCORES
    number = next(_numbers)
    organisation = organisation or an_organisation()
    area = area or an_area(f"เมืองทดสอบ {number}", name_en=f"Test city {number}")
    set_area_party(by=OPERATOR, area=area, organisation=organisation, role=AreaRole.OWNER, leads=True, at=FILED)
    claimed = [key for key in edition().dimension_keys if key in scores]
    plan = Plan.objects.create(
        area=area, organisation=organisation, edition="th-2561", created_at=FILED, frozen_at=FILED
    )
    Claim.objects.bulk_create([Claim(plan=plan, dimension=key) for key in claimed])
    filing = _filing(plan, claimed, number, milestones)
    _verdict(filing, scores, claimed)
    return filing


def _filing(plan: Plan, claimed: list[str], number: int, milestones) -> Filing:
    opened, _made = Round.objects.get_or_create(
        name="รอบทดสอบ", edition="th-2561", defaults={"opens_at": AT - timedelta(days=60)}
    )
    application = Application.objects.create(plan=plan, round=opened, number=f"61-{number:04d}", created_at=FILED)
    promised = [{"name": name, "dimension": claimed[0], "due": due.isoformat()} for name, due in milestones]
    told = {
        "claimed": claimed,
        "projects": [{"name": "โครงการ", "milestones": promised[1:]}],
        "milestones": promised[:1],
    }
    dossier = {"format": "smartcity/1", "edition": "th-2561", "area": {"name": plan.area.name_th}, "plan": told}
    snapshot = rfc8785.dumps(dossier)
    return Filing.objects.create(
        application=application,
        sequence=1,
        receipt=f"2561-{number:04d}",
        snapshot=snapshot,
        sha256=sha256(snapshot).hexdigest(),
        edition="th-2561",
        edition_sha256=edition().sha256,
        claimed=claimed,
        filed_at=FILED,
    )


def _verdict(filing: Filing, scores: dict[str, str], claimed: list[str]) -> Verdict:
    facts = Facts(
        edition=edition(),
        preliminary=dict.fromkeys(edition().condition_ids, True),
        claimed=claimed,
        overall=[Fraction(scores["overall"])],
        dimensions={key: [Fraction(scores[key])] for key in claimed},
    )
    found = assess(facts, AT.date())
    answer = rfc8785.dumps(found.as_json())
    return Verdict.objects.create(
        filing=filing,
        verdict=found.verdict,
        strict=found.strict,
        achieved=list(found.achieved),
        overall=str(Fraction(scores["overall"])),
        scores={key: str(Fraction(scores[key])) for key in claimed},
        answer=answer,
        sha256=sha256(answer).hexdigest(),
        closed_at=AT - timedelta(days=10),
    )


def a_listed_filing(scores: dict[str, str] | None = None, **fields) -> Filing:
    """A scored filing that stands on the subcommittee's list."""
    filing = a_scored_filing(scores, **fields)
    body, secretary = a_served_body(BodyKind.SUBCOMMITTEE, sitters=1)
    listed(filing, a_meeting(body, secretary))
    return filing


def listed(filing: Filing, meeting: Meeting) -> Screening:
    """The subcommittee has put a filing on its list."""
    screened = AT - timedelta(days=5)
    return Screening.objects.create(
        filing=filing, meeting=meeting, outcome="approve", listed=True, screened_at=screened
    )


def a_designation(scores: dict[str, str] | None = None, *, at: datetime = AT, **fields) -> Designation:
    """A designated area, numbered by the action itself."""
    filing = a_scored_filing(scores, **fields)
    body = Body.objects.filter(kind=BodyKind.SUBCOMMITTEE).first() or a_body(BodyKind.SUBCOMMITTEE)
    # a row and no more: whoever counts notices and events finds none of a sitting
    number = Meeting.objects.filter(body=body).count() + 1
    listed(filing, Meeting.objects.create(body=body, number=number, year=AT.year, at=AT - timedelta(days=5)))
    return issue_designation(by=OPERATOR, filing=filing, resolution=None, at=at)


def an_owner_of(designation: Designation, **rights) -> Actor:
    """Somebody who works for the area's owner; with every right unless rights are named."""
    member = a_member(designation.filing.application.plan.organisation, **rights)
    return Actor(person=member.person, post=member)


def a_committee_meeting() -> tuple[Meeting, Actor, Actor]:
    """An opened sitting of the steering committee with everybody there, its secretary and its chair."""
    body, secretary = a_served_body(BodyKind.COMMITTEE)
    meeting = a_quorate_meeting(body, secretary)
    chair = body.seats.get(role="chair").appointments.select_related("person", "seat__body").get()
    return meeting, secretary, Actor(person=chair.person, post=chair)
