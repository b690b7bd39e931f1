"""What the actions of plan write (guideline-1/plan)."""

from typing import Any

from nakhara.demo.sample.deeds import Deed
from nakhara.demo.sample.writing.case import Case
from nakhara.stages.plan.actions.plans import STEP, mandatory
from nakhara.stages.plan.models import Claim, Indicator, Milestone, Money, Project, Text


def told(case: Case, deed: Deed, act: str, *, step: str = STEP, **facts: Any) -> None:
    """The event of an act on the plan."""
    case.record(deed, f"{case.plan.edition}:{step}", case.plan, {"act": act, **facts})


def claim_dimensions(case: Case, deed: Deed) -> None:
    wanted = sorted(deed.what["dimensions"])
    case.batch.change(case.plan, version=case.plan.version + 1)
    already = mandatory(case.plan, deed.at)
    case.batch.add_all(Claim(plan=case.plan, dimension=key) for key in wanted if key != already)
    told(case, deed, "claim-dimensions", dimensions=wanted)


def save_texts(case: Case, deed: Deed) -> None:
    for field, text in deed.what["texts"].items():
        case.texts[field] = case.batch.add(Text(plan=case.plan, field=field, text=text, saved_at=deed.at))
    told(case, deed, "save-texts", fields=list(deed.what["texts"]))


def amend_text(case: Case, deed: Deed) -> None:
    """`save_texts` of one text that has been returned, with something added."""
    row = case.texts[deed.what["field"]]
    text = f"{row.text} {deed.what['more']}"
    case.batch.change(row, text=text, saved_at=deed.at, version=row.version + 1)
    told(case, deed, "save-texts", fields=[row.field])


def add_project(case: Case, deed: Deed) -> None:
    values = dict(deed.what)
    money = values.pop("money")
    project = case.batch.add(Project(plan=case.plan, order=len(case.projects), **values))
    case.projects[project.name] = project
    case.batch.add_all(
        Money(project=project, fiscal_year=year, source=source, baht=baht) for year, source, baht in money
    )
    told(case, deed, "add-project", project=project.key)


def add_milestone(case: Case, deed: Deed) -> None:
    values = {**deed.what, "project": case.projects[deed.what["project"]]}
    milestone = case.batch.add(Milestone(plan=case.plan, **values))
    told(case, deed, "add-milestone", milestone=milestone.key)


def add_indicator(case: Case, deed: Deed) -> None:
    indicator = case.batch.add(Indicator(plan=case.plan, **deed.what))
    told(case, deed, "add-indicator", indicator=indicator.key)


def freeze(case: Case, deed: Deed) -> None:
    case.batch.change(case.plan, version=case.plan.version + 1, frozen_at=deed.at)
    told(case, deed, "freeze", step="plan/freeze")


def thaw(case: Case, deed: Deed) -> None:
    case.batch.change(case.plan, version=case.plan.version + 1, frozen_at=None)
    told(case, deed, "thaw", step="plan/thaw")
