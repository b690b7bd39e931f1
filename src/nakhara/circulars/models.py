"""Tables of circulars: letters, what they enclose, what they ask, who has been sent them and who has received them."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.parties.models import Organisation
from nakhara.foundation.record.models import Keyed, Versioned


class LetterKind(models.TextChoices):
    """The kinds of official correspondence seen in the founding bundle."""

    EXTERNAL = "external"
    MEMO = "memo"
    ANNEX = "annex"
    ENDORSEMENT = "endorsement"


class Letter(Keyed, Versioned):
    """An official letter; a number as read stands beside the number it bears.

    A letter written here is a draft until it is sent: then it gets the next number of its office's book, a circular
    from a book of its own. A cancelled number stays.
    """

    provision = models.CharField(max_length=20, blank=True, db_index=True, help_text="letter-A … of the edition")
    kind = models.CharField(max_length=12, choices=LetterKind)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    addressee = models.CharField(max_length=300, blank=True, help_text="as the letter names it")
    number = models.CharField(max_length=60, blank=True)
    number_as_read = models.CharField(max_length=60, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True, help_text="the number in our own book")
    year = models.PositiveIntegerField(null=True, blank=True, help_text="calendar year, CE")
    circular = models.BooleanField(default=False)
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    signed_as = models.CharField(max_length=300, blank=True, help_text="the signer's post and capacities, never a name")
    dated = models.DateField(null=True, blank=True)
    dated_text = models.CharField(max_length=60, blank=True, help_text="the date as printed")
    draft = models.BooleanField(default=False)
    search = models.TextField(blank=True, help_text="number, subject and addressee with Arabic digits")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "circular", "year", "sequence"], name="circulars_letter_number_once"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""), name="circulars_letter_cancel_said"
            ),
        ]
        indexes = [models.Index(fields=["-dated", "-id"], name="circulars_letter_latest")]


class LetterEdge(models.Model):
    """One letter encloses another, or is written on it (edge-1 … edge-5)."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="edges")
    other = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="edges_in")
    kind = models.CharField(max_length=12, choices=[("encloses", "encloses"), ("stands-on", "stands on")])
    count_text = models.CharField(max_length=40, blank=True, help_text="as printed: ๑ ฉบับ, ๑ ชุด")
    provision = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "other"], name="circulars_edge_once")]


class Ask(models.Model):
    """What a letter asks of whom: to take note, to consider acting, to tell the tier below."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(
        max_length=12, choices=[("note", "take note"), ("act", "consider acting"), ("tell", "tell the tier below")]
    )
    of_whom = models.CharField(max_length=200)
    provisions = models.CharField(max_length=200, blank=True, help_text="ids with a blank between them")


class Dispatch(Keyed):
    """A letter on its way to one office, from another that sends it or passes it on."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    passed_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on")
    sent_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "receiver"], name="circulars_dispatch_once")]
        indexes = [models.Index(fields=["receiver", "-sent_at"], name="circulars_dispatch_inbox")]


class Receipt(Keyed):
    """An office's stamp on a letter: its own number, gap-free a calendar year. Text as printed stands beside the value.

    A receipt keyed by mistake is cancelled, its number stays and the letter waits again.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="receipts")
    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, null=True, blank=True, related_name="receipt")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provision = models.CharField(max_length=20, blank=True, help_text="receipt-1 … of the edition")
    number = models.PositiveIntegerField()
    year = models.PositiveIntegerField(help_text="calendar year, CE")
    received_on = models.DateField(null=True, blank=True)
    received_time = models.TimeField(null=True, blank=True)
    number_text = models.CharField(max_length=40, blank=True)
    date_text = models.CharField(max_length=40, blank=True)
    time_text = models.CharField(max_length=40, blank=True)
    flag = models.CharField(max_length=300, blank=True, help_text="why a printed value is not believed")
    keyed_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number"], condition=Q(provision=""), name="circulars_receipt_number_once"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | (~Q(cancel_reason="") & Q(dispatch__isnull=True)),
                name="circulars_receipt_cancel_said",
            ),
        ]


class Handover(Keyed):
    """Inside an office: a received letter is given to one of its sections, with its own number and date."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="handovers")
    section = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    text = models.CharField(max_length=200, blank=True, help_text="as printed")
    dated = models.DateField()
