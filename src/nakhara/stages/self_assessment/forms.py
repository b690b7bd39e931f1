"""Forms of the self-assessment: a part with all its items, a condition, evidence chosen from the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nakhara.foundation.documents.forms import DocumentField
from nakhara.foundation.documents.models import Citation, Document
from nakhara.look.forms import CleanTextField, DecimalField, IdempotentForm, LevelRadio, VersionedForm
from nakhara.look.wording import language
from nakhara.rulebook.dimensions import Item
from nakhara.rulebook.edition import Level
from nakhara.rulebook.thai import truncated
from nakhara.stages.self_assessment.queries import Line

LONGEST = 20_000


def _file() -> DocumentField:
    return DocumentField(label=gettext_lazy("Attach a file"), required=False)


def _place() -> CleanTextField:
    return CleanTextField(
        label=gettext_lazy("Page or cell"),
        help_text=gettext_lazy("Where in the file the evidence stands, for example p. 12"),
        max_length=80,
        required=False,
    )


def _drop(citations: Iterable[Citation]) -> forms.MultipleChoiceField:
    documents = {row.document.key: row.document.name for row in citations}
    return forms.MultipleChoiceField(
        label=gettext_lazy("Take out"),
        choices=list(documents.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def kept(citations: Iterable[Citation], dropped: Iterable[str]) -> list[tuple[Document, str]]:
    """The evidence that stays, as the actions take it."""
    gone = set(dropped)
    return [(row.document, row.place) for row in citations if row.document.key not in gone]


class PartForm(IdempotentForm):
    """Every item of a part; each carries the version it was made from, so that only what changed is saved."""

    def __init__(self, *args, lines: Sequence[Line], levels: Iterable[Level], **kwargs):
        self.lines = list(lines)
        super().__init__(*args, **kwargs)
        lang = language()
        choices = [(level.value, level.text(lang)) for level in levels]
        for line in self.lines:
            self._add(line, choices)

    def _add(self, line: Line, choices: list[tuple[int, str]]) -> None:
        n = line.number
        self.fields[f"level-{n}"] = forms.TypedChoiceField(
            label=_("At what level is the city now?"),
            choices=choices,
            coerce=int,
            empty_value=None,
            widget=LevelRadio,
            required=False,
            initial=line.level,
        )
        self.fields[f"reason-{n}"] = CleanTextField(
            label=_("Explain briefly"), rows=3, max_length=LONGEST, required=False, initial=_reason(line)
        )
        self.fields[f"file-{n}"] = _file()
        self.fields[f"place-{n}"] = _place()
        self.fields[f"drop-{n}"] = _drop(line.citations)
        self.fields[f"state-{n}"] = forms.CharField(widget=forms.HiddenInput, max_length=30, initial=state_of(line))

    def changed(self, line: Line) -> bool:
        """Whether the reader changed this item since the page was made."""
        found, n = self.cleaned_data, line.number
        touched = _digest(found[f"level-{n}"], found[f"reason-{n}"]) != found[f"state-{n}"].partition(".")[2]
        return touched or bool(found[f"file-{n}"] or found[f"drop-{n}"])

    def version(self, line: Line) -> int:
        """The version that this item was made from."""
        text = self.cleaned_data[f"state-{line.number}"].partition(".")[0]
        return int(text) if text.isdigit() else 0

    def renew(self, lines: Sequence[Line]) -> None:
        """After a conflict: keep what the reader changed, take what stands now for the rest, and all versions."""
        touched = {line.number for line in self.lines if self.changed(line)}
        self.data = self.data.copy()
        for line in lines:
            self.data[f"state-{line.number}"] = state_of(line)
            if line.number not in touched:
                self.data[f"level-{line.number}"] = "" if line.level is None else str(line.level)
                self.data[f"reason-{line.number}"] = _reason(line)

    def rows(self) -> list[tuple[Line, dict[str, forms.BoundField]]]:
        """Each item with its fields, for the page."""
        names = ("level", "reason", "file", "place", "drop", "state")
        return [(line, {name: self[f"{name}-{line.number}"] for name in names}) for line in self.lines]


def _reason(line: Line) -> str:
    return line.answer.reason if line.answer else ""


def state_of(line: Line) -> str:
    """What the form remembers of an item: its version, and a digest by which an untouched item is known."""
    return f"{line.version}.{_digest(line.level, _reason(line))}"


def _digest(level: int | None, reason: str) -> str:
    return sha256(f"{level}\n{reason}".encode()).hexdigest()[:12]


class ConditionForm(IdempotentForm, VersionedForm):
    """A preliminary condition: met, not met or not said yet, with its proof."""

    met = forms.TypedChoiceField(
        label=gettext_lazy("Is the condition met?"),
        choices=[("yes", gettext_lazy("Met")), ("no", gettext_lazy("Not met")), ("", gettext_lazy("Not said yet"))],
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )
    proof = CleanTextField(label=gettext_lazy("Proof in words"), rows=4, max_length=LONGEST, required=False)

    def __init__(self, *args, citations: Iterable[Citation], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file()
        self.fields["place"] = _place()
        self.fields["drop"] = _drop(citations)


class EvidenceForm(IdempotentForm, VersionedForm):
    """Files of the ledger chosen as evidence, each with the place in it."""

    def __init__(self, *args, documents: Iterable[Document], **kwargs):
        super().__init__(*args, **kwargs)
        self.documents = list(documents)
        for document in self.documents:
            self.fields[f"choose-{document.key}"] = forms.BooleanField(label=document.name, required=False)
            self.fields[f"place-{document.key}"] = CleanTextField(
                label=_("Page or cell"), max_length=80, required=False
            )

    def chosen(self) -> list[tuple[Document, str]]:
        """The documents ticked, as the actions take them."""
        found = self.cleaned_data
        ticked = [one for one in self.documents if found[f"choose-{one.key}"]]
        return [(one, found[f"place-{one.key}"]) for one in ticked]

    def rows(self) -> list[tuple[Document, forms.BoundField, forms.BoundField]]:
        """Each document with its fields, for the page."""
        return [(one, self[f"choose-{one.key}"], self[f"place-{one.key}"]) for one in self.documents]


class LevelsField(forms.CharField):
    """Levels by item id as a button carries them: `overall/2:5,dimension-7/1:4`."""

    widget = forms.HiddenInput

    def to_python(self, value) -> dict[str, int]:
        """The levels by item id; what is no level is refused."""
        pairs = [pair.partition(":") for pair in (value or "").split(",") if pair]
        if not pairs or not all(level.isdecimal() and len(level) == 1 for _item, _colon, level in pairs):
            raise forms.ValidationError(_("Reload the page and choose again"))
        return {item: int(level) for item, _colon, level in pairs}

    def validate(self, value) -> None:
        """Checked already: a dictionary has no text to be measured."""

    def run_validators(self, value) -> None:
        """Likewise."""


class AimForm(IdempotentForm):
    """The raises that a button takes on or lets go."""

    levels = LevelsField()


Parts = Sequence[tuple[str, str, Sequence[Item]]]


class EffortForm(IdempotentForm):
    """What raising each item by one level costs; empty is 1. `parts` are key, name and items."""

    def __init__(self, *args, parts: Parts, efforts: Mapping[str, Fraction], **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = parts
        for _key, _name, items in parts:
            for item in items:
                said = efforts.get(item.id)
                self.fields[item.id] = DecimalField(
                    label=item.text(language()),
                    max_digits=8,
                    decimal_places=2,
                    required=False,
                    initial=None if said is None else truncated(said),
                )

    def efforts(self) -> dict[str, Decimal]:
        """What was written, by item id."""
        given = self.cleaned_data
        ids = [item.id for _key, _name, items in self.parts for item in items]
        return {id: given[id] for id in ids if given[id] is not None}

    def rows(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Each part with its fields, for the page."""
        return [(key, name, [self[item.id] for item in items]) for key, name, items in self.parts]
