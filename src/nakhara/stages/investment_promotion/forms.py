"""Forms of investment promotion: the owner's claim, the board's resolution, a question about a number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.places.queries import province_choices
from nakhara.look.forms import CleanTextField, DecimalField, IdempotentForm, ThaiDateField

YES, NO = "yes", "no"


class ClaimForm(IdempotentForm):
    """What is to be promoted."""

    provisions = {"activity": "guideline-4"}
    activity = CleanTextField(
        label=_("Activity"), help_text=_("As the board's list of activities names it"), max_length=300
    )
    investment_baht = DecimalField(label=_("Investment (baht)"), min_value=0, max_digits=16, decimal_places=2)
    details = CleanTextField(label=_("Details"), rows=5, required=False)


class ResolutionForm(IdempotentForm):
    """What the board has resolved."""

    provisions = {"granted": "guideline-5"}
    granted = forms.ChoiceField(
        label=_("Resolution"),
        choices=[(YES, _("Privileges granted")), (NO, _("Privileges not granted"))],
        widget=forms.RadioSelect,
    )
    resolution_number = CleanTextField(label=_("Number of the resolution"), max_length=60)
    resolved_on = ThaiDateField(label=_("Day of the resolution"), before=10, after=1)
    text = CleanTextField(label=_("What is granted, or why not"), rows=5)


class CheckForm(forms.Form):
    """A number, a place and a date; asked by GET, changes nothing."""

    number = CleanTextField(
        label=_("Designation number"), help_text=_("For example 042/2565, Thai digits too"), max_length=40
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    on = ThaiDateField(label=_("On the day"), before=20, after=5, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Any province")), *province_choices()]
