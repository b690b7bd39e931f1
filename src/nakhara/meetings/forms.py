"""What the secretary and the chair send."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
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


class AttendanceForm(IdempotentForm):
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
                label=_("Acting for, on behalf of"), required=False, initial=place.capacity
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


class RecuseForm(IdempotentForm):
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
    """Votes by seat and the resolution of one item; only what the rules allow can be chosen."""

    outcome = forms.ChoiceField(label=_("Resolution"), widget=forms.RadioSelect)
    reason = CleanTextField(label=_("Reason"), rows=3, required=False, help_text=_("Needed to return or to decline"))

    def __init__(self, *args, item: AgendaItem, places: list[Place], at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.options = options_of(item, at)
        self.fields["outcome"].choices = [(o.outcome, o.label) for o in self.options if o.offered]
        self.voters = [p for p in places if p.takes_part and p.seat.votes]
        said = {vote.seat_id: vote.choice for vote in item.votes.all()}
        for place in self.voters:
            initial = said.get(place.seat.pk, "for")
            self.fields[f"vote-{place.seat.key}"] = forms.ChoiceField(
                label=place.seat.title_th, choices=VOTES, initial=initial, widget=forms.RadioSelect
            )

    def refused_options(self):
        """What the rules do not allow now, each with the reason in words."""
        return [option for option in self.options if not option.offered]

    def vote_fields(self):
        """Each voting seat with its field."""
        return [(place, self[f"vote-{place.seat.key}"]) for place in self.voters]

    def votes(self) -> dict[Seat, str]:
        """The votes by seat."""
        return {p.seat: self.cleaned_data[f"vote-{p.seat.key}"] for p in self.voters}


class AdoptForm(IdempotentForm, VersionedForm):
    """Adopt the items of one kind as a list, everybody present voting for it, but for the exceptions."""

    def __init__(self, *args, items: list[AgendaItem], at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            options = [(o.outcome, o.label) for o in options_of(item, at) if o.offered]
            self.fields[f"outcome-{item.key}"] = forms.ChoiceField(
                label=item.title, choices=options, widget=forms.RadioSelect, initial=options[0][0] if options else None
            )
            self.fields[f"reason-{item.key}"] = CleanTextField(label=_("Reason"), required=False)

    def rows(self):
        """Each item with its two fields."""
        return [(item, self[f"outcome-{item.key}"], self[f"reason-{item.key}"]) for item in self.items]

    def exceptions(self) -> dict[AgendaItem, tuple[str, str]]:
        """The items that are not simply approved."""
        said = {i: (self.cleaned_data[f"outcome-{i.key}"], self.cleaned_data[f"reason-{i.key}"]) for i in self.items}
        return {item: answer for item, answer in said.items() if answer[0] != "approve"}


class ConfirmForm(IdempotentForm, VersionedForm):
    """The chair confirms."""

    agreed = forms.BooleanField(label=_("I have read the resolutions and confirm them as the chair"))


class PlainForm(IdempotentForm):
    """A button that does one thing."""
