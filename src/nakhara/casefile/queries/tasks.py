"""What waits for whoever is reading, by the post they act from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from nakhara.casefile.queries.steps import STEPS, act_told, next_act, with_chains, with_steps
from nakhara.circulars.queries.letters import waiting
from nakhara.circulars.subjects import offices_of
from nakhara.foundation.enrolment.models import Enrolment
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import subject_of, visible
from nakhara.foundation.parties.models import SeatRole
from nakhara.foundation.parties.queries import vacant_seats
from nakhara.meetings.models import Meeting
from nakhara.programme.models import ProvinceAnswer, Target
from nakhara.stages.application.models import Filing
from nakhara.stages.investment_promotion.models import PromotionClaim
from nakhara.stages.plan.models import Plan
from nakhara.stages.review.models import Assignment
from nakhara.stages.review.subjects import scores_address

MOST = 25
MOVES = ("filed", "accepted", "review", "reviewed", "listed")


@dataclass(frozen=True)
class Task:
    """One thing to do: its name, where it is done, a hint, and its state."""

    label: str
    url: str
    hint: str = ""
    kind: str = "todo"
    status: str = ""


def tasks_of(actor: Actor, at: datetime) -> list[dict]:
    """The groups of tasks that wait for an actor, each `{title, tasks}`; empty groups are left out."""
    groups = [
        {"title": title(), "tasks": tasks(actor, at)[:MOST]}
        for standing, title, tasks in SOURCES
        if standing in actor.standing or (standing == "member" and actor.organisation)
    ]
    return [group for group in groups if group["tasks"]]


def plans_to_write(actor: Actor, at: datetime) -> list[Task]:
    """The organisation's plans, each at its step."""
    plans = with_steps(visible(actor, Plan.objects.all())).select_related("area").order_by("-created_at", "-id")[:MOST]
    found = []
    for plan in with_chains(plans):
        act = act_told(plan, actor)
        url = reverse("casefile:workspace", args=[plan.key])
        found.append(Task(_named(plan.area), url, str(STEPS[plan.step]), act.kind, str(act.text)))
    return found


def enrolments_to_check(actor: Actor, at: datetime) -> list[Task]:
    """Letters of authorisation that nobody has decided yet."""
    rows = visible(actor, Enrolment.objects.filter(decided_at=None)).order_by("asked_at", "id")[:MOST]
    return [Task(e.name_th, _address(e), e.letter_number, "wait", _("Check the letter")) for e in rows]


def cases_to_move(actor: Actor, at: datetime) -> list[Task]:
    """Cases whose next act is the secretariat's."""
    plans = with_steps(visible(actor, Plan.objects.all())).filter(step__in=MOVES)
    rows = with_chains(plans.select_related("area").order_by("filed_at", "id")[:MOST])
    filings = Filing.objects.in_bulk([p.filing_id for p in rows])
    found = []
    for plan in rows:
        act = next_act(plan)
        filing = filings[plan.filing_id]
        url = _address(filing) if plan.step == "filed" else scores_address(filing)
        found.append(Task(_named(plan.area), url, str(STEPS[plan.step]), act.kind, str(act.text)))
    return found


def sheets_to_score(actor: Actor, at: datetime) -> list[Task]:
    """Score sheets that the reviewer has not sent."""
    rows = visible(actor, Assignment.objects.filter(reviewer__person=actor.person, sent_at=None, withdrawn_at=None))
    rows = rows.exclude(conflict=True).select_related("filing__application__plan__area").order_by("due", "id")[:MOST]
    return [
        Task(
            _named(a.filing.application.plan.area),
            _address(a),
            _title(a),
            "bad" if a.due < at.date() else "wait",
            _("Declare your interests first") if a.declared_at is None else _("Give scores"),
        )
        for a in rows
    ]


def meetings_ahead(actor: Actor, at: datetime) -> list[Task]:
    """Sittings of the body, or of the bodies the secretariat serves, that are not confirmed yet."""
    rows = visible(actor, Meeting.objects.filter(confirmed_at=None)).select_related("body").order_by("at", "id")[:MOST]
    return [Task(_title(m), _address(m), m.place, "wait", _said_of_meeting(actor, m)) for m in rows]


def _said_of_meeting(actor: Actor, meeting: Meeting) -> str:
    if meeting.opened_at is None:
        return _("Agenda")
    chairs = actor.judges and actor.post.seat.role == SeatRole.CHAIR and actor.body == meeting.body
    return _("Confirm the resolutions") if chairs else _("Sitting")


def claims_to_decide(actor: Actor, at: datetime) -> list[Task]:
    """Claims for investment promotion on which no resolution is recorded."""
    rows = visible(actor, PromotionClaim.objects.filter(privileges=None)).select_related("organisation")
    return [
        Task(c.organisation.name_th, _address(c), c.receipt, "wait", _("Record the resolution"))
        for c in rows.order_by("filed_at", "id")[:MOST]
    ]


def letters_to_receive(actor: Actor, at: datetime) -> list[Task]:
    """Letters that wait in the office's inbox."""
    inbox = reverse("circulars:inbox")
    return [
        Task(d.letter.subject, inbox, f"{d.sender.name_th} {d.letter.number}", "wait", _("Receive"))
        for d in waiting(offices_of(actor))[:MOST]
    ]


def answers_to_give(actor: Actor, at: datetime) -> list[Task]:
    """Target areas of the province that it has not answered the policy for (policy-support, policy-plan)."""
    province = actor.organisation.province
    answered = ProvinceAnswer.objects.filter(province=province).values("target")
    rows = Target.objects.filter(area__provinces=province).exclude(pk__in=answered).select_related("area")
    url = reverse("programme:province", args=[province.code])
    return [Task(_named(t.area), url, "", "wait", _("Answer the policy")) for t in rows.order_by("order")]


def _named(area) -> str:
    return area.name_th


def _address(thing) -> str:
    return subject_of(thing).address(thing)


def _title(thing) -> str:
    return str(subject_of(thing).title(thing))


def seats_to_fill(actor: Actor, at: datetime) -> list[Task]:
    """Seats of bodies in which nobody sits."""
    return [Task(s.title_th, _address(s), s.body.name_th, "todo", _("Appoint")) for s in vacant_seats(at)[:MOST]]


SOURCES: tuple[tuple[str, Callable[[], str], Callable[[Actor, datetime], list[Task]]], ...] = (
    ("member", lambda: _("Plans"), plans_to_write),
    ("secretariat", lambda: _("Enrolments to check"), enrolments_to_check),
    ("province", lambda: _("Enrolments to check"), enrolments_to_check),
    ("secretariat", lambda: _("Cases that wait for the secretariat"), cases_to_move),
    ("working-group", lambda: _("Score sheets"), sheets_to_score),
    ("subcommittee", lambda: _("Score sheets"), sheets_to_score),
    ("secretariat", lambda: _("Meetings"), meetings_ahead),
    ("subcommittee", lambda: _("Meetings"), meetings_ahead),
    ("committee", lambda: _("Meetings"), meetings_ahead),
    ("board", lambda: _("Claims"), claims_to_decide),
    ("clerk-anywhere", lambda: _("Letters"), letters_to_receive),
    ("province", lambda: _("Target areas"), answers_to_give),
    ("operator", lambda: _("Vacant seats"), seats_to_fill),
)
