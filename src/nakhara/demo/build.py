"""Load the demo: people and bodies, target areas, the founding letters, four cases at four stages."""

from collections.abc import Callable

from django.db import transaction

from nakhara.circulars.actions.founding import register_founding_letters
from nakhara.demo.cases import Case
from nakhara.demo.judging import arrange, review, secretary, sit
from nakhara.demo.moments import Moments
from nakhara.demo.people import People, data
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.record import clock
from nakhara.foundation.work.worker import run_waiting_jobs
from nakhara.programme.actions import set_targets
from nakhara.stages.application.actions import open_round
from nakhara.stages.designation.models import Designation
from nakhara.stages.monitoring.actions import keep_promise, start_monitoring

STAGES = ("draft", "review", "agenda", "designated")


def load(progress: Callable[[str], None]) -> None:
    """Load everything in one transaction, then do the work that it asked the worker for."""
    with transaction.atomic():
        build(progress)
    progress("certificates and notices")
    run_waiting_jobs()


def build(progress: Callable[[str], None]) -> None:
    """The demo's past, in the order in which it happened."""
    moments = Moments(clock.now())
    progress("offices, bodies and people")
    people = People(moments(0)).make()
    set_targets(by=OPERATOR, at=moments(1))
    progress("founding letters")
    register_founding_letters(by=OPERATOR, at=moments(2))
    open_round(by=OPERATOR, name="รอบตัวอย่าง", opens_at=moments(3), at=moments(3))
    cases = {row["id"]: Case(row, people, moments, 100 + 40 * n) for n, row in enumerate(data("cases")["case"])}
    for case in cases.values():
        progress(f"case: {case.organisation.name_th}")
        case.write()
    _carry(cases, people, moments)


def _carry(cases: dict[str, Case], people: People, moments: Moments) -> None:
    """Each case to its stage: one stays a draft, one is in review, one on the agenda, one designated."""
    nimman, laemchabang, cmu = cases["nimman"], cases["laemchabang"], cases["cmu"]
    for case, mark in ((nimman, 400), (laemchabang, 500), (cmu, 850)):
        case.mark = mark
        case.file(secretary(people))
        review(case, people)
    sit(people, "subcommittee", [nimman], "screening", moments, 600)
    sit(people, "subcommittee", [laemchabang], "screening", moments, 640)
    sit(people, "committee", [nimman], "approval", moments, 700)
    arrange(people, "committee", [laemchabang], "approval", moments, 900)
    _keep_promises(nimman, moments)


def _keep_promises(case: Case, moments: Moments) -> None:
    """The designated city has kept what the data says it has."""
    designation = Designation.objects.get(filing=case.filing)
    kept = {row["name"] for row in case.row["milestone"] if row.get("kept")}
    for promise in start_monitoring(by=OPERATOR, designation=designation, at=moments(720)):
        if promise.name in kept:
            keep_promise(by=case.owner, promise=promise, kept_on=moments(950).date(), at=moments(960))
