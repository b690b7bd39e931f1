"""What an office does with a letter that came: receive it under its number, pass it on, assign it, acknowledge it."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nakhara.circulars.actions.writing import dispatch_to, tell_receivers
from nakhara.circulars.models import Dispatch, Handover, Letter, Receipt
from nakhara.circulars.queries.routes import below, sections_of
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import allow
from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.actions import next_number, record
from nakhara.foundation.record.refusals import Reason, RefusedError, require
from nakhara.rulebook.thai import clean_text

BOOK_IN = "in"
BOOK_INSIDE = "inside"


@transaction.atomic
def receive_letter(
    *, by: Actor, dispatch: Dispatch, received_on: date, received_time: time | None = None, at: datetime
) -> Receipt:
    """Receive a letter under the office's next number of the calendar year (letter/receive).

    The day of receipt may lie before the day on which it is keyed; the number belongs to the year of receipt.
    """
    allow(by, "letter/receive", dispatch)
    dispatch = _locked(dispatch)
    require(_faults_of_receipt(dispatch, received_on, received_time, at))
    receipt = Receipt.objects.create(
        letter=dispatch.letter,
        dispatch=dispatch,
        office=dispatch.receiver,
        number=next_number(dispatch.receiver.key, BOOK_IN, received_on.year),
        year=received_on.year,
        received_on=received_on,
        received_time=received_time,
        keyed_at=at,
    )
    facts = {"letter": dispatch.letter.key, "number": receipt.number, "received_on": received_on.isoformat()}
    record(by, "letter/receive", receipt, at, facts=facts)
    return receipt


@transaction.atomic
def receive_letters(
    *, by: Actor, dispatches: Sequence[Dispatch], received_on: date, received_time: time | None = None, at: datetime
) -> list[Receipt]:
    """Receive several letters of one day with one act, in the order in which they were sent (letter/receive)."""
    if not dispatches:
        raise RefusedError(Reason(_("Check at least one letter"), "letters"))
    ordered = sorted(dispatches, key=lambda one: (one.sent_at, one.pk))
    return [
        receive_letter(by=by, dispatch=one, received_on=received_on, received_time=received_time, at=at)
        for one in ordered
    ]


def _locked(dispatch: Dispatch) -> Dispatch:
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related("letter", "receiver__parent")
    return rows.get(pk=dispatch.pk)


def _faults_of_receipt(dispatch: Dispatch, day: date, hour: time | None, at: datetime) -> list[Reason]:
    now, reasons = timezone.localtime(at), []
    earlier = Receipt.objects.filter(dispatch=dispatch).first()
    if earlier is not None:
        said = {"number": earlier.number, "subject": dispatch.letter.subject}
        reasons.append(Reason(_("Received already under number %(number)s: %(subject)s") % said))
    if dispatch.letter.cancelled_at is not None:
        said = {"number": dispatch.letter.number}
        reasons.append(Reason(_("The sender has cancelled letter %(number)s; leave it out") % said))
    if day > now.date() or (day == now.date() and hour is not None and hour > now.time()):
        reasons.append(Reason(_("The moment of receipt lies ahead; give one that is past"), "received_on"))
    if day < timezone.localtime(dispatch.sent_at).date():
        said = {"subject": dispatch.letter.subject}
        reasons.append(Reason(_("The day of receipt is before the letter was sent: %(subject)s") % said, "received_on"))
    return reasons


@transaction.atomic
def cancel_receipt(*, by: Actor, receipt: Receipt, reason: str, at: datetime) -> Receipt:
    """Cancel a receipt keyed by mistake: its number stays with the reason, the letter waits again (letter/cancel)."""
    allow(by, "letter/cancel", receipt)
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    reason, reasons = clean_text(reason), []
    if receipt.cancelled_at is not None or receipt.provision:
        reasons.append(Reason(_("This receipt cannot be cancelled any more")))
    elif Dispatch.objects.filter(passed_from=receipt.dispatch).exists():
        reasons.append(Reason(_("The letter is passed on already, so its receipt stands")))
    if not reason:
        reasons.append(Reason(_("Say why the receipt is cancelled"), "reason"))
    require(reasons)
    receipt.dispatch, receipt.cancelled_at, receipt.cancel_reason = None, at, reason[:300]
    receipt.save(update_fields=["dispatch", "cancelled_at", "cancel_reason"])
    record(by, "letter/cancel", receipt, at, facts={"number": receipt.number, "year": receipt.year})
    return receipt


@transaction.atomic
def pass_on(*, by: Actor, dispatch: Dispatch, receivers: Sequence[Organisation], at: datetime) -> list[Dispatch]:
    """Pass a received letter on to offices of the tier below; who has it already is left out (letter/pass-on)."""
    allow(by, "letter/pass-on", dispatch)
    # whoever passes one letter on takes turns: two offices may have a receiver in common
    Letter.objects.select_for_update().get(pk=dispatch.letter_id)
    dispatch = _locked(dispatch)
    require(_faults_of_passing(dispatch, receivers))
    passed = dispatch_to(dispatch.letter, dispatch.receiver, receivers, passed_from=dispatch, at=at)
    tell_receivers(dispatch.letter, dispatch.receiver, [one.receiver for one in passed], at)
    facts = {"letter": dispatch.letter.key, "receivers": [one.receiver.key for one in passed]}
    record(by, "letter/pass-on", dispatch, at, facts=facts)
    return passed


def _faults_of_passing(dispatch: Dispatch, receivers: Sequence[Organisation]) -> list[Reason]:
    reasons = []
    if not Receipt.objects.filter(dispatch=dispatch).exists():
        reasons.append(Reason(_("Receive the letter first, then pass it on")))
    if dispatch.letter.cancelled_at is not None:
        reasons.append(Reason(_("The sender has cancelled this letter; it goes no further")))
    if not receivers:
        reasons.append(Reason(_("Choose at least one receiver"), "receivers"))
    route = {one.pk for group in below(dispatch.receiver) for one in group.members}
    if any(one.pk not in route for one in receivers):
        reasons.append(Reason(_("Choose receivers of the tier below from the list"), "receivers"))
    return reasons


@transaction.atomic
def acknowledge(*, by: Actor, receipt: Receipt, at: datetime) -> Receipt:
    """Tell the sender that the letter has been noted (letter/acknowledge)."""
    allow(by, "letter/acknowledge", receipt)
    receipt = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if receipt.cancelled_at is not None:
        raise RefusedError(Reason(_("This receipt is cancelled; receive the letter again")))
    if receipt.acknowledged_at is not None:
        raise RefusedError(Reason(_("Acknowledged already")))
    receipt.acknowledged_at = at
    receipt.save(update_fields=["acknowledged_at"])
    record(by, "letter/acknowledge", receipt, at, facts={"letter": receipt.letter.key})
    return receipt


@transaction.atomic
def assign_section(
    *,
    by: Actor,
    receipt: Receipt,
    section: Organisation,
    number: str = "",
    note: str = "",
    dated: date | None = None,
    at: datetime,
) -> Handover:
    """Hand a received letter to a section, under a number of the office's inner book unless one is given (letter-C)."""
    allow(by, "letter/assign", receipt)
    day = dated or timezone.localtime(at).date()
    require(_faults_of_handover(receipt, section, day, at))
    number = clean_text(number) or str(next_number(receipt.office.key, BOOK_INSIDE, day.year))
    handover = Handover.objects.create(
        receipt=receipt, section=section, number=number[:40], note=clean_text(note)[:300], dated=day
    )
    facts = {"receipt": receipt.key, "section": section.key, "number": handover.number}
    record(by, "letter/assign", handover, at, facts=facts)
    return handover


def _faults_of_handover(receipt: Receipt, section: Organisation, day: date, at: datetime) -> list[Reason]:
    reasons = []
    if receipt.cancelled_at is not None:
        reasons.append(Reason(_("This receipt is cancelled; receive the letter again")))
    if section.pk not in {one.pk for one in sections_of(receipt.office)}:
        reasons.append(Reason(_("Choose a section of the office"), "section"))
    if day > timezone.localtime(at).date():
        reasons.append(Reason(_("The day lies ahead; choose today or earlier"), "dated"))
    return reasons
