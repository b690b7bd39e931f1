"""What the secretary and the chair send."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.parties.models import Body, Seat
from nakhara.look.forms import CleanTextField, IdempotentForm, ThaiDateField, VersionedForm
from nakhara.meetings.agenda import KINDS
from nakhara.meetings.models import AgendaItem
from nakhara.meetings.queries import Place, options_of
from nakhara.rulebook.thai import to_arabic_digits

VOTES = [("for", _("For")), ("against", _("Against")), ("abstain", _("Abstain"))]


class TimeField(forms.CharField):
    """A time of day as people write it: 09:30, 9.30, ๐๙.๓๐ น."""

    def to_python(self, value):
        """The time; raises ValidationError with an example."""
        text = to_arabic_digits(super().to_python(value) or "").replace("น.", "").strip().replace(".", ":")
        if not text:
            return None
        try:
            hours, minutes = text.split(":")
            return time(int(hours), int(minutes))
        except ValueError:
            raise ValidationError(_("Write the time like 09:30")) from None


class ArrangeForm(IdempotentForm):
    """Call a sitting."""

    body = forms.ChoiceField(label=_("Body"))
    day = ThaiDateField(label=_("Day"))
    time = TimeField(label=_("Time"), initial="09:30")
    place = CleanTextField(label=_("Place"), required=False)

    def __init__(self, *args, bodies: list[Body], **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {body.key: body for body in bodies}
        self.fields["body"].choices = [(body.key, body.name_th) for body in bodies]

    @property
    def sits_at(self) -> datetime:
        """The moment of the sitting."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))

    @property
    def chosen(self) -> Body:
        """The body chosen."""
        return self.bodies[self.cleaned_data["body"]]


class AddForm(IdempotentForm):
    """Put something on the agenda."""

    thing = forms.ChoiceField(label=_("Matter"))

    def __init__(self, *args, candidates: list[tuple[str, str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = [(value, label) for value, label, _kind in candidates]

    def read(self) -> tuple[str, object]:
        """The kind and the thing chosen."""
        name, key = self.cleaned_data["thing"].split(":", 1)
        return name, KINDS[name].model._default_manager.get(key=key)


class AttendanceForm(IdempotentForm, VersionedForm):
    """Who is there, seat by seat, in which capacity."""

    def __init__(self, *args, places: list[Place], **kwargs):
        super().__init__(*args, **kwargs)
        self.places = [place for place in places if place.filled]
        for place in self.places:
            seat = place.seat
            self.fields[f"there-{seat.key}"] = forms.BooleanField(
                label=seat.title_th, required=False, initial=place.person is not None
            )
            self.fields[f"capacity-{seat.key}"] = CleanTextField(
                label=format_lazy("{}: {}", seat.title_th, _("Acting for, on behalf of")),
                required=False,
                initial=place.capacity,
            )

    def rows(self):
        """Each filled seat with its two fields."""
        return [(p, self[f"there-{p.seat.key}"], self[f"capacity-{p.seat.key}"]) for p in self.places]

    def present(self) -> list[tuple[Seat, object, str]]:
        """Seat, person and capacity of everybody who is there."""
        return [
            (p.seat, p.person or p.sitter.person, self.cleaned_data[f"capacity-{p.seat.key}"])
            for p in self.places
            if self.cleaned_data[f"there-{p.seat.key}"]
        ]


class RecuseForm(IdempotentForm, VersionedForm):
    """A seat takes no part in one item."""

    seat = forms.ChoiceField(label=_("Seat"))
    reason = CleanTextField(label=_("Reason"))

    def __init__(self, *args, places: list[Place], **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = {p.seat.key: p.seat for p in places if p.takes_part}
        self.fields["seat"].choices = [(key, seat.title_th) for key, seat in self.seats.items()]

    @property
    def chosen(self) -> Seat:
        """The seat chosen."""
        return self.seats[self.cleaned_data["seat"]]


class ResolveForm(IdempotentForm, VersionedForm):
    """Votes by seat and the resolution of one item; only what the rules allow can be chosen, no vote is invented."""

    everybody = forms.BooleanField(label=_("Everybody there votes for"), required=False)
    outcome = forms.ChoiceField(label=_("Resolution"), widget=forms.RadioSelect)
    reason = CleanTextField(label=_("Reason"), rows=3, required=False, help_text=_("Needed to return or to decline"))

    def __init__(self, *args, item: AgendaItem, places: list[Place], at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options_of(item, at)
        self.fields["outcome"].choices = [(o.outcome, o.label) for o in self.options if o.offered]
        self.voters = [p for p in places if p.takes_part and p.seat.votes]
        said = {vote.seat_id: vote.choice for vote in item.votes.all()}
        for place in self.voters:
            self.fields[f"vote-{place.seat.key}"] = forms.ChoiceField(
                label=place.seat.title_th,
                choices=VOTES,
                initial=said.get(place.seat.pk),
                widget=forms.RadioSelect,
                required=False,
            )

    def clean(self):
        """Everybody's vote for, or votes by seat: one of them says how it was."""
        said = super().clean()
        others = [p for p in self.voters if said.get(f"vote-{p.seat.key}") in ("against", "abstain")]
        if said.get("everybody") and others:
            self.add_error("everybody", _("A seat below is marked otherwise: untick this, or mark that seat for"))
        return said

    def refused_options(self):
        """What the rules do not allow now, each with the reason in words."""
        return [option for option in self.options if not option.offered]

    def vote_fields(self):
        """Each voting seat with its field."""
        return [(place, self[f"vote-{place.seat.key}"]) for place in self.voters]

    def votes(self) -> dict[Seat, str]:
        """The votes by seat; a seat without a mark has not voted."""
        if self.cleaned_data["everybody"]:
            return dict.fromkeys((p.seat for p in self.voters), "for")
        marks = {p.seat: self.cleaned_data[f"vote-{p.seat.key}"] for p in self.voters}
        return {seat: mark for seat, mark in marks.items() if mark}


class AdoptForm(IdempotentForm, VersionedForm):
    """Adopt the items of one kind as a list: those ticked, everybody there voting for each of them."""

    everybody = forms.BooleanField(label=_("Everybody there votes for each item ticked"))

    def __init__(self, *args, items: list[AgendaItem], at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        approve = {item: next(o for o in options_of(item, at) if o.outcome == "approve") for item in items}
        self.adoptable = [item for item, option in approve.items() if option.offered]
        self.refused = [(item, option) for item, option in approve.items() if not option.offered]
        for item in self.adoptable:
            self.fields[f"adopt-{item.key}"] = forms.BooleanField(label=item.title, required=False, initial=True)

    def rows(self):
        """Each item that can be adopted with its field."""
        return [(item, self[f"adopt-{item.key}"]) for item in self.adoptable]

    def exceptions(self) -> list[AgendaItem]:
        """The items that are left to be resolved each by itself."""
        ticked = [item for item in self.adoptable if self.cleaned_data[f"adopt-{item.key}"]]
        return [item for item in self.items if item not in ticked]


class ConfirmForm(IdempotentForm, VersionedForm):
    """The chair confirms."""

    agreed = forms.BooleanField(label=_("I have read the resolutions and confirm them as the chair"))


class StandInForm(IdempotentForm, VersionedForm):
    """A member confirms one item in the chair's place."""


class PlainForm(IdempotentForm):
    """A button that does one thing."""
