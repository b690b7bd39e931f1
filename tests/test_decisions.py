"""Rows that say what was decided: the database itself refuses to change them, whoever asks."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from nakhara.foundation.documents.tests.factories import a_document
from nakhara.foundation.parties.tests.factories import AT, acting
from nakhara.foundation.record import triggers
from nakhara.stages.application.actions import return_after_review
from nakhara.stages.application.tests.factories import FILED, a_returned_filing, a_secretary, an_accepted_filing
from nakhara.stages.designation.models import Certificate
from nakhara.stages.designation.tests.factories import a_designation, a_listed_filing
from nakhara.stages.investment_promotion.tests.factories import a_decided_claim
from nakhara.stages.monitoring.tests.factories import a_report
from nakhara.stages.review.actions import save_scores, withdraw_assignment
from nakhara.stages.review.models import Assignment, Score
from nakhara.stages.review.tests.factories import SENT, a_sent_sheet, a_sheet
from nakhara.stages.review.tests.test_actions import interested

pytestmark = pytest.mark.django_db
ONCE = (
    "application.Filing",
    "application.Check",
    "application.ReturnReason",
    "application.Return",
    "review.Verdict",
    "review.Screening",
    "designation.Designation",
    "designation.Act",
    "designation.Certificate",
    "investment_promotion.PromotionClaim",
    "investment_promotion.Privileges",
    "monitoring.Report",
)


@pytest.fixture(autouse=True)
def _store_of_its_own(tmp_path, settings):
    settings.DOCUMENTS_ROOT = tmp_path


def decide_everything() -> None:
    """At least one row of each kind that is written once."""
    a_listed_filing()
    designation = a_designation()
    a_decided_claim(designation)
    a_report(designation)
    paper = a_document(designation.filing.application.plan.organisation)
    Certificate.objects.create(designation=designation, document=paper, made_at=AT)
    # of another year: the designations' own rows take numbers of this one
    next_year = FILED.replace(year=2019)
    a_returned_filing(name="คืนแล้ว", at=next_year)
    accepted = an_accepted_filing(name="ส่งกลับ", at=next_year)
    return_after_review(by=a_secretary(), filing=accepted, provision="guideline-3/approval", text="แก้", at=SENT)


def refuses(sentence: str, because: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sentence)
    except DatabaseError as error:
        return because in str(error)
    return False


def test_no_decision_can_be_changed_or_deleted():
    decide_everything()
    open_to_change = {}
    for label in ONCE:
        model = apps.get_model(label)
        table = model._meta.db_table
        assert model._default_manager.exists(), label
        sentences = [f"UPDATE {table} SET {field.column} = {field.column}" for field in model._meta.fields]
        sentences.append(f"DELETE FROM {table}")
        if connection.vendor == "sqlite":
            sentences.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        open_to_change[label] = [one for one in sentences if not refuses(one, f"{table} never changes")]
    assert open_to_change == {label: [] for label in ONCE}


def test_a_filing_is_not_replaced_by_one_of_the_same_place():
    filing = a_returned_filing()
    if connection.vendor == "sqlite":
        columns = [field.column for field in filing._meta.fields if field.column not in ("id", "key", "receipt")]
        listed = ", ".join(columns)
        assert refuses(
            f"INSERT OR REPLACE INTO application_filing (key, receipt, {listed}) "
            f"SELECT 'another', 'another', {listed} FROM application_filing",
            "application_filing never changes",
        )


def test_what_the_database_guards():
    known = {"record", "application", "review", "designation", "investment_promotion", "monitoring"}
    assert {label for label in triggers.NEVER_CHANGED if label.partition(".")[0] in known} == {"record.Event", *ONCE}
    assert {label: one for label, one in triggers.SEALED.items() if label.partition(".")[0] in known} == {
        "review.Assignment": triggers.Seal("sent_at", still_open=("withdrawn_at",)),
        "review.Score": triggers.Seal("sent_at", under="assignment"),
    }
    assert triggers.missing(connection) == []


def test_a_sheet_and_its_scores_change_until_they_are_sent():
    sheet = a_sheet()
    reviewer = acting(sheet.reviewer)
    for level in (3, 4):
        scores = {"dimension-7/1": (level, "เหตุผล", "หน้า 1")}
        sheet = save_scores(by=reviewer, assignment=sheet, scores=scores, version=sheet.version, at=SENT)
    assert [score.level for score in sheet.scores.all()] == [4]


def test_a_sent_sheet_and_its_scores_can_not_be_changed_or_deleted():
    a_sent_sheet()
    for model, sealed in ((Assignment, "review_assignment is sealed"), (Score, "review_score is sealed")):
        table = model._meta.db_table
        other = "version = version + 1" if model is Assignment else "level = 0"
        assert refuses(f"UPDATE {table} SET {other}", sealed)
        assert refuses(f"DELETE FROM {table}", sealed)
    assert refuses("UPDATE review_assignment SET sent_at = NULL", "review_assignment is sealed")


def test_a_sent_sheet_is_still_withdrawn_once_an_interest_comes_up():
    sheet = a_sent_sheet()
    interested(sheet.reviewer, sheet.filing)
    withdraw_assignment(by=a_secretary(), assignment=sheet, at=SENT)
    sheet.refresh_from_db()
    assert (sheet.sent_at, sheet.withdrawn_at) == (SENT, SENT)
    assert refuses("UPDATE review_assignment SET withdrawn_at = NULL", "review_assignment is sealed")


@pytest.mark.django_db(transaction=True)
def test_a_migration_may_still_rebuild_the_table_that_a_trigger_looks_at():
    a_sent_sheet()
    if connection.vendor == "sqlite":
        triggers.lift_for_migrations(connection)
        wider = models.CharField(max_length=30)
        wider.set_attributes_from_name("part")
        with connection.schema_editor() as editor:
            editor._remake_table(Assignment, alter_fields=[(Assignment._meta.get_field("part"), wider)])
        assert triggers.missing(connection) == ["review_assignment", "review_score"]
        triggers.install(connection)
    assert triggers.missing(connection) == []
    assert refuses("DELETE FROM review_score", "review_score is sealed")
