"""The demo's four cases, from `data/cases.toml`, carried to their stage by the same actions as everybody's."""

from datetime import date, timedelta
from decimal import Decimal

from nakhara.demo.moments import Moments
from nakhara.demo.paper import paper
from nakhara.demo.people import People
from nakhara.foundation.documents.actions import store_document
from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.actions import add_member, set_area_party
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.models import Appointment, AreaRole, Body, Membership, SeatRole
from nakhara.foundation.places.models import Area
from nakhara.meetings.actions import (
    add_item,
    arrange_meeting,
    cast_votes,
    confirm_meeting,
    open_meeting,
    record_attendance,
    resolve_item,
)
from nakhara.meetings.models import Meeting
from nakhara.programme.models import Target
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import fiscal_year
from nakhara.stages.application.actions import accept_filing, submit_application
from nakhara.stages.application.models import Filing
from nakhara.stages.plan.actions import (
    add_indicator,
    add_milestone,
    add_project,
    claim_dimensions,
    save_texts,
    start_plan,
)
from nakhara.stages.plan.models import Plan
from nakhara.stages.review.actions import assign_reviewer, close_review, declare, save_scores, send_scores
from nakhara.stages.self_assessment.actions import save_answer, save_condition
from nakhara.stages.self_assessment.models import Answer, Condition

OVERALL = "overall"
PROOFS = {
    "criteria-1.1": "เป็นนิติบุคคลตามกฎหมายจัดตั้ง เลขนิติบุคคลตรวจแล้ว",
    "criteria-1.2": "แผนฉบับที่ผู้บริหารลงนามแล้ว แนบท้าย",
    "criteria-1.3": "มติสภาและคำแถลงนโยบายของผู้บริหาร",
    "criteria-1.4": "รายงานผลรับฟังความเห็นและบัญชีผู้เข้าร่วม",
    "criteria-1.5": "กำหนดรอบรายงานทุก 6 เดือน พร้อมผู้รับผิดชอบ",
}
REASON = "อ้างอิงโครงการและตัวชี้วัดในแผน ตรวจจากเอกสารแนบแล้ว"


class Case:
    """One case of the demo while it is being carried along."""

    def __init__(self, row: dict, people: People, moments: Moments, begin: float):
        self.row = row
        self.people = people
        self.moments = moments
        self.mark = begin
        self.organisation = people.organisations[row["organisation"]]
        self.owner: Actor
        self.plan: Plan
        self.filing: Filing
        self.papers: dict[str, Document] = {}

    def later(self, by: float = 1):
        """The next moment of this case."""
        self.mark += by
        return self.moments(self.mark)

    # The owner's part.

    def write(self) -> None:
        """The plan and the self-assessment, as far as the data goes."""
        self._enter()
        area = self._area()
        set_area_party(
            by=OPERATOR, area=area, organisation=self.organisation, role=AreaRole.OWNER, leads=True, at=self.later()
        )
        self.owner = Actor(person=self.owner.person, post=self.owner.post)
        self.plan = start_plan(by=self.owner, organisation=self.organisation, area=area, at=self.later())
        claimed = self.row["claimed"]
        claim_dimensions(by=self.owner, plan=self.plan, dimensions=claimed, version=self.plan.version, at=self.later())
        texts = {field: (text, 0) for field, text in self.row["texts"].items()}
        save_texts(by=self.owner, plan=self.plan, texts=texts, at=self.later())
        self._rows()
        self._conditions()
        for part, levels in self.row["levels"].items():
            if part != "unsupported":
                self._answers(part, levels)

    def _enter(self) -> None:
        at = self.later()
        for row in self.row["people"]:
            rights = {name: row.get(name, False) for name in ("administers", "edits", "signs")}
            post = add_member(
                by=OPERATOR,
                organisation=self.organisation,
                person=self.people.persons[row["who"]],
                title_th=row["title_th"],
                title_en=row["title_en"],
                at=at,
                **rights,
            )
            if row.get("signs"):
                self.owner = Actor(person=post.person, post=post)

    def _area(self) -> Area:
        if "area_th" in self.row:
            return Area.objects.get(name_th=self.row["area_th"])
        target = Target.objects.select_related("area").get(named=False, area__provinces__code=self.row["province"])
        return target.area

    def _rows(self) -> None:
        first = self.moments(self.mark).date()
        for row in self.row.get("project", ()):
            add_project(
                by=self.owner,
                plan=self.plan,
                dimension=row["dimension"],
                name=row["name"],
                responsible=row["responsible"],
                starts=first,
                ends=_months_after(first, row["months"]),
                money=[
                    (int(year) + _years_since(first), "งบของหน่วยงาน", Decimal(b)) for year, b in row["money"].items()
                ],
                at=self.later(),
            )
        for row in self.row.get("milestone", ()):
            due = _months_after(first, row["months"])
            add_milestone(
                by=self.owner, plan=self.plan, dimension=row["dimension"], name=row["name"], due=due, at=self.later()
            )
        for row in self.row.get("indicator", ()):
            add_indicator(
                by=self.owner,
                plan=self.plan,
                dimension=row["dimension"],
                name=row["name"],
                unit=row["unit"],
                baseline=Decimal(row["baseline"]),
                target=Decimal(row["target"]),
                rises=row["rises"],
                source=row["source"],
                at=self.later(),
            )

    def _conditions(self) -> None:
        told = list(PROOFS)[: 3 if self.row["stage"] == "draft" else 5]
        for provision in told:
            version = _version(Condition.objects.filter(plan=self.plan, provision=provision))
            save_condition(
                by=self.owner,
                plan=self.plan,
                provision=provision,
                met=True,
                proof=PROOFS[provision],
                documents=[(self._paper(PROOFS[provision]), "หน้า 1")],
                version=version,
                at=self.later(),
            )

    def _answers(self, part: str, levels: list[int]) -> None:
        unsupported = self.row["levels"].get("unsupported", ())
        for item, level in zip(edition().items_of(part), levels, strict=False):
            paper_of_item = [] if item.id in unsupported or level < 2 else [(self._paper(f"หลักฐาน {item.th}"), "หน้า 1")]
            save_answer(
                by=self.owner,
                plan=self.plan,
                item=item.id,
                level=level,
                reason="" if item.id in unsupported else f"ดำเนินการตามแผนด้าน {item.th} มีตัวชี้วัดรายปี (ตัวอย่าง)",
                documents=paper_of_item,
                version=_version(Answer.objects.filter(plan=self.plan, item=item.id)),
                at=self.later(0.5),
            )

    def _paper(self, title: str) -> Document:
        if title not in self.papers:
            self.papers[title] = store_document(
                by=self.owner,
                file=paper(title, self.organisation.name_th),
                name=f"{title}.pdf",
                organisation=self.organisation,
                description=title,
                at=self.later(0.5),
            )
        return self.papers[title]

    # The review's part.

    def file(self) -> None:
        """Filed by the owner, found complete by the secretariat."""
        self.filing = submit_application(by=self.owner, plan=self.plan, at=self.later())
        accept_filing(by=self._secretary(), filing=self.filing, at=self.later(4))

    def review(self) -> None:
        """Scored by the reviewers that the data names scores for; closed when nothing is left to score."""
        claimed = [key for key in self._keys() if key != OVERALL]
        for part in (*claimed, OVERALL):
            scored = self.row["scored"].get(part, ())
            for order, sitter in enumerate(self._panel(part)[: max(len(scored), 1)]):
                self._score(part, sitter, scored[order] if order < len(scored) else None)
        if all(part in self.row["scored"] for part in (*claimed, OVERALL)):
            close_review(by=self._secretary(), filing=self.filing, at=self.later())

    def _score(self, part: str, sitter: Appointment, levels: list[int] | None) -> None:
        assignment = assign_reviewer(
            by=self._secretary(),
            filing=self.filing,
            reviewer=sitter,
            body=sitter.seat.body,
            part=part,
            at=self.later(),
        )
        if levels is None:
            return
        reviewer = Actor(person=sitter.person, post=sitter)
        declare(by=reviewer, assignment=assignment, conflict=False, at=self.later())
        assignment.refresh_from_db()
        items = edition().items_of(part)
        scores = {item.id: (level, REASON, "เอกสารแนบ หน้า 1") for item, level in zip(items, levels, strict=True)}
        save_scores(by=reviewer, assignment=assignment, scores=scores, version=assignment.version, at=self.later())
        assignment.refresh_from_db()
        send_scores(by=reviewer, assignment=assignment, version=assignment.version, at=self.later())

    def _keys(self) -> list[str]:
        return [d.key for d in edition().dimensions if d.key in self.row["claimed"]]

    def _panel(self, part: str) -> list[Appointment]:
        body = self.people.bodies["subcommittee" if part == OVERALL else part]
        return sitters_of(body)

    def _secretary(self) -> Actor:
        return secretary(self.people)


def secretary(people: People) -> Actor:
    """The secretariat's first officer."""
    return acting(sitters_of(people.bodies["secretariat"])[0])


def acting(post: Appointment | Membership) -> Actor:
    """The person of a post, acting from it."""
    return Actor(person=post.person, post=post)


def sitters_of(body: Body) -> list[Appointment]:
    """Who sits in a body now, in the order of its seats."""
    rows = Appointment.objects.filter(seat__body=body, until__isnull=True)
    return list(rows.select_related("person", "seat__body").order_by("seat__order"))


def chair_of(body: Body) -> Actor:
    """A body's chair."""
    return acting(next(a for a in sitters_of(body) if a.seat.role == SeatRole.CHAIR))


def sit(people: People, body: str, cases: list[Case], kind: str, moments: Moments, mark: float) -> Meeting:
    """A meeting of a body that approves one item a case and is confirmed by its chair."""
    meeting = arrange(people, body, cases, kind, moments, mark)
    clerk, at = secretary(people), moments(mark + 4)
    open_meeting(by=clerk, meeting=meeting, at=at)
    present = sitters_of(people.bodies[body])
    record_attendance(by=clerk, meeting=meeting, present=[(a.seat, a.person, "") for a in present], at=at)
    for item in meeting.items.order_by("order"):
        votes = {a.seat: "for" for a in present if a.seat.votes}
        cast_votes(by=clerk, item=item, votes=votes, at=moments(mark + 5))
        item.refresh_from_db()
        resolve_item(by=clerk, item=item, outcome="approve", version=item.version, at=moments(mark + 6))
    meeting.refresh_from_db()
    confirm_meeting(by=chair_of(people.bodies[body]), meeting=meeting, version=meeting.version, at=moments(mark + 7))
    return meeting


def arrange(people: People, body: str, cases: list[Case], kind: str, moments: Moments, mark: float) -> Meeting:
    """A meeting of a body with one item a case on its agenda, not yet opened."""
    clerk = secretary(people)
    meeting = arrange_meeting(
        by=clerk,
        body=people.bodies[body],
        sits_at=moments(mark + 3),
        place="ห้องประชุมกระทรวงคมนาคม (ตัวอย่าง)",
        at=moments(mark),
    )
    for case in cases:
        add_item(by=clerk, meeting=meeting, kind=kind, thing=case.filing, at=moments(mark + 1))
    return meeting


def _version(rows) -> int:
    row = rows.first()
    return row.version if row else 0


def _months_after(day: date, months: int) -> date:
    return day + timedelta(days=round(months * 30.4))


def _years_since(day: date) -> int:
    return fiscal_year(day) - 2562
