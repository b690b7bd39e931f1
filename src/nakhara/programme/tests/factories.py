"""The programme's targets, and people of provinces, for tests."""

from nakhara.foundation.parties.actor import OPERATOR, Actor
from nakhara.foundation.parties.tests.factories import AT, a_member, acting, an_organisation
from nakhara.foundation.places.tests.factories import a_province
from nakhara.programme.actions import answer_policy, propose_area, set_targets
from nakhara.programme.models import Proposal, ProvinceAnswer, Target
from nakhara.rulebook.loading import edition


def the_targets() -> dict[str, Target]:
    """The fifteen target areas by their key in the edition."""
    for phase in edition().targets:
        for area in phase.areas:
            for code in area.provinces:
                a_province(code)
    return {target.slug: target for target in set_targets(by=OPERATOR, at=AT)}


def a_governor(code: str = "20", **rights) -> Actor:
    """Somebody who writes for a province, by default Chon Buri."""
    office = an_organisation("province", province=a_province(code), juristic_id=None)
    return acting(a_member(office, **(rights or {"edits": True})))


def an_answer(target: Target, by: Actor | None = None, *, version: int = 0, **values) -> ProvinceAnswer:
    """A province's answer for a target area."""
    values = {"support": "ตั้งงบประมาณร่วม", "execution": "ตั้งคณะทำงาน", **values}
    return answer_policy(by=by or a_governor(), target=target, values=values, version=version, at=AT)


def a_proposal(by: Actor | None = None, name: str = "ลับแล") -> Proposal:
    """An area that a province proposes."""
    texts = {"name": name, "character": "เมืองเก่าที่มีผังชัดเจน", "suitability": "ท้องถิ่นพร้อมดำเนินการ"}
    return propose_area(by=by or a_governor("53"), at=AT, **texts)
