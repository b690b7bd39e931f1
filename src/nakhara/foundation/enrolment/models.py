"""Tables of enrolment: links that open an account, requests on a letter of authorisation, invitations."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.models import Organisation, OrganisationKind, Person
from nakhara.foundation.places.models import District, Province
from nakhara.foundation.record.models import Keyed


class Enrolment(Keyed):
    """A person asks to bring a juristic person in as its administrator, on a letter of authorisation (criteria-1.1)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    juristic_id = models.CharField(max_length=13)
    legal_basis = models.CharField(max_length=200)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title_th = models.CharField(max_length=160, help_text="the person's post there")
    letter = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    letter_number = models.CharField(max_length=60)
    letter_dated = models.DateField()
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    reason = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="enrolment_decision_whole",
            )
        ]


class AccountLink(models.Model):
    """The open link of an address that asked for an account; what it says is as random as it looks."""

    email = models.EmailField(unique=True)
    token = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    until = models.DateTimeField()


class Invitation(Keyed):
    """An administrator asks somebody into the organisation, with rights; taken up by a link sent to the address."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    title_th = models.CharField(max_length=160, blank=True)
    administers = models.BooleanField(default=False)
    edits = models.BooleanField(default=True)
    signs = models.BooleanField(default=False)
    clerks = models.BooleanField(default=False)
    token = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    until = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
