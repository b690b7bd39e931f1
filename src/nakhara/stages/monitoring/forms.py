"""Forms of monitoring: the day a promise was kept, a progress report."""

from django.utils.translation import gettext_lazy as _

from nakhara.look.forms import CleanTextField, IdempotentForm, IntegerField, ThaiDateField


class KeepForm(IdempotentForm):
    """The day on which a promise was kept."""

    provisions = {"kept_on": "criteria-1.5"}
    kept_on = ThaiDateField(label=_("Kept on"), before=10, after=1)


class ReportForm(IdempotentForm):
    """A period, how far the plan has come, and what was done."""

    period_from = ThaiDateField(label=_("First day of the period"), before=10, after=1)
    period_to = ThaiDateField(label=_("Last day of the period"), before=10, after=1)
    percent = IntegerField(label=_("How much of the plan is carried out, in percent"), min_value=0, max_value=100)
    text = CleanTextField(
        label=_("What has been done and what has not"),
        help_text=_("Name the projects and indicators that changed. Everybody can read this"),
        rows=6,
    )
