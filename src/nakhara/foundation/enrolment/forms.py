"""What people send who come in, and who let them in."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.documents.forms import DocumentField
from nakhara.foundation.parties.models import LOCAL_AUTHORITIES, Membership, OrganisationKind
from nakhara.foundation.places.models import Province
from nakhara.foundation.places.queries import province_choices
from nakhara.look.forms import CleanTextField, IdempotentForm, JuristicIdField, ThaiDateField, VersionedForm

JURISTIC_KINDS = (
    *LOCAL_AUTHORITIES,
    OrganisationKind.PROVINCE,
    OrganisationKind.AGENCY,
    OrganisationKind.COMPANY,
    OrganisationKind.ESTATE,
    OrganisationKind.UNIVERSITY,
)
RIGHTS = {
    "administers": _("Administers: invites, limits and removes people"),
    "edits": _("Edits plans"),
    "signs": _("Signs and files for the juristic person"),
    "clerks": _("Sends and receives letters"),
}


class AddressForm(IdempotentForm):
    """An address to mail a link to."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("Use your office's address"))


class AccountForm(IdempotentForm):
    """A new account: name and password."""

    name_th = CleanTextField(label=_("Name"), help_text=_("In Thai, without title"), max_length=160)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; a sentence is easy to remember"),
    )

    def clean_password(self):
        """A password that is neither short nor common."""
        try:
            validate_password(self.cleaned_data["password"])
        except ValidationError as weak:
            raise ValidationError(weak.messages) from None
        return self.cleaned_data["password"]


class RequestForm(IdempotentForm):
    """A juristic person and its letter of authorisation."""

    provisions = {"juristic_id": "criteria-1.1", "legal_basis": "criteria-1.1"}

    kind = forms.ChoiceField(label=_("Kind"), choices=[(k.value, k.label) for k in JURISTIC_KINDS])
    name_th = CleanTextField(label=_("Official name in Thai"), max_length=200)
    name_en = CleanTextField(label=_("Official name in English"), max_length=200, required=False)
    juristic_id = JuristicIdField(label=_("Juristic number"))
    legal_basis = CleanTextField(
        label=_("Legal basis"), max_length=200, help_text=_("The act, decree or registration that makes it juristic")
    )
    province = forms.ChoiceField(label=_("Province"))
    title_th = CleanTextField(label=_("Your post there"), max_length=160)
    letter_number = CleanTextField(label=_("Number of the letter of authorisation"), max_length=60)
    letter_dated = ThaiDateField(label=_("Date of the letter"), before=3, after=1)
    letter = DocumentField(
        label=_("The letter of authorisation"), help_text=_("Signed by the executive, as a PDF or a picture")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", "–"), *province_choices()]

    def clean_province(self):
        """The province chosen."""
        return Province.objects.get(code=self.cleaned_data["province"])


class AcceptForm(IdempotentForm):
    """The letter holds."""


class RefuseForm(IdempotentForm):
    """The letter does not hold, and why."""

    reason = CleanTextField(label=_("What is wrong, and what to send instead"), rows=3)


class RightsForm(IdempotentForm):
    """What a member may do."""

    administers = forms.BooleanField(label=RIGHTS["administers"], required=False)
    edits = forms.BooleanField(label=RIGHTS["edits"], required=False)
    signs = forms.BooleanField(label=RIGHTS["signs"], required=False)
    clerks = forms.BooleanField(label=RIGHTS["clerks"], required=False)

    @property
    def rights(self) -> dict[str, bool]:
        """The rights ticked."""
        return {name: self.cleaned_data[name] for name in RIGHTS}

    @staticmethod
    def of(membership: Membership) -> dict[str, bool]:
        """The rights a member has now, and their version."""
        return {name: getattr(membership, name) for name in (*RIGHTS, "version")}


class MemberForm(RightsForm, VersionedForm):
    """What a colleague may do from now on."""


class InviteForm(RightsForm):
    """Somebody to invite."""

    email = forms.EmailField(label=_("E-mail"))
    title_th = CleanTextField(label=_("Post"), max_length=160, required=False)
    field_order = ["idempotency_key", "email", "title_th", *RIGHTS]


class SureForm(IdempotentForm):
    """A press of a button."""
