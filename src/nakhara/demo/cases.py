"""The demo's four cases, from `data/cases.toml`, carried to their stage by the same actions as everybody's."""

from datetime import date, timedelta
from decimal import Decimal

from nakhara.demo.moments import Moments
from nakhara.demo.paper import paper
from nakhara.demo.people import People
from nakhara.foundation.documents.actions import store_bytes
from nakhara.foundation.documents.models import Document
from nakhara.foundation.parties.actions import add_member, set_area_party
from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.models import AreaRole
from nakhara.foundation.places.models import Area
from nakhara.programme.models import Target
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import fiscal_year
from nakhara.stages.application.actions import accept_filing, submit_application
from nakhara.stages.application.models import Filing
from nakhara.stages.plan.actions.plans import claim_dimensions, save_texts, start_plan
from nakhara.stages.plan.actions.rows import add_indicator, add_milestone, add_project
from nakhara.stages.plan.models import Plan
from nakhara.stages.self_assessment.actions import save_answer, save_condition
from nakhara.stages.self_assessment.models import Answer, Condition

# Each condition with what proves it, and which of the case's papers it stands in.
PROOFS = {
    "criteria-1.1": ("เป็นนิติบุคคลตามกฎหมายจัดตั้ง ตรวจเลขนิติบุคคลแล้ว", "แผนพัฒนาเมืองอัจฉริยะฉบับลงนาม", "หน้า 1"),
    "criteria-1.2": ("แผนฉบับที่ผู้บริหารลงนามแล้ว", "แผนพัฒนาเมืองอัจฉริยะฉบับลงนาม", "หน้า 2"),
    "criteria-1.3": ("มติสภาและคำแถลงนโยบายของผู้บริหาร", "มติสภาและคำแถลงนโยบาย", "หน้า 1"),
    "criteria-1.4": ("รายงานผลรับฟังความเห็นและบัญชีผู้เข้าร่วม", "รายงานผลรับฟังความเห็น", "หน้า 4"),
    "criteria-1.5": ("กำหนดรอบรายงานทุก 6 เดือน พร้อมผู้รับผิดชอบ", "แผนพัฒนาเมืองอัจฉริยะฉบับลงนาม", "หน้า 38"),
}
MEASURES = "บัญชีโครงการและตัวชี้วัด"
EVIDENCE_FROM = 2


class Case:
    """One case of the demo while it is being carried along."""

    def __init__(self, row: dict, people: People, moments: Moments, begin: float):
        self.row = row
        self.people = people
        self.moments = moments
        self.mark = begin
        self.law = edition()
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
            proof, title, place = PROOFS[provision]
            version = _version(Condition.objects.filter(plan=self.plan, provision=provision))
            save_condition(
                by=self.owner,
                plan=self.plan,
                provision=provision,
                met=True,
                proof=proof,
                documents=[(self._paper(title), place)],
                version=version,
                at=self.later(),
            )

    def _answers(self, part: str, levels: list[int]) -> None:
        unsupported = self.row["levels"].get("unsupported", ())
        for number, (item, level) in enumerate(zip(self.law.items_of(part), levels, strict=False), start=1):
            bare = item.id in unsupported
            save_answer(
                by=self.owner,
                plan=self.plan,
                item=item.id,
                level=level,
                reason="" if bare else f"{item.th} มีโครงการ ผู้รับผิดชอบ และตัวชี้วัดรายปี (ตัวอย่าง)",
                documents=[] if bare or level < EVIDENCE_FROM else [(self._paper(MEASURES), f"หน้า {number}")],
                version=_version(Answer.objects.filter(plan=self.plan, item=item.id)),
                at=self.later(0.5),
            )

    def _paper(self, title: str) -> Document:
        if title not in self.papers:
            self.papers[title] = store_bytes(
                by=self.owner,
                data=paper(title, self.organisation.name_th),
                name=f"{title}.pdf",
                media_type="application/pdf",
                organisation=self.organisation,
                at=self.later(0.5),
            )
        return self.papers[title]

    def file(self, secretary: Actor) -> None:
        """Filed by the owner, found complete by the secretariat."""
        self.filing = submit_application(by=self.owner, plan=self.plan, at=self.later())
        accept_filing(by=secretary, filing=self.filing, at=self.later(4))


def _version(rows) -> int:
    row = rows.first()
    return row.version if row else 0


def _months_after(day: date, months: int) -> date:
    return day + timedelta(days=round(months * 30.4))


def _years_since(day: date) -> int:
    return fiscal_year(day) - 2562
