"""What is missing: what stops the filing, what is unproved, what has no level, and the live verdict beside it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nakhara.look.wording import language
from nakhara.rulebook import decision
from nakhara.rulebook.findings import MET, UNMET, Finding
from nakhara.rulebook.scoring import needs_evidence
from nakhara.rulebook.thai import truncated
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import Gap
from nakhara.stages.self_assessment.queries.answers import Assessment, Line
from nakhara.stages.self_assessment.subjects import condition_address, item_address


def gaps(plan: Plan, on: date) -> list[Gap]:
    """What is missing: first what stops the filing, then what is still to be answered or proved."""
    return gaps_in(Assessment(plan), on)


def gaps_in(said: Assessment, on: date) -> list[Gap]:
    """What is missing from a self-assessment that is read already."""
    return [*blocking_gaps(said, on), *_unproved(said), *_awaited(said), *_unanswered(said)]


def blocking_gaps(said: Assessment, on: date) -> list[Gap]:
    """What stops the filing (criteria-1.1 … 1.5, criteria-2), each with the page that mends it."""
    return [_gap_of(said, finding) for finding in said.filing_findings(on) if finding.outcome != MET]


def _gap_of(said: Assessment, finding: Finding) -> Gap:
    words = _words(said, finding)
    if finding.provision.startswith("criteria-1."):
        return Gap(
            text=_("Prove: %s") % words,
            address=condition_address(said.plan, finding.provision),
            provision=finding.provision,
            why=_("You have said that it is not met") if finding.outcome == UNMET else "",
            blocks=True,
        )
    text = _("Choose Smarts: %s") % words
    return Gap(text, reverse("plan:smarts", args=[said.plan.key]), finding.provision, blocks=True)


def _unproved(said: Assessment) -> list[Gap]:
    """Met conditions without a word or a file of proof, and levels without the evidence they need (score/evidence)."""
    found = []
    for rule in said.law.conditions:
        row = said.conditions.get(rule.id)
        if row and row.met and not row.proof and not said.cited(row):
            text = _("Write or attach the proof: %s") % rule.text(language())
            found.append(Gap(text, condition_address(said.plan, rule.id), rule.id))
    for part in said.parts:
        found += [_evidence_gap(said, part, line) for line in said.lines(part) if lacks_evidence(said, line)]
    return found


def lacks_evidence(said: Assessment, line: Line) -> bool:
    """Whether the level needs evidence and none is cited (score/evidence)."""
    return line.level is not None and needs_evidence(line.level, said.law) and not line.citations


def _evidence_gap(said: Assessment, part: str, line: Line) -> Gap:
    values = {"part": said.name(part), "number": line.number}
    return Gap(
        text=_("Attach evidence: %(part)s, item %(number)d") % values,
        address=item_address(said.plan, line.item.id),
        provision="score/evidence",
        why=_("Level %d is given and no evidence is cited") % line.level,
    )


def _awaited(said: Assessment) -> list[Gap]:
    return [
        Gap(
            text=_("Attach the file “%s”") % row.name,
            address=address_about(said.plan, row.about),
            provision="score/evidence",
            why=_("The imported plan names it, but the file itself has not come"),
        )
        for rows in said.awaited.values()
        for row in rows
    ]


def address_about(plan: Plan, about: str) -> str:
    """The page on which a condition or an item is answered."""
    return condition_address(plan, about) if about.startswith("criteria-") else item_address(plan, about)


def _unanswered(said: Assessment) -> list[Gap]:
    found = []
    for part in said.parts:
        empty = [line for line in said.lines(part) if line.level is None]
        if empty:
            count = len(empty)
            found.append(
                Gap(
                    text=_("Give levels: %s") % said.name(part),
                    address=item_address(said.plan, empty[0].item.id),
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


def panel_of(said: Assessment, at: datetime, more: Sequence[Gap] = ()) -> dict[str, object]:
    """The live verdict for `look/_verdict.html`: what is missing first, both readings, what is met."""
    on = timezone.localdate(at)
    found = sorted([*gaps_in(said, on), *more], key=lambda gap: not gap.blocks)
    blocked = sum(gap.blocks for gap in found)
    verdict = said.verdict(on)
    met = [finding for finding in said.filing_findings(on) if finding.outcome == MET]
    return {
        "kind": "bad" if blocked else "wait" if found else "ok",
        "title": _("Cannot be filed yet") if blocked else _("Can be filed"),
        "summary": _summary(len(found), blocked),
        "gaps": [gap.as_row() for gap in found],
        "notes": [*_readings(verdict), *_below(said, verdict)],
        "met": [{"text": _words(said, finding), "provision": finding.provision} for finding in met],
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


def _below(said: Assessment, verdict: decision.Verdict) -> list[dict[str, str]]:
    low = [one for one in verdict.unmet if one.dimension]
    return [
        {
            "title": _("Know before you file"),
            "text": _("%(smart)s: own score %(score)s, below %(mark)s")
            % {"smart": said.name(one.dimension), "score": one.display, "mark": truncated(one.required)},
        }
        for one in low
    ]


def _words(said: Assessment, finding: Finding) -> str:
    return said.law.provision(finding.provision).text(language())
