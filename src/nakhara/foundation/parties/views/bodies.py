"""Pages of bodies: their seats by office; for those who manage them, who takes a seat and who leaves it."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nakhara.foundation.parties.actions import add_seat, appoint, appoint_newcomer, end_appointment
from nakhara.foundation.parties.forms import AppointForm, EndAppointmentForm, SeatForm
from nakhara.foundation.parties.gate import PUBLIC, gate, show, submit
from nakhara.foundation.parties.may import may
from nakhara.foundation.parties.models import Appointment, Body, Seat
from nakhara.foundation.parties.queries import (
    bodies,
    next_order,
    past_sitters,
    person_with,
    seat_counts,
    seats_of,
    sitter_of,
    sitters,
)
from nakhara.foundation.parties.subjects import sees_sitters
from nakhara.foundation.record import clock
from nakhara.foundation.record.refusals import Reason, RefusedError
from nakhara.look.templatetags.look import local

STEP = "party/manage"
PEOPLE = 25


@gate(PUBLIC)
def bodies_page(request):
    """The bodies of the founding documents, their seats and vacancies."""
    counts = seat_counts(clock.now())
    counted = [(body, *counts.get(body.pk, (0, 0))) for body in bodies()]
    rows = [(body, seats, seats - filled) for body, seats, filled in counted]
    return show(request, "parties/bodies.html", {"rows": rows, "crumbs": [{"label": _("Bodies")}]})


@gate(PUBLIC, body=Body)
def body(request, body):
    """One body: its seats by office, who sits in them (for those who work with it), what its groups score."""
    at = clock.now()
    sitting = sitters(body, at)
    seats = [(seat, sitting.get(seat.pk)) for seat in seats_of(body, at)]
    named = sees_sitters(request.actor)
    context = {
        "body": body,
        "seats": seats,
        "vacant": sum(appointment is None for _seat, appointment in seats),
        "named": named,
        "manages": may(request.actor, STEP),
        "dimensions": [row.dimension for row in body.dimensions.all()],
        "groups": body.groups.order_by("id"),
        "crumbs": [{"label": _("Bodies"), "url": reverse("parties:bodies")}, {"label": local(body, "name")}],
    }
    return show(request, "parties/body.html", context)


def _crumbs(body, last: str) -> list[dict]:
    return [
        {"label": _("Bodies"), "url": reverse("parties:bodies")},
        {"label": local(body, "name"), "url": reverse("parties:body", args=[body.key])},
        {"label": last},
    ]


@gate(STEP, body=Body)
def new_seat(request, body):
    """Give a body one more seat (background-1: the list is nowhere called complete)."""
    form = SeatForm(request.POST or None, initial={"since": clock.today()})
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := submit(request, form, lambda: _add(request, body, form)))
    ):
        return done
    context = {"form": form, "body": body, "crumbs": _crumbs(body, _("Add a seat"))}
    return show(request, "parties/new_seat.html", context, form)


def _add(request, body, form) -> str:
    values = {name: form.cleaned_data[name] for name in ("role", "title_th", "title_en", "office", "since")}
    add_seat(by=request.actor, body=body, order=next_order(body), at=clock.now(), **values)
    return reverse("parties:body", args=[body.key])


@gate(STEP, seat=Seat)
def seat(request, seat):
    """One seat: who sits there and who did, and, where it is vacant, the form to appoint somebody."""
    form = AppointForm(request.POST or None, initial={"version": seat.version})
    if (
        request.method == "POST"
        and form.is_valid()
        and (done := submit(request, form, lambda: _appoint(request, seat, form)))
    ):
        return done
    return _seat_page(request, seat, form)


@gate(STEP, seat=Seat)
@require_POST
def end_sitting(request, seat):
    """Whoever sits in a seat leaves it."""
    form = EndAppointmentForm(request.POST)
    if form.is_valid() and (done := submit(request, form, lambda: _end(request, seat, form))):
        return done
    return _seat_page(request, seat, form)


def _seat_page(request, seat, form):
    """The page of a seat as it stands now, with a form that was refused or came too late."""
    seat = Seat.objects.select_related("body", "office").get(pk=seat.pk)
    sitting = sitter_of(seat)
    if getattr(form, "conflict", None) is not None:
        form.conflict = _texts(form, sitting)
        form.renew(seat.version)
    context = {
        "seat": seat,
        "sitting": sitting,
        "past": past_sitters(seat)[:PEOPLE],
        "conflict": getattr(form, "conflict", None),
        "form": form,
        "appoint": _form_to_appoint(form, seat, sitting),
        "ending": EndAppointmentForm(initial={"version": seat.version}, auto_id=False),
        "crumbs": _crumbs(seat.body, local(seat, "title")),
    }
    return show(request, "parties/seat.html", context, form)


def _form_to_appoint(form, seat, sitting: Appointment | None) -> AppointForm | None:
    """What was sent, to be mended; else an empty form where the seat is vacant."""
    if isinstance(form, AppointForm) and form.is_bound:
        return form
    return None if sitting else AppointForm(initial={"version": seat.version})


def _texts(form, sitting: Appointment | None) -> list[dict]:
    """What the reader sent beside who sits there now."""
    mine = form["email"].value() if isinstance(form, AppointForm) else _("Vacant")
    return [{"label": _("Sits there"), "mine": mine, "theirs": str(sitting.person) if sitting else _("Vacant")}]


def _appoint(request, seat, form) -> str:
    said, at = form.cleaned_data, clock.now()
    seat.version = said["version"]
    person = person_with(said["email"])
    if person is None and not said["name_th"]:
        raise RefusedError(Reason(_("This address has no account yet: write the person's name"), "name_th"))
    if person:
        appointment = appoint(by=request.actor, seat=seat, person=person, at=at)
    else:
        names = {name: said[name] for name in ("email", "name_th", "name_en")}
        appointment = appoint_newcomer(by=request.actor, seat=seat, at=at, **names)
    _mail(appointment)
    return reverse("parties:body", args=[seat.body.key])


def _mail(appointment: Appointment) -> None:
    """Tell whoever was appointed, with the way in: to sign in, or first to set a password."""
    person, link = appointment.person, reverse("account_login")
    if not person.has_usable_password():
        key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
        link = reverse("account_reset_password_from_key", kwargs=key)
    context = {"seat": appointment.seat, "body": appointment.seat.body, "link": link}
    get_adapter().send_mail("account/email/appointed", person.email, context)


def _end(request, seat, form) -> str:
    sitting = sitter_of(seat)
    if sitting is None:
        raise RefusedError(_("The seat is vacant already"))
    sitting.seat.version = form.cleaned_data["version"]
    end_appointment(by=request.actor, appointment=sitting, at=clock.now())
    return reverse("parties:seat", args=[seat.key])
