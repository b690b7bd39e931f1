"""Forms of the application: file, withdraw, a round, accept or return with typed reasons."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nakhara.look.forms import CleanTextField, IdempotentForm, ThaiDateField
from nakhara.stages.application.models import ReasonKind
from nakhara.stages.application.queries import About

REASONS = 3
KINDS = [
    (ReasonKind.MISSING, gettext_lazy("Missing")),
    (ReasonKind.UNCLEAR, gettext_lazy("Unclear")),
    (ReasonKind.UNSUPPORTED, gettext_lazy("Without evidence")),
    (ReasonKind.WRONG, gettext_lazy("Wrong")),
]


class FileForm(IdempotentForm):
    """The signer files."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have read what will be filed and may sign for the juristic person"),
        error_messages={"required": gettext_lazy("Confirm that you have read it and may sign")},
    )


class SureForm(IdempotentForm):
    """A press of a button."""


class RoundForm(IdempotentForm):
    """A round of intake."""

    name = CleanTextField(label=gettext_lazy("Name of the round"), max_length=80)
    opens = ThaiDateField(label=gettext_lazy("First day"), before=2, after=5)
    closes = ThaiDateField(label=gettext_lazy("Last day"), before=1, after=10, required=False)


class ReturnForm(IdempotentForm):
    """Reasons for a return: each with its kind, what it is about, its clause and what to mend."""

    def __init__(self, *args, groups: Mapping[str, Sequence[About]], count: int = REASONS, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = list(range(1, count + 1))
        choices = [(name, [(one.id, one.name) for one in group]) for name, group in groups.items()]
        for n in self.numbers:
            self._add(n, choices)

    def _add(self, n: int, choices: list) -> None:
        self.fields[f"kind-{n}"] = forms.ChoiceField(
            label=_("Kind"), choices=[("", _("Choose")), *KINDS], required=False
        )
        self.fields[f"about-{n}"] = forms.ChoiceField(
            label=_("About"), choices=[("", _("Choose")), *choices], required=False
        )
        self.fields[f"text-{n}"] = CleanTextField(label=_("What to mend"), rows=3, max_length=4000, required=False)

    def reasons(self) -> list[dict[str, str]]:
        """The reasons begun, as the action takes them; an untouched row says nothing."""
        found = []
        for n in self.numbers:
            row = {name: self.cleaned_data[f"{name}-{n}"] for name in ("kind", "about", "text")}
            if any(row.values()):
                found.append(row)
        return found

    def rows(self) -> list[tuple[int, dict[str, forms.BoundField]]]:
        """Each reason with its fields, for the page."""
        return [(n, {name: self[f"{name}-{n}"] for name in ("kind", "about", "text")}) for n in self.numbers]


def how_many(data: Mapping[str, Any]) -> int:
    """How many reason rows a sent page had, and three more when more were asked for; at most 30."""
    sent = sum(name.startswith("kind-") for name in data)
    return min(30, (sent or REASONS) + (REASONS if "more" in data else 0))
