"""Starting a plan, choosing its Smarts, writing the fields of the edition's form (guideline-1/plan)."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nakhara.foundation.places.queries import province_choices
from nakhara.look.forms import (
    CleanTextField,
    DecimalField,
    IdempotentForm,
    VersionedForm,
)
from nakhara.look.wording import language, official_name
from nakhara.rulebook.form import Field
from nakhara.stages.plan.formats import plain
from nakhara.stages.plan.models import Plan, Text
from nakhara.stages.plan.queries import field_name


class StartForm(IdempotentForm):
    """A plan for an area of the organisation, perhaps from an earlier plan."""

    area = forms.ChoiceField(label=gettext_lazy("Area"))
    follows = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        required=False,
        help_text=gettext_lazy("An earlier plan of the same area; all that it says is copied into the new one"),
    )

    def __init__(self, *args, areas: Iterable = (), plans: Iterable[Plan] = (), **kwargs):
        super().__init__(*args, **kwargs)
        name = "name_en" if language() == "en" else "name_th"
        self.fields["area"].choices = [(one.key, getattr(one, name) or one.name_th) for one in areas]
        earlier = [(one.key, _plan_words(one, name)) for one in plans]
        self.fields["follows"].choices = [("", _("An empty plan")), *earlier]


def _plan_words(plan: Plan, name: str) -> str:
    return f"{getattr(plan.area, name) or plan.area.name_th} · {plan.created_at:%Y-%m-%d}"


class NewAreaForm(IdempotentForm):
    """An area that is not known yet."""

    name_th = CleanTextField(label=gettext_lazy("Name of the area in Thai"), max_length=200)
    name_en = CleanTextField(label=gettext_lazy("Name of the area in English"), max_length=200, required=False)
    province_1 = forms.ChoiceField(label=gettext_lazy("Province"))
    province_2 = forms.ChoiceField(label=gettext_lazy("Second province"), required=False)
    province_3 = forms.ChoiceField(label=gettext_lazy("Third province"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a province")), *province_choices()]
        for name in ("province_1", "province_2", "province_3"):
            self.fields[name].choices = choices

    @property
    def provinces(self) -> list[str]:
        """The provinces chosen, in order."""
        chosen = [self.cleaned_data[f"province_{number}"] for number in (1, 2, 3)]
        return [code for code in dict.fromkeys(chosen) if code]


class SmartsForm(IdempotentForm, VersionedForm):
    """The dimensions claimed; that Environment is among them is asked by the action."""

    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Smarts that the plan chooses"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least 2 Smarts, Environment among them")},
    )

    def __init__(self, *args, keys: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dimensions"].choices = [(key, official_name(key)) for key in keys]


class Draft:
    """A field that is asked for but may stay empty while the plan is a draft."""

    def validate(self, value: Any) -> None:
        """Check what is written; an empty field is shown as missing elsewhere and never blocks saving."""
        if value not in self.empty_values:
            super().validate(value)


class DraftText(Draft, CleanTextField):
    """Text of a draft."""


class DraftNumber(Draft, DecimalField):
    """A number of a draft."""


class DraftChoice(Draft, forms.ChoiceField):
    """One of several answers of a draft."""


def state_of(row: Text | None) -> str:
    """What a form remembers of a text: its version, and a digest by which an untouched field is known."""
    return f"{row.version}.{_digest(row.text)}" if row else f"0.{_digest('')}"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


class SectionForm(IdempotentForm):
    """One section of the edition's form; each field carries the version that it was made from."""

    def __init__(self, *args, fields: Iterable[Field], rows: dict[str, Text], **kwargs):
        self.asked = list(fields)
        self.provisions = {one.id: one.serves for one in self.asked}
        initial = {one.id: rows[one.id].text for one in self.asked if one.id in rows}
        initial |= {_state(one): state_of(rows.get(one.id)) for one in self.asked}
        super().__init__(*args, initial=initial, **kwargs)
        for one in self.asked:
            self.fields[one.id] = form_field(one)
            self.fields[_state(one)] = forms.CharField(widget=forms.HiddenInput, max_length=30)

    def changes(self) -> dict[str, tuple[str, int]]:
        """The texts that the reader has changed since the page was made, each with its version."""
        found = {}
        for one in self.asked:
            version, _dot, digest = self.cleaned_data[_state(one)].partition(".")
            text = _as_text(self.cleaned_data[one.id])
            if _digest(text) != digest and version.isdigit():
                found[one.id] = (text, int(version))
        return found

    def renew(self, rows: dict[str, Text]) -> None:
        """After a conflict: keep what the reader changed, take what stands now for the rest, and all versions."""
        changed = self.changes()
        self.data = self.data.copy()
        for one in self.asked:
            row = rows.get(one.id)
            self.data[_state(one)] = state_of(row)
            if one.id not in changed:
                self.data[one.id] = row.text if row else ""


def _state(field: Field) -> str:
    return f"{field.id}@"


def _as_text(value: Any) -> str:
    return plain(value) if isinstance(value, Decimal) else value or ""


def form_field(one: Field) -> forms.Field:
    """The form field that asks one question of the edition's form."""
    lang = language()
    shared = {"label": field_name(one), "help_text": one.help(lang), "required": one.required}
    if one.type == "choice":
        return DraftChoice(choices=[("", _("Choose")), *((o.key, o.text(lang)) for o in one.options)], **shared)
    if one.type == "number":
        if one.unit:
            shared["label"] = f"{shared['label']} ({one.unit.text(lang)})"
        return DraftNumber(min_value=0, max_digits=19, decimal_places=4, **shared)
    return DraftText(rows=4 if one.type == "longtext" else 0, max_length=20_000, **shared)
