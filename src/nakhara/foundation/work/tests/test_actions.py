"""Jobs are asked for in the transaction of their cause, vanish with it, and are tried again when they fail."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.tests.factories import at_once
from nakhara.foundation.work import actions
from nakhara.foundation.work.actions import (
    JOBS,
    TRIES,
    ask,
    ask_for_repeated,
    forget_finished,
    hand_back_jobs,
    pause_after,
    register,
)
from nakhara.foundation.work.worker import run_waiting_jobs

# Every job there is, so that nobody renames one that others ask for by name.
CATALOGUE = {
    "designation.certificate",
    "documents.collect",
    "monitoring.start",
    "notices.mail",
    "site.sessions",
    "work.forget",
}


class CancelledError(Exception):
    """What rolls an act back."""


def ask_and_cancel(name: str, **arguments) -> None:
    with transaction.atomic():
        ask(name, **arguments)
        raise CancelledError


@pytest.fixture
def ran(monkeypatch) -> list:
    """A job named `test.note` that notes what it was run with."""
    notes: list = []
    monkeypatch.setattr(actions, "JOBS", JOBS | {"test.note": lambda **arguments: notes.append(arguments)})
    return notes


def asked() -> list[dict]:
    return [row.args_kwargs for row in DBTaskResult.objects.order_by("enqueued_at")]


def test_the_catalogue_of_jobs():
    assert set(JOBS) == CATALOGUE


def test_a_name_stands_for_one_job():
    with pytest.raises(ValueError, match=r"two jobs are named notices\.mail"):
        register("notices.mail", print)


def test_nobody_asks_for_a_job_that_is_not_there():
    with pytest.raises(LookupError, match="no job is named test"):
        ask("test")


@pytest.mark.django_db(transaction=True)
def test_a_job_stands_in_the_transaction_that_causes_it(ran):
    with transaction.atomic():
        ask("test.note", plan="key")
        assert connection.run_on_commit == []
        assert asked() == [{"args": ["test.note", {"plan": "key"}], "kwargs": {}}]
    run_waiting_jobs()
    assert ran == [{"plan": "key"}]


@pytest.mark.django_db(transaction=True)
def test_a_job_vanishes_with_its_cause(ran):
    with pytest.raises(CancelledError):
        ask_and_cancel("test.note", plan="key")
    with transaction.atomic():
        ask("test.note", plan="kept")
        with pytest.raises(CancelledError):
            ask_and_cancel("test.note", plan="inner")
    run_waiting_jobs()
    assert (ran, DBTaskResult.objects.count()) == ([{"plan": "kept"}], 1)


@pytest.mark.django_db(transaction=True)
def test_nobody_else_sees_a_job_before_its_cause_stands(ran):
    def ask_with_cause(number: int) -> None:
        with transaction.atomic():
            row = Organisation.objects.create(kind="town", name_th="x", sort_key="x")
            ask("test.note", pk=row.pk)

    at_once(10, ask_with_cause)
    run_waiting_jobs()
    assert sorted(note["pk"] for note in ran) == sorted(Organisation.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_asked_for_again_later_and_in_the_end_given_up(monkeypatch):
    tries = []

    def fail() -> None:
        tries.append(1)
        raise CancelledError

    monkeypatch.setattr(actions, "JOBS", JOBS | {"test.fail": fail})
    ask("test.fail")
    for _ in range(TRIES + 3):
        run_waiting_jobs()
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())
    assert len(tries) == TRIES
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.FAILED}


@pytest.mark.django_db(transaction=True)
def test_a_job_that_failed_waits_before_its_next_try(monkeypatch):
    def fail() -> None:
        raise CancelledError

    monkeypatch.setattr(actions, "JOBS", JOBS | {"test.fail": fail})
    ask("test.fail")
    run_waiting_jobs()
    again = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    assert timedelta(seconds=30) < again.run_after - timezone.now() <= timedelta(minutes=1)
    assert [pause_after(n) for n in (1, 2, 5, TRIES)] == [
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(minutes=16),
        timedelta(hours=6),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_job_in_hand_when_the_worker_was_killed_is_run_again(ran):
    ask("test.note", plan="key")
    DBTaskResult.objects.get().claim("worker that was killed")
    run_waiting_jobs()
    assert ran == []
    hand_back_jobs()
    run_waiting_jobs()
    assert ran == [{"plan": "key"}]


def waiting(name: str) -> list[timedelta]:
    """How long each job of that name still waits."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.READY, args_kwargs__args__0=name)
    return [row.run_after - timezone.now() for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_repeated_job_is_asked_for_once_and_asks_for_itself_when_it_has_run(ran, monkeypatch):
    monkeypatch.setattr(actions, "REPEATED", {"test.note": timedelta(hours=1)})
    ask_for_repeated()
    ask_for_repeated()
    run_waiting_jobs()
    assert ran == [{}]
    [pause] = waiting("test.note")
    assert timedelta(minutes=59) < pause <= timedelta(hours=1)
    ask_for_repeated()
    assert len(waiting("test.note")) == 1


@pytest.mark.django_db(transaction=True)
def test_a_repeated_job_goes_on_after_all_its_tries_have_failed(monkeypatch):
    def fail() -> None:
        raise CancelledError

    monkeypatch.setattr(actions, "JOBS", JOBS | {"test.fail": fail})
    monkeypatch.setattr(actions, "REPEATED", {"test.fail": timedelta(hours=1)})
    ask_for_repeated()
    for _ in range(TRIES):
        run_waiting_jobs()
        DBTaskResult.objects.filter(status=TaskResultStatus.READY, args_kwargs__args__2__gt=0).update(
            run_after=timezone.now()
        )
    assert len(waiting("test.fail")) == 1


@pytest.mark.django_db(transaction=True)
def test_jobs_that_ended_a_month_ago_are_forgotten(ran):
    for _ in range(2):
        ask("test.note")
    run_waiting_jobs()
    old = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))
    ask("test.note")
    forget_finished()
    assert DBTaskResult.objects.count() == 2
    assert not DBTaskResult.objects.filter(pk=old.pk).exists()
