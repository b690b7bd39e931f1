"""Forms in the house's markup: the renderer, the widgets, fields that read Thai, and the two hidden safeguards.

Text goes in, typed values come out; no rule of the law stands here.
"""

import secrets
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext_lazy

from nakhara.look.reading import ReadingError, read_date
from nakhara.rulebook import thai

# Django's own texts, named here so that our catalogue words them the house's way.
DJANGO_TEXTS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Null characters are not allowed."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "max",
    ),
)


class HouseField(BoundField):
    """A bound field that gives text inputs the class `in` and leaves telling of what is missing to the server."""

    @property
    def provision(self) -> str:
        """The provision id shown as a chip, from the form's `provisions`."""
        return getattr(self.form, "provisions", {}).get(self.name, "")

    def build_widget_attrs(self, attrs, widget=None):
        """The attributes of the input; `aria-required` stands in for `required`, whose words we could not choose."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        required = attrs.pop("required", False)
        if getattr(widget, "input_type", "") not in ("checkbox", "radio", "hidden"):
            attrs["class"] = " ".join(filter(None, ["in", widget.attrs.get("class")]))
            if required:
                attrs["aria-required"] = "true"
        return attrs


class Renderer(DjangoTemplates):
    """The form renderer of the house (`FORM_RENDERER`)."""

    form_template_name = "look/form.html"
    field_template_name = "look/_field.html"
    bound_field_class = HouseField
    replaced = {
        "django/forms/widgets/radio.html": "look/widgets/options.html",
        "django/forms/widgets/checkbox_select.html": "look/widgets/options.html",
    }

    @cached_property
    def engine(self):
        """Django's widgets, with our templates found as on every page."""
        widgets = Path(forms.__file__).parent / "templates"
        finders = ["nakhara.look.loading.Loader", ("django.template.loaders.filesystem.Loader", [widgets])]
        loaders = [("django.template.loaders.cached.Loader", finders)]
        return self.backend({"APP_DIRS": False, "DIRS": [], "NAME": "forms", "OPTIONS": {"loaders": loaders}})

    def get_template(self, template_name):
        """Django's template, or ours where the house draws the widget itself."""
        return super().get_template(self.replaced.get(template_name, template_name))


class LevelRadio(forms.RadioSelect):
    """Three to six ordered choices side by side; `short=True` shows digits alone."""

    template_name = "look/widgets/levels.html"

    def __init__(self, attrs=None, choices=(), *, short: bool = False):
        super().__init__(attrs, choices)
        self.short = short

    def get_context(self, name, value, attrs):
        """The context of Django's widget and whether to show digits alone."""
        context = super().get_context(name, value, attrs)
        context["widget"]["short"] = self.short
        return context


class ThaiDateInput(forms.DateInput):
    """A text input that shows a date as `28/06/2565`."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value):
        """The date in figures with its B.E. year; what was typed stays as typed."""
        if isinstance(value, date):
            return f"{value.day:02d}/{value.month:02d}/{thai.be_year(value)}"
        return value


class ThaiDateField(forms.DateField):
    """A date typed the Thai way or any other; the year must lie near the present one, else the reader is asked."""

    widget = ThaiDateInput
    today: Callable[[], date] = staticmethod(timezone.localdate)
    default_error_messages = {
        "format": gettext_lazy("Write day, month and year, for example 28/06/2565 or 28 มิ.ย. 2565"),
        "day": gettext_lazy("That day is not in the calendar"),
        "year": gettext_lazy("Which year is meant? Write it with four digits, B.E. %(first)d to %(last)d"),
    }

    def __init__(self, *, before: int = 10, after: int = 10, **kwargs: Any):
        super().__init__(**kwargs)
        self.before, self.after = before, after

    def to_python(self, value):
        """The date meant; raises ValidationError when the text leaves a doubt."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        today = self.today()
        try:
            return read_date(value, today=today, before=self.before, after=self.after)
        except ReadingError as error:
            now = thai.be_year(today)
            span = {"first": now - self.before, "last": now + self.after}
            raise ValidationError(self.error_messages[error.code], code=error.code, params=span) from None


def _plain_number(value):
    return thai.to_arabic_digits(value).replace(",", "") if isinstance(value, str) else value


class IntegerField(forms.IntegerField):
    """A whole number in Thai or Arabic digits, thousands with or without commas."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value):
        """The number."""
        return super().to_python(_plain_number(value))


class DecimalField(forms.DecimalField):
    """An exact number in Thai or Arabic digits, thousands with or without commas."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value):
        """The number as Decimal."""
        return super().to_python(_plain_number(value))


class CleanTextField(forms.CharField):
    """Text in NFC without control, bidirectional or zero-width characters; `rows=n` makes it a text area."""

    def __init__(self, *, rows: int = 0, **kwargs: Any):
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value):
        """The cleaned text."""
        return thai.clean_text(super().to_python(value))


class JuristicIdField(forms.CharField):
    """The thirteen digits of a juristic person, check digit right (criteria-1.1)."""

    default_error_messages = {
        "juristic_id": gettext_lazy("Check the 13 digits of the juristic person's number; the last one does not fit"),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        """Thirteen ASCII digits; spaces and dashes between them fall away."""
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        try:
            return thai.normalise_juristic_id(text)
        except ValueError:
            raise ValidationError(self.error_messages["juristic_id"], code="juristic_id") from None


def new_key() -> str:
    """A random key by which a form sent twice is known as one."""
    return secrets.token_urlsafe(24)


class IdempotentForm(forms.Form):
    """Adds the hidden `idempotency_key`, made when the page is made, so that a double click does nothing twice."""

    idempotency_key = forms.CharField(
        max_length=64,
        initial=new_key,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Reload the page and send the form again")},
    )


class VersionedForm(forms.Form):
    """Adds the hidden `version` that was read, so that a stale tab overwrites nothing; give it as `initial`."""

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Reload the page and send the form again")},
    )

    def renew(self, version: int) -> None:
        """After a conflict: keep every text and take the version saved now, so that the next send is a choice."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)


def differences(mine: forms.BaseForm, fresh: forms.BaseForm) -> list[dict[str, str]]:
    """Rows for `look/_conflict.html`: where the text sent in `mine` differs from what `fresh` shows as saved now."""
    rows = []
    for bound in mine.visible_fields():
        if isinstance(bound.field, forms.FileField):
            continue
        ours, theirs = _shown(bound), _shown(fresh[bound.name])
        if ours != theirs:
            rows.append({"label": bound.label, "mine": ours, "theirs": theirs, "href": f"#{bound.auto_id}"})
    return rows


def _shown(bound: BoundField) -> str:
    """A field's present value as a person reads it."""
    value = bound.value()
    if isinstance(bound.field, forms.BooleanField):
        return _("Yes") if value and value not in ("False", "false") else _("No")
    choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    values = value if isinstance(value, (list, tuple)) else [value]
    if choices:
        return ", ".join(choices.get(str(one), str(one)) for one in values if one not in (None, ""))
    shown = bound.field.widget.format_value(value)
    return "" if shown is None else str(shown).replace("\r\n", "\n").strip()
