"""What the secretariat and a reviewer send: who is asked, the declaration, the sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nakhara.foundation.parties.models import Appointment
from nakhara.look.forms import CleanTextField, IdempotentForm, LevelRadio, ThaiDateField, VersionedForm
from nakhara.look.wording import language
from nakhara.rulebook.dimensions import Item
from nakhara.rulebook.edition import Edition
from nakhara.stages.review.models import Assignment, Score
from nakhara.stages.review.queries.panels import Candidate

PAPERS = "papers"


class PlainForm(IdempotentForm):
    """A button that does one thing once."""


class VersionForm(IdempotentForm, VersionedForm):
    """A button that does one thing to what was read."""


@dataclass(frozen=True)
class Box:
    """A box to tick for one sitter."""

    name: str
    value: str
    id: str
    label: str
    ticked: bool


class AssignForm(IdempotentForm):
    """Who is asked to score which part, and by when."""

    provisions = {"due": "term/review"}

    def __init__(
        self, *args, panels: dict[str, list[Candidate]], names: dict[str, str], due: date, today: date, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.panels = panels
        for part, candidates in panels.items():
            self.fields[f"panel-{part}"] = forms.MultipleChoiceField(
                label=names[part],
                # Everybody, so that a second click is known as one; the action says who cannot be asked.
                choices=[(one.appointment.key, _named(one)) for one in candidates],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["due"] = ThaiDateField(label=_("Scores are sent by"), initial=due, before=1, after=2)
        self.fields["due"].today = lambda: today

    def rows(self) -> list[tuple[str, list[Box], list[Candidate]]]:
        """Each part with a box for everybody who can be asked, and those whom an interest bars."""
        return [
            (part, [self._box(one) for one in all_ if one.free], [one for one in all_ if one.bar])
            for part, all_ in self.panels.items()
        ]

    def _box(self, candidate: Candidate) -> Box:
        bound = self[f"panel-{candidate.part}"]
        key = candidate.appointment.key
        return Box(bound.html_name, key, f"{bound.auto_id}_{key}", _named(candidate), key in (bound.value() or ()))

    def chosen(self) -> list[tuple[Appointment, str]]:
        """The sitters ticked, each with the part."""
        return [
            (one.appointment, part)
            for part, candidates in self.panels.items()
            for one in candidates
            if one.appointment.key in self.cleaned_data[f"panel-{part}"]
        ]


def _named(candidate: Candidate) -> str:
    seat = candidate.appointment.seat
    title = (seat.title_en if language() == "en" else "") or seat.title_th
    return f"{candidate.appointment.person} · {title}"


class DeclareForm(IdempotentForm):
    """Whether an interest bars the reviewer from judging."""

    provisions = {"conflict": "review/declare"}
    conflict = forms.BooleanField(label=gettext_lazy("I have an interest in this application"), required=False)
    reason = CleanTextField(
        label=gettext_lazy("What the interest is"),
        help_text=gettext_lazy("In a few words, for the secretariat alone"),
        rows=2,
        max_length=1000,
        required=False,
    )


class KeyedLevels(LevelRadio):
    """Levels as digits, each pressed by its own key."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        """An option whose key is its digit."""
        option = super().create_option(name, value, label, selected, index, subindex=subindex, attrs=attrs)
        option["attrs"]["data-key"] = str(value)
        return option


@dataclass(frozen=True)
class Row:
    """One item on the form: its fields and what the owner said of it."""

    number: int
    item: Item
    level: forms.BoundField
    reason: forms.BoundField
    evidence: forms.BoundField
    own: dict[str, Any]


class SheetForm(IdempotentForm, VersionedForm):
    """A reviewer's sheet: a level, a reason and evidence an item, and a comment on the whole part."""

    def __init__(self, *args, assignment: Assignment, law: Edition, scores: Sequence[Score], **kwargs):
        kwargs.setdefault("initial", {"version": assignment.version, "comment": assignment.comment})
        super().__init__(*args, **kwargs)
        self.items = law.items_of(assignment.part)
        levels = [(level.value, level.text(language())) for level in law.levels]
        known = {score.item: score for score in scores}
        for number, item in enumerate(self.items, 1):
            self._add(number, item, levels, known.get(item.id))
        self.fields["comment"] = CleanTextField(
            label=_("Comment on the whole"), rows=3, max_length=4000, required=False
        )

    def _add(self, number: int, item: Item, levels: list[tuple[int, str]], score: Score | None) -> None:
        self.fields[f"level-{number}"] = forms.TypedChoiceField(
            label=_("Level, item %d") % number,
            choices=levels,
            coerce=int,
            empty_value=None,
            widget=KeyedLevels(short=True),
            required=False,
            initial=score.level if score else None,
        )
        self.fields[f"reason-{number}"] = CleanTextField(
            label=_("Reason, item %d") % number,
            max_length=4000,
            required=False,
            initial=score.reason if score else "",
            widget=forms.Textarea(
                attrs={"rows": 2, "data-key": "e", "placeholder": _("Write briefly, cite the page you saw")}
            ),
        )
        self.fields[f"evidence-{number}"] = CleanTextField(
            label=_("Evidence, item %d") % number,
            max_length=300,
            required=False,
            initial=score.evidence if score else "",
            widget=forms.TextInput(attrs={"list": PAPERS, "autocomplete": "off", "placeholder": _("File and page")}),
        )

    def rows(self, answers: dict[str, dict[str, Any]]) -> list[Row]:
        """Each item with its fields, beside the owner's own answers."""
        return [
            Row(n, item, self[f"level-{n}"], self[f"reason-{n}"], self[f"evidence-{n}"], answers.get(item.id, {}))
            for n, item in enumerate(self.items, 1)
        ]

    def scores(self) -> dict[str, tuple[int | None, str, str]]:
        """What was written, by item id, as the action takes it."""
        said = self.cleaned_data
        return {
            item.id: (said[f"level-{n}"], said[f"reason-{n}"], said[f"evidence-{n}"])
            for n, item in enumerate(self.items, 1)
        }


def levels_in(query: Iterable[tuple[str, str]], law: Edition, part: str) -> dict[str, int]:
    """Levels by item id from `level-1=4&level-2=3…`; whatever is not a level is left out."""
    given, known = dict(query), {str(level.value): level.value for level in law.levels}
    names = {item.id: given.get(f"level-{number}", "") for number, item in enumerate(law.items_of(part), 1)}
    return {item: known[text] for item, text in names.items() if text in known}
