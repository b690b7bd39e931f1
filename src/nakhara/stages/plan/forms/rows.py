"""Projects with their money, milestones, indicators (guideline-1/plan)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nakhara.look.forms import (
    CleanTextField,
    DecimalField,
    IdempotentForm,
    IntegerField,
    ThaiDateField,
    VersionedForm,
)
from nakhara.look.wording import official_name
from nakhara.stages.plan.formats import plain
from nakhara.stages.plan.models import Project

AHEAD = 30
MONEY_ROWS = 3


class RowForm(IdempotentForm, VersionedForm):
    """What a project, a milestone and an indicator have in common: a Smart of the plan and a name."""

    dimension = forms.ChoiceField(label=gettext_lazy("Smart"))
    name = CleanTextField(label=gettext_lazy("Name"), max_length=300)

    def __init__(self, *args, keys: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimension"].choices = [("", _("Choose")), *((key, official_name(key)) for key in keys)]

    @property
    def made_from(self) -> dict[str, int]:
        """The version that a change is made from."""
        return {"version": self.cleaned_data["version"]}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        kept = ("idempotency_key", "version")
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}


class ProjectForm(RowForm):
    """A project; its money stands in `MoneyForms` beside it."""

    provisions = {"starts": "criteria-1.2"}

    description = CleanTextField(label=gettext_lazy("What is done"), rows=4, max_length=20_000, required=False)
    responsible = CleanTextField(
        label=gettext_lazy("Who is responsible"),
        help_text=gettext_lazy("A post or a unit, no person's name"),
        max_length=200,
        required=False,
    )
    starts = ThaiDateField(label=gettext_lazy("First day"), after=AHEAD, required=False)
    ends = ThaiDateField(label=gettext_lazy("Last day"), after=AHEAD, required=False)


class MoneyForm(forms.Form):
    """Money from one source in one Thai fiscal year; an empty row says nothing."""

    fiscal_year = IntegerField(label=gettext_lazy("Fiscal year (B.E.)"), required=False)
    source = CleanTextField(label=gettext_lazy("Source"), max_length=120, required=False)
    baht = DecimalField(
        label=gettext_lazy("Money (baht)"), min_value=0, max_digits=15, decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        """All three together, or none of them."""
        found = super().clean()
        year, source, baht = (found.get(name) for name in ("fiscal_year", "source", "baht"))
        if self.errors or (year is None and not source and baht is None):
            return found
        missing = {"fiscal_year": year is None, "source": not source, "baht": baht is None}
        for name in [name for name, empty in missing.items() if empty]:
            self.add_error(name, _("Fill in year, source and money, or empty the row"))
        if year is not None and not 2550 <= year <= 2600:
            self.add_error("fiscal_year", _("Write the fiscal year in B.E., for example 2562"))
        return found


class BaseMoneyForms(forms.BaseFormSet):
    """The money rows of a project: those saved and a few empty ones; more after saving."""

    def rows(self) -> list[tuple[int, str, Decimal]]:
        """The filled rows, as the action takes them."""
        found = [form.cleaned_data for form in self.forms]
        return [(row["fiscal_year"], row["source"], row["baht"]) for row in found if row.get("fiscal_year")]

    def clean(self) -> None:
        """One row for a source in a year."""
        if any(self.errors):
            return
        places = [(year, source) for year, source, _baht in self.rows()]
        if len(set(places)) < len(places):
            raise ValidationError(_("Add up money from the same source in the same fiscal year into one row"))


def money_forms(data: Any, project: Project | None) -> BaseMoneyForms:
    """The money rows of a project's page."""
    rows = [] if project is None else list(project.money.values("fiscal_year", "source", "baht"))
    for row in rows:
        row["baht"] = plain(row["baht"])
    made = forms.formset_factory(
        MoneyForm, formset=BaseMoneyForms, extra=MONEY_ROWS, max_num=200, absolute_max=200, validate_max=True
    )
    return made(data, initial=rows, prefix="money")


class MilestoneForm(RowForm):
    """A milestone, of a project or of the plan."""

    provisions = {"due": "criteria-1.5"}

    due = ThaiDateField(label=gettext_lazy("Due"), after=AHEAD)
    project = forms.ChoiceField(label=gettext_lazy("Project"), required=False)

    def __init__(self, *args, projects: Iterable[Project], **kwargs):
        super().__init__(*args, **kwargs)
        self.projects = {one.key: one for one in projects}
        choices = [(key, one.name) for key, one in self.projects.items()]
        self.fields["project"].choices = [("", _("The plan as a whole")), *choices]

    def values(self) -> dict[str, Any]:
        """What the action takes, the project as a row."""
        found = super().values()
        return {**found, "project": self.projects.get(found["project"])}


class IndicatorForm(RowForm):
    """An indicator with its baseline and target."""

    provisions = {"target": "criteria-1.5"}

    unit = CleanTextField(label=gettext_lazy("Unit"), max_length=60)
    baseline = DecimalField(label=gettext_lazy("Now"), max_digits=18, decimal_places=4, required=False)
    target = DecimalField(label=gettext_lazy("Target"), max_digits=18, decimal_places=4)
    rises = forms.TypedChoiceField(
        label=gettext_lazy("Which way is better"),
        choices=[("yes", gettext_lazy("Higher is better")), ("no", gettext_lazy("Lower is better"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    source = CleanTextField(label=gettext_lazy("Where the figures come from"), max_length=200, required=False)
    frequency = CleanTextField(label=gettext_lazy("How often it is measured"), max_length=60, required=False)


class RemoveForm(IdempotentForm, VersionedForm):
    """Taking a row out of the plan."""
