"""What the rules found, in words: what is met, what is not, what was dropped, and both readings (guideline-2/*).

Works on the answer of `nakhara assess --json`: a recorded verdict's own bytes, or the present state of a review.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.look.wording import language, percent
from nakhara.rulebook.decision import FAIL, PASS
from nakhara.rulebook.findings import MET, UNKNOWN, UNMET
from nakhara.stages.application.models import Filing
from nakhara.stages.review.models import OVERALL, Verdict
from nakhara.stages.review.queries.panels import law_of, part_name

WHOLE = "guideline-2/overall-score"
DIMENSION = "guideline-2/dimension-score"
KINDS = {MET: "ok", UNMET: "bad", UNKNOWN: "wait"}

Answer = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """One finding in words: its state (ok, wait, bad), the sentence, its clause; `stops` if it fails the verdict."""

    kind: str
    text: str
    provision: str
    stops: bool = False


def answer_of(verdict: Verdict) -> Answer:
    """The answer that a recorded verdict keeps."""
    return json.loads(bytes(verdict.answer))


def said_of(filing: Filing, answer: Answer) -> list[Said]:
    """Everything the rules found: the scores first, then the claim and the conditions."""
    findings = answer["findings"]
    scored = [one for one in findings if one["provision"] in (WHOLE, DIMENSION)]
    claim = [one for one in findings if one["provision"].startswith("criteria-2/")]
    conditions = [one for one in findings if one["provision"].startswith("criteria-1.")]
    return [
        *(_score(filing, one, answer) for one in scored),
        *_too_few(filing, answer, scored),
        *(_own_words(filing, one) for one in claim if one["outcome"] != MET),
        *_conditions(filing, conditions),
    ]


def stops_of(filing: Filing, answer: Answer) -> list[Said]:
    """Why the verdict is not pass, in words; nothing when it is."""
    return [] if answer["verdict"] == PASS else [one for one in said_of(filing, answer) if one.stops]


def _score(filing: Filing, finding: Answer, answer: Answer) -> Said:
    part, outcome = finding.get("dimension", OVERALL), finding["outcome"]
    words = {"part": part_name(filing, part), "mark": percent(finding["required"]), "score": finding.get("display")}
    if outcome == UNKNOWN:
        return Said("wait", _("%(part)s: no score yet, mark %(mark)s") % words, finding["provision"], stops=True)
    if outcome == MET:
        return Said("ok", _("%(part)s %(score)s, mark %(mark)s") % words, finding["provision"])
    if part != OVERALL and answer["verdict"] == PASS:
        text = _("%(part)s %(score)s is below the mark of %(mark)s: not counted")
        return Said("wait", text % words, finding["provision"])
    text = _("%(part)s %(score)s is below the mark of %(mark)s") % words
    return Said("bad", text, finding["provision"], stops=_stops(filing, part))


def _stops(filing: Filing, part: str) -> bool:
    """Whether a part below its mark fails the verdict by itself: the whole and the mandatory dimension do."""
    return part in (OVERALL, law_of(filing).value("criteria-2/environment", None, timezone.localdate(filing.filed_at)))


def _too_few(filing: Filing, answer: Answer, scored: list[Answer]) -> list[Said]:
    """With too few dimensions at their mark, the sentence that says so: one alone below its mark is no failure."""
    dimensions = [one for one in scored if one["provision"] == DIMENSION]
    needed = int(law_of(filing).value("criteria-2/at-least-two", None, timezone.localdate(filing.filed_at)))
    reached = len(answer["achieved"])
    open_ones = sum(one["outcome"] == UNKNOWN for one in dimensions)
    if not dimensions or reached + open_ones >= needed:
        return []
    text = ngettext(
        "%(reached)d Smart has the mark of %(mark)s, %(needed)d are needed",
        "%(reached)d Smarts have the mark of %(mark)s, %(needed)d are needed",
        reached,
    )
    words = {"reached": reached, "mark": percent(dimensions[0]["required"]), "needed": needed}
    return [Said("bad", text % words, "criteria-2/at-least-two", stops=True)]


def _own_words(filing: Filing, finding: Answer) -> Said:
    words = law_of(filing).provision(finding["provision"]).text(language())
    text = _("Not known: %s") if finding["outcome"] == UNKNOWN else _("Not met: %s")
    return Said(KINDS[finding["outcome"]], text % words, finding["provision"], stops=True)


def _conditions(filing: Filing, findings: list[Answer]) -> list[Said]:
    unmet = [_own_words(filing, one) for one in findings if one["outcome"] != MET]
    return unmet or [Said("ok", _("All %d preliminary conditions are met") % len(findings), "criteria-1.1")]


def verdict_panel(filing: Filing, answer: Answer) -> dict[str, Any]:
    """The verdict with what is missing first, as `look/_verdict.html` shows it."""
    said = said_of(filing, answer)
    verdict = answer["verdict"]
    titles = {PASS: _("The scores pass the criteria"), FAIL: _("The scores do not pass the criteria")}
    met = [{"text": one.text, "provision": one.provision} for one in said if one.kind == "ok"]
    return {
        "kind": {PASS: "ok", FAIL: "bad"}.get(verdict, "wait"),
        "title": titles.get(verdict, _("Not decided yet")),
        "gaps": [{"label": one.text, "provision": one.provision} for one in said if one.kind != "ok"],
        "met": met,
        "met_title": ngettext("%d finding is met", "%d findings are met", len(met)) % len(met),
        "notes": [{"title": _("Both readings"), "text": both_readings(answer["verdict"], answer["strict"]).text}],
    }


def both_readings(verdict: str, strict: str) -> Said:
    """The verdict by either reading of what a claimed dimension below its mark does: always told (failed-claim)."""
    words = {PASS: _("pass"), FAIL: _("fail")}
    text = _("A Smart below its mark is not counted: %(dropped)s. It fails the whole application: %(strict)s")
    open_ = _("not decided yet")
    told = text % {"dropped": words.get(verdict, open_), "strict": words.get(strict, open_)}
    kind = {PASS: "ok", FAIL: "bad"}.get(verdict, "wait") if verdict == strict else "wait"
    return Said(kind, told, "failed-claim")
