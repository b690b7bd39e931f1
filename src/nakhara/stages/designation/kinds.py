"""The steering committee's agenda item: approve what the subcommittee has listed (guideline-3/approval)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import subject_of
from nakhara.foundation.parties.models import BodyKind
from nakhara.foundation.record.refusals import Reason
from nakhara.look.wording import long_date, official_name, percent
from nakhara.meetings.agenda import Line, Option, thing_of
from nakhara.meetings.models import AgendaItem, Meeting, Resolution
from nakhara.meetings.queries import labels_of_outcomes, quorum_of
from nakhara.rulebook.findings import MET
from nakhara.stages.application.models import Filing
from nakhara.stages.designation.actions import decline_designation, issue_designation, return_for_correction
from nakhara.stages.designation.queries import (
    KIND,
    against_answering,
    against_designating,
    awaiting_approval,
    expected_number,
    findings_of,
    items_before,
    verdict_of,
)
from nakhara.stages.review.models import Screening, Verdict
from nakhara.stages.review.queries.findings import both_readings

OVERALL = "guideline-2/overall-score"


class Approval:
    """Approve a filing: on the chair's confirmation it has its number, zone and emblem in the same transaction."""

    name = KIND
    provision = "guideline-3/approval"
    model = Filing

    def title(self, thing: Model | None) -> str:
        """The area and its province, as the list names them."""
        area = thing.application.plan.area
        return _("Approve %s as a smart city") % area.name_th

    def candidates(self, meeting: Meeting) -> QuerySet[Filing]:
        """The filings on the subcommittee's list that wait for the committee."""
        return awaiting_approval() if meeting.body.kind == BodyKind.COMMITTEE else Filing.objects.none()

    def papers(self, item: AgendaItem) -> list[tuple[str, str]]:
        """The filing as it was filed."""
        filing = thing_of(item)
        return [(subject_of(filing).title(filing), subject_of(filing).address(filing))]

    def needs(self, item: AgendaItem, at: datetime) -> str:
        """What it takes, and the number that would follow: expected, never promised."""
        verdict = verdict_of(thing_of(item))
        if not _passed(verdict):
            return _("Cannot be approved as it stands: the criteria are not met. Return, decline or postpone it")
        if item.meeting.confirmed_at is not None:
            return _("Decided: see the resolution")
        words = {
            "required": quorum_of(item, at).required,
            "number": expected_number(at, items_before(item)),
        }
        return (
            _(
                "Passes with at least %(required)d seats taking part and more votes for than against. "
                "If approved it is expected to get number %(number)s"
            )
            % words
        )

    def lines(self, item: AgendaItem) -> list[Line]:
        """Why the rules say what they say: the list, the whole plan, each Smart, the conditions."""
        filing = thing_of(item)
        verdict = verdict_of(filing)
        if verdict is None:
            return [Line("wait", _("The review is not closed yet"), "guideline-2/screening")]
        return [*_listed(filing), *_scored(verdict), *_conditions(verdict), _readings(verdict)]

    def options(self, item: AgendaItem, at: datetime) -> list[Option]:
        """Approval only for what can have its number; to return or decline only what can be answered; else postpone."""
        filing, taken = thing_of(item), getattr(item, "resolution", None)
        stops = dict.fromkeys(("return", "decline"), against_answering(filing, taken))
        stops["approve"] = against_designating(filing, taken)
        return [_option(key, label, stops.get(key, [])) for key, label in labels_of_outcomes().items()]

    def on_confirm(self, item: AgendaItem, resolution: Resolution, *, by: Actor, at: datetime) -> None:
        """Issue, return, or decline; what is postponed waits for another agenda."""
        act = ACTS.get(resolution.outcome)
        if act:
            act(by=by, filing=thing_of(item), resolution=resolution, at=at)

    def on_list_confirmed(self, pairs: list[tuple[AgendaItem, Resolution]], *, by: Actor, at: datetime) -> None:
        """Everything has been done item by item."""


ACTS = {"approve": issue_designation, "return": return_for_correction, "decline": decline_designation}


def _option(outcome: str, label: str, stops: list[Reason]) -> Option:
    if not stops:
        return Option(outcome, label)
    return Option(outcome, label, offered=False, why=stops[0].text, provision=stops[0].provision)


def _passed(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.verdict == "pass"


def _listed(filing: Filing) -> Iterator[Line]:
    screening = Screening.objects.filter(filing=filing, listed=True).first()
    if screening is None:
        yield Line("bad", _("Not on the subcommittee's list"), "guideline-2/screening")
    else:
        text = _("On the subcommittee's list of %s") % long_date(screening.screened_at)
        yield Line("ok", text, "guideline-2/screening")


def _scored(verdict: Verdict) -> Iterator[Line]:
    for row in findings_of(verdict):
        if row["provision"] == OVERALL or "dimension" in row:
            words = {
                "what": official_name(row["dimension"]) if "dimension" in row else _("The plan as a whole"),
                "score": percent(row["measured"]) if "measured" in row else "–",
                "required": percent(row["required"]),
            }
            dropped = "dimension" in row and row["outcome"] != MET and verdict.verdict == "pass"
            text = _("%(what)s %(score)s, threshold %(required)s") % words
            text += _(": not counted") if dropped else ""
            kind = "ok" if row["outcome"] == MET else "wait" if dropped else "bad"
            yield Line(kind, text, row["provision"])


def _conditions(verdict: Verdict) -> Iterator[Line]:
    rows = [row for row in findings_of(verdict) if row["provision"].startswith("criteria-")]
    unmet = [row for row in rows if row["outcome"] != MET]
    if not unmet:
        yield Line("ok", _("Five preliminary conditions met, Environment among the Smarts chosen"), "criteria-1.1")
    for row in unmet:
        yield Line("bad", _("Not met"), row["provision"])


def _readings(verdict: Verdict) -> Line:
    """Both readings are always shown (ADR 0003)."""
    said = both_readings(verdict.verdict, verdict.strict)
    return Line(said.kind, said.text, said.provision)
