"""Forms of circulars: a letter, its receivers, receipts, hand-overs."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from nakhara.circulars.models import Dispatch
from nakhara.circulars.queries.letters import at_hand
from nakhara.circulars.queries.routes import below, chosen_below, sections_of
from nakhara.foundation.documents.forms import DocumentField
from nakhara.look.forms import CleanTextField, IdempotentForm, ThaiDateField, VersionedForm
from nakhara.rulebook.thai import to_arabic_digits

KINDS = [("external", _("External letter")), ("memo", _("Memo inside the ministry, department or province"))]
ASKS = [("note", _("take note")), ("act", _("consider acting")), ("tell", _("tell the tier below"))]
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:\s*(?:น\.?)?)")


class ClockField(forms.Field):
    """A time of day: 09:20, 9.20, ๐๙.๒๐ น."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"time": _("Write hours and minutes, for example 09:20")}

    def to_python(self, value):
        """The time, or None; raises ValidationError."""
        text = to_arabic_digits(value or "").strip()
        if not text:
            return None
        found = CLOCK.fullmatch(text)
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValidationError(self.error_messages["time"], code="time")
        return time(int(found[1]), int(found[2]))


class LetterForm(IdempotentForm):
    """A letter that an office writes."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect, initial="external")
    circular = forms.BooleanField(label=_("A circular (ว), numbered in its own book"), required=False)
    subject = CleanTextField(label=_("Subject"), max_length=300)
    addressee = CleanTextField(
        label=_("Addressed to"),
        max_length=300,
        help_text=_("As the letter names them, for example every district officer"),
    )
    body = CleanTextField(label=_("Text"), rows=10, help_text=_("Leave a blank line between paragraphs"))
    signed_as = CleanTextField(
        label=_("Signed as"),
        max_length=300,
        required=False,
        help_text=_("Post and capacities, one a line; no name: the signer writes it"),
        rows=2,
    )
    asks = forms.MultipleChoiceField(
        label=_("Asks the receivers to"), choices=ASKS, widget=forms.CheckboxSelectMultiple, required=False
    )
    encloses = forms.MultipleChoiceField(
        label=_("Encloses a copy of"), widget=forms.CheckboxSelectMultiple, required=False
    )
    count_text = CleanTextField(label=_("Copies, as the letter says it"), max_length=40, required=False)
    file = DocumentField(label=_("Enclosed file"), required=False)

    def __init__(self, *args, offices: list[int], letter=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.letters = {one.key: one for one in at_hand(offices, 30) if one != letter}
        names = [(key, f"{one.number} {one.subject}".strip()) for key, one in self.letters.items()]
        self.fields["encloses"].choices = names
        if not names:
            del self.fields["encloses"], self.fields["count_text"]

    def values(self) -> dict:
        """What `write_letter` and `change_letter` take."""
        data = self.cleaned_data
        count = data.get("count_text", "")
        return {
            "texts": {name: data[name] for name in ("subject", "addressee", "body", "signed_as")},
            "kind": data["kind"],
            "circular": data["circular"],
            "asks": data["asks"],
            "encloses": [(self.letters[key], count) for key in data.get("encloses", ())],
        }


class ChangeForm(LetterForm, VersionedForm):
    """A draft as it stands, to be changed."""


class ReceiversForm(IdempotentForm):
    """Offices of the tier below, one by one or every one of a group."""

    receivers = forms.MultipleChoiceField(
        label=_("Receivers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one receiver")},
    )

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.office = office
        self.fields["receivers"].choices = [(group.label, _members(group)) for group in below(office)]

    def chosen(self) -> list:
        """The offices meant, groups as they stand now."""
        return chosen_below(self.office, self.cleaned_data["receivers"])


def _members(group) -> list[tuple[str, str]]:
    everyone = _t("Every one of them (%(count)s)") % {"count": len(group.members)}
    first = [(f"all:{group.key}", everyone)] if len(group.members) > 1 else []
    return [*first, *((one.key, one.name_th) for one in group.members)]


class SendForm(ReceiversForm, VersionedForm):
    """Receivers of a letter as it was read, and by when they should have received it."""

    due = ThaiDateField(label=_("To be received by"), before=0, after=1, required=False)


class ReceiptForm(IdempotentForm):
    """When letters were received."""

    received_on = ThaiDateField(label=_("Received on"), before=2, after=0)
    received_time = ClockField(label=_("Hour of receipt"), required=False)


class BulkReceiptForm(ReceiptForm):
    """Several letters received on one day."""

    letters = forms.ModelMultipleChoiceField(
        queryset=Dispatch.objects.none(),
        to_field_name="key",
        error_messages={
            "required": _("Check at least one letter"),
            "invalid_choice": _("One of these letters was received meanwhile; check again"),
        },
    )

    def __init__(self, *args, letters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["letters"].queryset = letters


class HandoverForm(IdempotentForm):
    """To which section a letter goes."""

    section = forms.ChoiceField(label=_("Section"))
    number = CleanTextField(
        label=_("Number of the hand-over"),
        max_length=40,
        required=False,
        help_text=_("Leave it empty to take the next of the office's inner book"),
    )
    note = CleanTextField(label=_("Instruction"), max_length=300, required=False)
    dated = ThaiDateField(label=_("Date"), before=2, after=0)

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = {one.key: one for one in sections_of(office)}
        self.fields["section"].choices = [(key, one.name_th) for key, one in self.sections.items()]


class ReasonForm(IdempotentForm):
    """Why something is cancelled."""

    reason = CleanTextField(
        label=_("Why it is cancelled"), max_length=300, error_messages={"required": _("Say why it is cancelled")}
    )


class PlainForm(IdempotentForm):
    """A button alone."""
