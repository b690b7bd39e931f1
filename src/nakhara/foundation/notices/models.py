"""Tables of notices: what will be told to whom, written with its cause, delivered by the worker."""

from django.db import models
from django.db.models import Q

from nakhara.foundation.parties.models import Person
from nakhara.foundation.record.models import Keyed


class Notice(Keyed):
    """One thing told to one person (or, before they have an account, one address), once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True, help_text="where a person without an account is told")
    subject_th = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    body_th = models.TextField()
    body_en = models.TextField()
    link = models.CharField(max_length=300, blank=True, help_text="a path of this site")
    dedupe = models.CharField(max_length=160, unique=True)
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="notices_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(email=""), name="notices_has_somebody")
        ]
