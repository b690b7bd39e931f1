"""The owner's work on one plan, in the order of the guideline, and what is missing (guideline-1)."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nakhara.casefile.queries.afterwards import tasks_after_filing
from nakhara.casefile.queries.steps import act_told
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import may
from nakhara.look.wording import language, percent
from nakhara.rulebook.findings import MET
from nakhara.rulebook.scoring import OVERALL
from nakhara.stages.application.queries import gaps, reasons_of
from nakhara.stages.plan.models import Plan
from nakhara.stages.plan.queries import Gap, edition_of
from nakhara.stages.self_assessment.methods import Score
from nakhara.stages.self_assessment.queries import Assessment, part_name
from nakhara.stages.self_assessment.queries.aims import advice_for, aims_of, efforts_of
from nakhara.stages.self_assessment.subjects import condition_address


class Workspace:
    """Everything the page of one plan with its step and its chain shows, read once."""

    def __init__(self, plan: Plan, actor: Actor, at: datetime):
        self.plan = plan
        self.actor = actor
        self.at = at
        self.day = timezone.localdate(at)
        self.law = edition_of(plan)
        self.said = Assessment(plan)
        # what is considered or decided is not mended any more
        self.gaps = [] if plan.frozen_at else gaps(plan, at, self.said)
        self.reasons = reasons_of(plan)
        self.scores = self.said.scores(self.day)

    # The steps.

    def steps(self) -> list[dict]:
        """The task list: write the plan, prove the conditions, assess, file, and what follows the filing."""
        steps = [
            {"title": _("Write the plan"), "tasks": self._writing()},
            {"title": _("Prove the 5 preliminary conditions"), "tasks": self._conditions()},
            {"title": _("Assess each Smart yourself"), "tasks": [*map(self._part, self.scores.values()), self._path()]},
            {"title": _("File the application"), "tasks": self._filing()},
        ]
        if self.plan.filing_id:
            steps.append({"title": _("After filing"), "tasks": tasks_after_filing(self.plan, self.at)})
        return steps

    def _writing(self) -> list[dict]:
        pages = [(_("Smarts chosen"), reverse("plan:smarts", args=[self.plan.key]))]
        for section in self.law.form:
            pages.append((section.text(language()), reverse("plan:section", args=[self.plan.key, section.id])))
        for route, label in (
            ("plan:projects", _("Projects and money")),
            ("plan:milestones", _("Milestones")),
            ("plan:indicators", _("Indicators")),
        ):
            pages.append((label, reverse(route, args=[self.plan.key])))
        return [self._page(label, url) for label, url in pages]

    def _page(self, label: str, url: str) -> dict:
        missing = self._missing_at(url)
        return {"label": label, "url": url, "hint": missing[0].why if missing else "", **_state(missing)}

    def _missing_at(self, url: str) -> list[Gap]:
        return [gap for gap in self.gaps if gap.address.split("#")[0] == url]

    def _conditions(self) -> list[dict]:
        tasks = []
        for provision in self.law.conditions:
            url = condition_address(self.plan, provision.id)
            row = self.said.conditions.get(provision.id)
            missing = self._missing_at(url)
            hint = row.proof if row else ""
            tasks.append({"label": provision.text(language()), "url": url, "hint": hint[:90], **_state(missing)})
        return tasks

    def _part(self, score: Score) -> dict:
        url = reverse("self_assessment:part", args=[self.plan.key, score.part])
        task = {"label": part_name(self.plan, score.part), "url": url, "hint": _said_of(score)}
        if score.part != OVERALL:
            task["dimension"] = score.part
        missing = self._missing_at(url)
        if missing:
            return task | {"kind": "wait", "status": _("Unfinished")}
        if not score.reaches:
            return task | {"kind": "wait", "status": _("Below the mark")}
        return task | {"kind": "ok", "status": _("Complete")}

    def _path(self) -> dict:
        """The cheapest path to pass, and how much of it the owner has set out to do."""
        advice = advice_for(self.said, efforts_of(self.plan), self.day)
        url = reverse("self_assessment:path", args=[self.plan.key])
        task = {"label": _("The cheapest path to pass"), "url": url, "hint": ""}
        if advice.path is None:
            return task | {"kind": "bad", "status": _("No raise can pass")}
        left = len(advice.path.raises)
        if not left:
            return task | {"kind": "ok", "status": _("Nothing to raise")}
        open_aims = self.said.open_aims(aims_of(self.plan))
        hint = ngettext("%d thing taken on", "%d things taken on", open_aims) % open_aims if open_aims else ""
        return task | {"hint": hint, "kind": "todo", "status": ngettext("Raise %d item", "Raise %d items", left) % left}

    def _filing(self) -> list[dict]:
        answers = {"label": _("Check all answers"), "url": reverse("application:file", args=[self.plan.key])}
        sign = {"label": _("Sign and file")}
        if self.plan.frozen_at:
            return [answers | {"kind": "done", "status": _("Filed")}]
        blocked = any(gap.blocks for gap in self.gaps)
        answers |= {"kind": "todo", "status": _("Not begun")}
        if blocked:
            hint = _("Opens when nothing stops the filing")
            return [answers, sign | {"hint": hint, "kind": "lock", "status": _("Not possible yet")}]
        if not may(self.actor, "guideline-1/application", self.plan):
            hint = _("Somebody with the right to sign files it")
            return [answers, sign | {"hint": hint, "kind": "lock", "status": _("For a signer")}]
        return [answers, sign | {"url": answers["url"], "kind": "todo", "status": _("Ready")}]

    # The verdict.

    def verdict(self) -> dict:
        """What is missing, first what stops the filing, then both readings of the verdict by the owner's own scores."""
        blocking = [gap for gap in self.gaps if gap.blocks]
        found = self.said.verdict(self.day)
        return {
            **self._standing(len(blocking)),
            "gaps": [*self._returned(), *(gap.as_row() for gap in self.gaps)],
            "notes": [{"title": _("If reviewers scored as you do"), "text": _readings(found)}],
            "met": [
                {"text": self.law.provision(f.provision).text(language()), "provision": f.provision}
                for f in found.findings
                if f.outcome == MET and not f.dimension
            ],
            "checked_at": self.at,
        }

    def _standing(self, blocking: int) -> dict:
        """The state, the title and the summary of the verdict."""
        if self.plan.step == "designated":
            text = _("Designated, number %(number)s") % {"number": self.plan.chain.designation_number}
            return {"kind": "seal", "title": text, "summary": _("What follows stands under “After filing”")}
        if self.plan.frozen_at:
            text = str(act_told(self.plan, self.actor).text)
            if self.plan.step == "declined":
                return {"kind": "bad", "title": text, "summary": _("Start a new plan that follows this one")}
            return {"kind": "ok", "title": _("Filed and being considered"), "summary": text}
        title = _("Cannot be filed yet") if blocking else _("Ready to file")
        kind = "bad" if blocking else "wait" if self.gaps else "ok"
        return {"kind": kind, "title": title, "summary": _count(len(self.gaps))}

    def _returned(self) -> list[dict]:
        if self.plan.frozen_at:
            return []
        return [
            {"label": _("Asked for correction"), "why": reason.text, "provision": reason.provision}
            for reason in self.reasons
        ]


def _state(missing: list[Gap]) -> dict:
    if not missing:
        return {"kind": "ok", "status": _("Complete")}
    text = ngettext("%d thing missing", "%d things missing", len(missing)) % len(missing)
    return {"kind": "bad" if any(gap.blocks for gap in missing) else "wait", "status": text}


def _said_of(score: Score) -> str:
    if score.total is None:
        return _("%(given)d of %(all)d items have a level") % {"given": score.given, "all": len(score.rows)}
    values = {"score": percent(score.total), "mark": percent(score.mark)}
    if score.reaches:
        return _("Own score %(score)s, mark %(mark)s") % values
    return _("Own score %(score)s, below the mark of %(mark)s") % values


def _count(missing: int) -> str:
    if not missing:
        return _("Nothing is missing")
    return ngettext("%d thing missing, open it to mend it", "%d things missing, open one to mend it", missing) % missing


def _readings(found) -> str:
    words = {"pass": _("passes"), "fail": _("does not pass"), "incomplete": _("not known yet")}
    values = {"verdict": words[found.verdict], "strict": words[found.strict]}
    return _("The plan %(verdict)s. If every Smart claimed had to reach 70: it %(strict)s.") % values
