"""Notices go out at least once, one for each occasion and person, and none for what was rolled back."""

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import translation

from nakhara.foundation.notices.actions import MAIL, tell
from nakhara.foundation.notices.formats import mail_of
from nakhara.foundation.notices.jobs import NotMailedError
from nakhara.foundation.notices.jobs import mail as mail_job
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.notices.tests.factories import a_notice, write
from nakhara.foundation.parties.tests.factories import AT, a_person
from nakhara.foundation.work.worker import run_waiting_jobs


class CancelledError(Exception):
    """What rolls an act back."""


def tell_and_cancel(person) -> None:
    with transaction.atomic():
        tell([person], write, dedupe="sat", at=AT)
        raise CancelledError


class Refusing(EmailBackend):
    """A mail server that refuses one address as long as it is told to."""

    refused = {"refused@test.example"}

    def send_messages(self, messages):
        if self.refused & set(messages[0].to):
            raise ConnectionRefusedError
        return super().send_messages(messages)


def sent() -> list[tuple[str, str]]:
    return [(message.to[0], message.subject) for message in mail.outbox]


@pytest.mark.django_db
def test_a_notice_is_written_in_both_languages_whatever_the_readers():
    with translation.override("en"):
        notice = a_notice(a_person())
    assert (notice.subject_th, notice.subject_en) == ("แจ้งเตือน", "Notices")


@pytest.mark.django_db
def test_the_same_occasion_reaches_nobody_twice():
    one, two = a_person(), a_person()
    tell([one], write, dedupe="sat", at=AT)
    tell([one, two, one], write, dedupe="sat", at=AT, email="Somebody@test.example")
    tell([], write, dedupe="sat", at=AT, email="somebody@test.example")
    told = [notice.person or notice.email for notice in Notice.objects.order_by("id")]
    assert told == [one, two, "Somebody@test.example"]


@pytest.mark.django_db
def test_long_names_fit_and_make_no_second_header():
    person = a_person(email=f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example")
    notice = a_notice(person, write=lambda: ("เรื่อง\r\nBcc: all@test.example " * 20, "x"))
    assert len(notice.subject_th) == 200
    assert "\n" not in notice.subject_th
    tell([], write, dedupe="d" * 120, at=AT, email=person.email)
    assert max(len(row.dedupe) for row in Notice.objects.all()) <= 160


@pytest.mark.django_db
def test_a_mail_says_both_languages_and_where_to_go(settings):
    notice = a_notice(a_person(), link="/notices/", write=lambda: (write()[0], "ก & ข"))
    written = mail_of(notice)
    assert (written.to, written.subject) == (notice.person.email, "แจ้งเตือน / Notices")
    assert written.body.startswith("ก & ข\n\nก & ข\n")
    assert "/notices/" in written.body
    with translation.override("en"):
        assert mail_of(notice) == written


@pytest.mark.django_db(transaction=True)
def test_the_worker_mails_what_was_told_once():
    people = [a_person() for _ in range(3)]
    tell(people, write, dedupe="sat", at=AT, email="outside@test.example")
    assert sent() == []
    run_waiting_jobs()
    run_waiting_jobs()
    addresses = [person.email for person in people] + ["outside@test.example"]
    assert sent() == [(address, "แจ้งเตือน / Notices") for address in addresses]
    assert Notice.objects.filter(mailed_at=None).count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_told_to_nobody():
    person = a_person()
    with pytest.raises(CancelledError):
        tell_and_cancel(person)
    run_waiting_jobs()
    assert (sent(), Notice.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_fails_holds_up_no_other_and_goes_out_later(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.{Refusing.__name__}"
    tell([a_person("refused"), a_person("taken")], write, dedupe="sat", at=AT)
    run_waiting_jobs()
    assert [address for address, _ in sent()] == ["taken@test.example"]
    assert [notice.person.email for notice in Notice.objects.filter(mailed_at=None)] == ["refused@test.example"]
    monkeypatch.setattr(Refusing, "refused", set())
    mail_job()
    assert [address for address, _ in sent()] == ["taken@test.example", "refused@test.example"]


@pytest.mark.django_db
def test_a_job_that_could_not_mail_everything_fails_so_that_it_is_tried_again(settings):
    settings.EMAIL_BACKEND = f"{__name__}.{Refusing.__name__}"
    a_notice(a_person("refused"))
    with pytest.raises(NotMailedError):
        mail_job()


@pytest.mark.django_db
def test_somebody_without_an_address_is_told_on_their_page_only():
    person = a_person()
    notice = a_notice(person)
    type(person).objects.filter(pk=person.pk).update(email=None)
    mail_job()
    notice.refresh_from_db()
    assert (sent(), notice.mailed_at is not None) == ([], True)


def test_the_job_has_its_name():
    assert MAIL == "notices.mail"
