"""Forms of parties: sign-in, an interest, a choice of role."""

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

from nakhara.foundation.parties.models import InterestKind, Organisation, SeatRole
from nakhara.foundation.parties.queries import seat_holders
from nakhara.look.forms import CleanTextField, IdempotentForm, ThaiDateField, VersionedForm

# Texts of Django and allauth that these forms show, named here so that our catalogue words them the house's way.
BORROWED_TEXTS = (
    gettext_noop("You must type the same password each time."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("This password is too common."),
    gettext_noop("email"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        12,
    ),
)
SIGN_IN_ERRORS = {
    "email_password_mismatch": _("The e-mail or the password is not right: type both again, or ask for a new password"),
    "too_many_login_attempts": _("Too many tries with this e-mail: wait 5 minutes, or ask for a new password"),
    "enter_current_password": _("This is not the password you have now: type it again"),
    "invalid_password_reset": _("The link has been used or is too old: ask for a new one"),
}


def _word(field: forms.Field, label: str, hint: str = "") -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


def _word_new_password(form: forms.Form) -> None:
    _word(form.fields["password1"], _("New password"), _("At least 12 characters; a sentence is easy to remember"))
    _word(form.fields["password2"], _("The same password again"))


class SignInForm(allauth_forms.LoginForm):
    """E-mail and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("E-mail"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        _word(self.fields["password"], _("Password"))


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """The address that a link is sent to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], _("E-mail"), _("The address you sign in with"))


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, from the link."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word_new_password(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """A new password in place of the one known."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("The password you have now"))
        _word_new_password(self)


class FirstPasswordForm(allauth_forms.SetPasswordForm):
    """A password for an account that has none yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word_new_password(self)


class InterestForm(IdempotentForm):
    """A person's interest in an organisation."""

    kind = forms.ChoiceField(label=_("What ties you to it"), choices=InterestKind, widget=forms.RadioSelect)
    since = ThaiDateField(label=_("Since"), before=60, after=0)
    note = CleanTextField(label=_("In your own words"), rows=2, max_length=500, required=False)


class EndInterestForm(IdempotentForm):
    """An interest that is no more."""


class SeatForm(IdempotentForm):
    """One more seat of a body, held by an office."""

    role = forms.ChoiceField(label=_("Seat"), choices=SeatRole, initial=SeatRole.MEMBER, widget=forms.RadioSelect)
    title_th = CleanTextField(
        label=_("Title in Thai"), help_text=_("The office that holds the seat, as the order names it"), max_length=200
    )
    title_en = CleanTextField(label=_("Title in English"), max_length=200)
    office = forms.ModelChoiceField(
        label=_("Ministry, department or agency"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        required=False,
        empty_label="–",
    )
    since = ThaiDateField(label=_("Since"), before=10, after=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = seat_holders()


class AppointForm(IdempotentForm, VersionedForm):
    """The person who takes a seat."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("A link to sign in goes to this address"))
    name_th = CleanTextField(
        label=_("Name in Thai"), help_text=_("Only for somebody who has no account yet"), max_length=160, required=False
    )
    name_en = CleanTextField(label=_("Name in English"), max_length=160, required=False)


class EndAppointmentForm(IdempotentForm, VersionedForm):
    """A seat that falls vacant."""


class RoleForm(forms.Form):
    """The post that a person acts from."""

    post = forms.CharField(max_length=16)


class EnterForm(forms.Form):
    """A person of the demo to sign in as."""

    email = forms.EmailField()
