"""Tables of parties: persons, organisations, bodies, seats, dated appointments, owners of areas, interests."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.places.models import Area, District, Province, Subdistrict
from nakhara.foundation.record.fields import SortKeyField
from nakhara.foundation.record.models import Keyed, Versioned


def dates_in_order(name: str) -> models.CheckConstraint:
    """A dated row ends no earlier than it begins."""
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=name)


class Persons(BaseUserManager):
    """Makes and finds persons; e-mail addresses are compared in lower case."""

    def create_user(self, email, password=None, **fields):
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class Person(Keyed, AbstractBaseUser):
    """Somebody who acts here. Who they are is personal data; everywhere else stands only their key."""

    email = models.EmailField(unique=True, null=True, blank=True)
    name_th = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Persons()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self):
        return self.name_th or self.email or self.key


class OrganisationKind(models.TextChoices):
    """Every kind of organisation that the letters and the criteria know."""

    MINISTRY = "ministry", _("Ministry")
    DEPARTMENT = "department", _("Department")
    AGENCY = "agency", _("State agency")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    PAO = "pao", _("Provincial administrative organisation")
    CITY = "city", _("City municipality")
    TOWN = "town", _("Town municipality")
    SUBDISTRICT_MUNICIPALITY = "subdistrict-municipality", _("Subdistrict municipality")
    SAO = "sao", _("Subdistrict administrative organisation")
    SPECIAL = "special", _("Special local authority")
    COMPANY = "company", _("Company")
    ESTATE = "estate", _("Industrial estate")
    UNIVERSITY = "university", _("University")
    OFFICE = "office", _("Office, division or section")


LOCAL_AUTHORITIES = (
    OrganisationKind.PAO,
    OrganisationKind.CITY,
    OrganisationKind.TOWN,
    OrganisationKind.SUBDISTRICT_MUNICIPALITY,
    OrganisationKind.SAO,
    OrganisationKind.SPECIAL,
)
STATE_OFFICES = (
    OrganisationKind.MINISTRY,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.AGENCY,
    OrganisationKind.PROVINCE,
    OrganisationKind.DISTRICT,
    OrganisationKind.OFFICE,
)


class Organisation(Keyed, Versioned):
    """An organisation under its own immutable key; names, class and parent of the past stand in FormerState."""

    kind = models.CharField(max_length=30, choices=OrganisationKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    sort_key = SortKeyField(max_length=260, db_index=True)
    code = models.CharField(max_length=20, blank=True, db_index=True, help_text="letter prefix or official code")
    juristic_id = models.CharField(max_length=13, unique=True, null=True, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subdistrict = models.ForeignKey(Subdistrict, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_sample = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "province", "sort_key"], name="parties_org_directory")]

    def __str__(self):
        return self.name_th


class FormerState(models.Model):
    """What an organisation was called, was classed as and stood under, until a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="former_states")
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    until = models.DateField()


class Succession(models.Model):
    """One organisation takes another's place (a merger, an upgrade into a new juristic person)."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField()


class Membership(Keyed, Versioned):
    """A person works for an organisation, with rights, from a moment until a moment."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    title_th = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    administers = models.BooleanField(default=False)
    edits = models.BooleanField(default=False)
    signs = models.BooleanField(default=False)
    clerks = models.BooleanField(default=False, help_text="sends and receives the organisation's letters")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("parties_membership_dates"),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(until__isnull=True), name="parties_membership_once"
            ),
        ]


class BodyKind(models.TextChoices):
    """The bodies of the founding documents, and the secretariats that serve them."""

    COMMITTEE = "committee", _("Steering committee")
    SUBCOMMITTEE = "subcommittee", _("Subcommittee")
    WORKING_GROUP = "working-group", _("Working group")
    BOARD = "board", _("Board of investment")
    SECRETARIAT = "secretariat", _("Secretariat")


class Body(Keyed):
    """A committee, group or board; its seats are data that an operator extends (background-1)."""

    kind = models.CharField(max_length=20, choices=BodyKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    provision = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
    secretariat = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="serves")

    def __str__(self):
        return self.name_th


class BodyDimension(models.Model):
    """A dimension that a working group scores; whether one group or seven is unsaid, so many to many."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="dimensions")
    dimension = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "dimension"], name="parties_body_dimension_once")]


class SeatRole(models.TextChoices):
    """What a seat is for."""

    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")
    MEMBER_SECRETARY = "member-secretary", _("Member and secretary")


class Seat(Keyed, Versioned):
    """A seat of a body, held by an office; who sits in it is a dated appointment, and it may be vacant.

    Its version goes up when somebody takes or leaves it.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=SeatRole)
    title_th = models.CharField(max_length=200, help_text="the office that holds the seat")
    title_en = models.CharField(max_length=200)
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "order"]
        constraints = [dates_in_order("parties_seat_dates")]

    @property
    def votes(self) -> bool:
        """A secretary who is not a member has no vote."""
        return self.role != SeatRole.SECRETARY


class Appointment(Keyed):
    """A person in a seat, from a moment until a moment; one person may hold two seats."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("parties_appointment_dates"),
            models.UniqueConstraint(fields=["seat"], condition=Q(until__isnull=True), name="parties_one_sitter_a_seat"),
        ]


class AreaRole(models.TextChoices):
    """What an organisation is to an area."""

    OWNER = "owner", _("City owner")
    DEVELOPER = "developer", _("Project developer")


class AreaParty(models.Model):
    """An organisation that owns or develops an area, from a day until a day; of several, one leads."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="area_parties")
    role = models.CharField(max_length=12, choices=AreaRole)
    leads = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("parties_area_party_dates"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(leads=True, until__isnull=True), name="parties_one_lead_an_area"
            ),
        ]


class InterestKind(models.TextChoices):
    """Why a person is not independent of an organisation."""

    EMPLOYMENT = "employment", _("works there")
    OWNERSHIP = "ownership", _("owns a share")
    CONTRACT = "contract", _("has a contract")
    FAMILY = "family", _("has family there")
    DECLARED = "declared", _("declared")


class Interest(Keyed):
    """A dated relation that bars a person from judging an organisation's case."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=InterestKind)
    note = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [dates_in_order("parties_interest_dates")]
