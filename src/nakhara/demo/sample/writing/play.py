"""Plays many stories at once: each as far as it needs the database, then one flush for all of them."""

from collections.abc import Callable, Iterable, Iterator

from nakhara.demo.sample.deeds import Deed
from nakhara.demo.sample.writing import assessments, filings, owners, plans, reviews
from nakhara.demo.sample.writing.batch import Batch
from nakhara.demo.sample.writing.case import Case

VERBS: dict[str, Callable[[Case, Deed], None]] = {
    verb.__name__: verb
    for verb in (
        owners.create_organisation,
        owners.register_person,
        owners.add_member,
        owners.start_plan_for_new_area,
        plans.claim_dimensions,
        plans.save_texts,
        plans.amend_text,
        plans.add_project,
        plans.add_milestone,
        plans.add_indicator,
        assessments.store_document,
        assessments.save_condition,
        assessments.save_answer,
        filings.submit_application,
        filings.return_filing,
        filings.accept_filing,
        reviews.assign_reviewer,
        reviews.withdraw_assignment,
        reviews.declare,
        reviews.save_scores,
        reviews.send_scores,
        reviews.close_review,
    )
}
READ_BACK = ("submit_application", "return_filing", "close_review")


def play(cases: Iterable[Case], batch: Batch) -> None:
    """Write all the deeds of these cases."""
    acting = [_acts(case) for case in cases]
    while acting:
        acting = [one for one in acting if next(one, None) is not None]
        batch.flush()


def _acts(case: Case) -> Iterator[bool]:
    """Write a case's deeds; stops before each that reads back what was written before it."""
    for deed in case.story.deeds:
        if deed.verb in READ_BACK:
            yield True
        VERBS[deed.verb](case, deed)
