"""What is missing: what stops the filing, what is unproved, what has no level, and the live verdict beside it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nakhara.foundation.documents.queries import citations_of
from nakhara.look.wording import language
from nakhara.rulebook import decision
from nakhara.rulebook.findings import MET, UNMET, Finding
from nakhara.rulebook.scoring import needs_evidence
from nakhara.rulebook.thai import truncated
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import Gap, edition_of
from nakhara.stages.self_assessment.models import AwaitedFile
from nakhara.stages.self_assessment.queries.answers import (
    Line,
    answers_of,
    conditions_of,
    filing_findings,
    lines_by_part,
    part_name,
    parts_of,
    verdict_of,
)
from nakhara.stages.self_assessment.subjects import condition_address, item_address


def gaps(plan: Plan, on: date) -> list[Gap]:
    """What is missing: first what stops the filing, then what is still to be answered or proved."""
    return [*blocking_gaps(plan, on), *_unproved(plan), *_unanswered(plan)]


def blocking_gaps(plan: Plan, on: date) -> list[Gap]:
    """What stops the filing (criteria-1.1 … 1.5, criteria-2), each with the page that mends it."""
    return [_gap_of(plan, finding) for finding in filing_findings(plan, on) if finding.outcome != MET]


def _gap_of(plan: Plan, finding: Finding) -> Gap:
    words = edition_of(plan).provision(finding.provision).text(language())
    if finding.provision.startswith("criteria-1."):
        return Gap(
            text=_("Prove: %s") % words,
            address=condition_address(plan, finding.provision),
            provision=finding.provision,
            why=_("You have said that it is not met") if finding.outcome == UNMET else "",
            blocks=True,
        )
    text = _("Choose Smarts: %s") % words
    return Gap(text, reverse("plan:smarts", args=[plan.key]), finding.provision, blocks=True)


def _unproved(plan: Plan) -> list[Gap]:
    """Met conditions without a word or a file of proof, and levels without the evidence they need (score/evidence)."""
    conditions = conditions_of(plan)
    cited = citations_of(list(conditions.values()))
    found = []
    for provision in edition_of(plan).conditions:
        row = conditions.get(provision.id)
        if row and row.met and not row.proof and (row._meta.label_lower, row.key) not in cited:
            words = provision.text(language())
            text = _("Write or attach the proof: %s") % words
            found.append(Gap(text, condition_address(plan, provision.id), provision.id))
    for part, lines in lines_by_part(plan, parts_of(plan)).items():
        found += [_evidence_gap(plan, part, line) for line in lines if lacks_evidence(plan, line)]
    return [*found, *_awaited(plan)]


def lacks_evidence(plan: Plan, line: Line) -> bool:
    """Whether the level needs evidence and none is cited (score/evidence)."""
    return line.level is not None and needs_evidence(line.level, edition_of(plan)) and not line.citations


def _evidence_gap(plan: Plan, part: str, line: Line) -> Gap:
    values = {"part": part_name(plan, part), "number": line.number}
    return Gap(
        text=_("Attach evidence: %(part)s, item %(number)d") % values,
        address=item_address(plan, line.item.id),
        provision="score/evidence",
        why=_("Level %d is given and no evidence is cited") % line.level,
    )


def _awaited(plan: Plan) -> list[Gap]:
    rows = AwaitedFile.objects.filter(plan=plan)
    return [
        Gap(
            text=_("Attach the file “%s”") % row.name,
            address=_address_of(plan, row.about),
            provision="score/evidence",
            why=_("The imported plan names it, but the file itself has not come"),
        )
        for row in rows
    ]


def _address_of(plan: Plan, about: str) -> str:
    return condition_address(plan, about) if about.startswith("criteria-") else item_address(plan, about)


def _unanswered(plan: Plan) -> list[Gap]:
    answers = answers_of(plan)
    found = []
    for part in parts_of(plan):
        items = edition_of(plan).items_of(part)
        open_items = [item for item in items if item.id not in answers or answers[item.id].level is None]
        if open_items:
            count = len(open_items)
            found.append(
                Gap(
                    text=_("Give levels: %s") % part_name(plan, part),
                    address=item_address(plan, open_items[0].id),
                    provision="guideline-1/self-assessment",
                    why=ngettext("%d item has no level yet", "%d items have no level yet", count) % count,
                )
            )
    return found


VERDICTS = {
    decision.PASS: gettext_lazy("would pass"),
    decision.FAIL: gettext_lazy("would not pass"),
    decision.INCOMPLETE: gettext_lazy("cannot be told yet"),
}


def panel_of(plan: Plan, at: datetime, more: Sequence[Gap] = ()) -> dict[str, object]:
    """The live verdict for `look/_verdict.html`: what is missing first, both readings, what is met."""
    on = timezone.localdate(at)
    found = sorted([*gaps(plan, on), *more], key=lambda gap: not gap.blocks)
    blocked = sum(gap.blocks for gap in found)
    verdict = verdict_of(plan, on)
    met = [finding for finding in filing_findings(plan, on) if finding.outcome == MET]
    return {
        "kind": "bad" if blocked else "wait" if found else "ok",
        "title": _("Cannot be filed yet") if blocked else _("Can be filed"),
        "summary": _summary(len(found), blocked),
        "gaps": [gap.as_row() for gap in found],
        "notes": [*_readings(verdict), *_below(plan, verdict)],
        "met": [{"text": _words(plan, finding), "provision": finding.provision} for finding in met],
        "met_title": ngettext("%d condition of filing is met", "%d conditions of filing are met", len(met)) % len(met),
        "checked_at": at,
    }


def _summary(count: int, blocked: int) -> str:
    if blocked:
        words = ngettext("%d thing stops the filing", "%d things stop the filing", blocked) % blocked
        return _("%s; choose its name to mend it") % words
    if count:
        words = ngettext("%d thing is still missing", "%d things are still missing", count) % count
        return _("%s; none of it stops the filing, but the secretariat may return it") % words
    return _("Nothing is missing")


def _readings(verdict: decision.Verdict) -> list[dict[str, str]]:
    """What the owner's own levels would give, by both readings of a claimed dimension below its mark."""
    words = {"drop": VERDICTS[verdict.verdict], "strict": VERDICTS[verdict.strict]}
    text = _(
        "If a Smart below 70 is not counted, the plan %(drop)s. If every Smart chosen must have 70, it %(strict)s."
    )
    return [{"title": _("By your own levels"), "text": text % words}]


def _below(plan: Plan, verdict: decision.Verdict) -> list[dict[str, str]]:
    low = [one for one in verdict.unmet if one.dimension]
    return [
        {
            "title": _("Know before you file"),
            "text": _("%(smart)s: own score %(score)s, below %(mark)s")
            % {"smart": part_name(plan, one.dimension), "score": one.display, "mark": truncated(one.required)},
        }
        for one in low
    ]


def _words(plan: Plan, finding: Finding) -> str:
    return edition_of(plan).provision(finding.provision).text(language())
