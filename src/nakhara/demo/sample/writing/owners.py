"""What the actions of parties and places write when an owner comes in."""

from nakhara.demo.sample.deeds import Deed
from nakhara.demo.sample.writing.case import Case
from nakhara.demo.sample.writing.plans import told
from nakhara.foundation.parties.models import AreaParty, AreaRole, Membership, Organisation, Person
from nakhara.foundation.places.models import Area, AreaProvince
from nakhara.rulebook.loading import DEFAULT
from nakhara.rulebook.thai import sort_key
from nakhara.stages.plan.actions.plans import mandatory
from nakhara.stages.plan.models import Claim, Plan


def create_organisation(case: Case, deed: Deed) -> None:
    what = dict(deed.what)
    case.organisation = case.batch.add(
        Organisation(
            kind=what["kind"],
            name_th=what["name_th"],
            name_en=what["name_en"],
            sort_key=sort_key(what["name_th"]),
            juristic_id=what["juristic_id"],
            legal_basis=what["legal_basis"],
            province_id=what["province"],
            district_id=what["district"],
            is_sample=True,
            since=deed.at.date(),
        )
    )
    facts = {"kind": what["kind"], "juristic_id": what["juristic_id"]}
    case.record(deed, "party/manage", case.organisation, facts)


def register_person(case: Case, deed: Deed) -> None:
    person = Person(email=deed.what["email"], name_th=deed.what["name_th"], name_en=deed.what["name_en"])
    person.set_unusable_password()
    case.people[deed.what["role"]] = case.batch.add(person)
    case.record(deed, "party/manage", person, email=person.email, name=person.name_th)


def add_member(case: Case, deed: Deed) -> None:
    what, role = deed.what, deed.what["role"]
    rights = {name: what[name] for name in ("administers", "edits", "signs", "clerks")}
    case.posts[role] = case.batch.add(
        Membership(
            organisation=case.organisation,
            person=case.people[role],
            title_th=what["title_th"],
            title_en=what["title_en"],
            since=deed.at,
            **rights,
        )
    )
    case.record(deed, "enrolment/invite", case.posts[role], {"organisation": case.organisation.key, **rights})


def start_plan_for_new_area(case: Case, deed: Deed) -> None:
    what, owner = deed.what, case.organisation
    area = Area(
        name_th=what["name_th"], name_en=what["name_en"], sort_key=sort_key(what["name_th"]), created_at=deed.at
    )
    case.area = case.batch.add(area)
    for order, code in enumerate(what["provinces"]):
        case.batch.add(AreaProvince(area=area, province_id=code, order=order))
    case.record(deed, "place/area", area, {"name": area.name_th, "provinces": what["provinces"]})
    role = AreaRole.OWNER
    case.batch.add(AreaParty(area=area, organisation=owner, role=role, leads=True, since=deed.at.date()))
    facts = {"organisation": owner.key, "role": str(role), "leads": True}
    case.record(deed, f"{DEFAULT}:guideline-1/plan", area, facts)
    case.plan = case.batch.add(Plan(area=area, organisation=owner, edition=DEFAULT, created_at=deed.at))
    case.batch.add(Claim(plan=case.plan, dimension=mandatory(case.plan, deed.at)))
    told(case, deed, "start", area=area.key, organisation=owner.key)
