"""The subcommittee's screening as an agenda item: what it needs, what the rules offer, what each outcome does
(guideline-2/screening).
"""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import subject_of
from nakhara.foundation.parties.models import BodyKind
from nakhara.meetings.agenda import Line, Option, register, thing_of
from nakhara.meetings.models import AgendaItem, Meeting, Resolution
from nakhara.meetings.queries import labels_of_outcomes
from nakhara.rulebook.decision import PASS
from nakhara.stages.application.models import Filing
from nakhara.stages.plan.subjects import title
from nakhara.stages.review.actions.deciding import STEP, make_list, screen_filing
from nakhara.stages.review.models import Verdict
from nakhara.stages.review.queries.findings import Answer, answer_of, both_readings, said_of, stops_of
from nakhara.stages.review.queries.screened import SCREENING, waiting_for_screening
from nakhara.stages.review.subjects import scores_address


class Screening:
    """Put a filing on the subcommittee's list, return it, decline it or postpone."""

    name = SCREENING
    provision = STEP
    model = Filing

    def title(self, thing: Filing) -> str:
        return _("Screen %(area)s, application %(number)s") % {
            "area": title(thing.application.plan),
            "number": thing.application.number,
        }

    def candidates(self, meeting: Meeting) -> QuerySet[Filing]:
        return waiting_for_screening() if meeting.body.kind == BodyKind.SUBCOMMITTEE else Filing.objects.none()

    def papers(self, item: AgendaItem) -> list[tuple[str, str]]:
        filing = thing_of(item)
        as_filed = subject_of(filing)
        return [(as_filed.title(filing), as_filed.address(filing)), (_("Scores"), scores_address(filing))]

    def needs(self, item: AgendaItem, at: datetime) -> str:
        if answer_about(thing_of(item))["verdict"] == PASS:
            return _("The criteria are met: to be put on the list it needs a quorum and more votes for than against")
        return _("It cannot be put on the list: return it, decline it or postpone it")

    def lines(self, item: AgendaItem) -> list[Line]:
        filing = thing_of(item)
        answer = answer_about(filing)
        said = [*said_of(filing, answer), both_readings(answer["verdict"], answer["strict"])]
        return [Line(one.kind, one.text, one.provision) for one in said]

    def options(self, item: AgendaItem, at: datetime) -> list[Option]:
        filing = thing_of(item)
        stops = stops_of(filing, answer_about(filing))
        labels = labels_of_outcomes() | {"approve": _("Put on the list")}
        return [self._option(outcome, label, stops) for outcome, label in labels.items()]

    def _option(self, outcome: str, label: str, stops: list) -> Option:
        if outcome != "approve" or not stops:
            return Option(outcome, label)
        why = " · ".join(one.text for one in stops)
        return Option(outcome, label, offered=False, why=why, provision=stops[0].provision)

    def on_confirm(self, item: AgendaItem, resolution: Resolution, *, by: Actor, at: datetime) -> None:
        screen_filing(
            by=by,
            filing=thing_of(item),
            meeting=item.meeting,
            outcome=resolution.outcome,
            reason=resolution.reason,
            at=at,
        )

    def on_list_confirmed(self, pairs: list[tuple[AgendaItem, Resolution]], *, by: Actor, at: datetime) -> None:
        approved = [item for item, resolution in pairs if resolution.outcome == "approve"]
        if approved:
            make_list(by=by, meeting=approved[0].meeting, filings=[thing_of(item) for item in approved], at=at)


def answer_about(filing: Filing) -> Answer:
    """The verdict that a screening rests on; only a filing that has one comes onto an agenda."""
    return answer_of(Verdict.objects.get(filing=filing))


def register_kinds() -> None:
    """Make screening known."""
    register(Screening())
