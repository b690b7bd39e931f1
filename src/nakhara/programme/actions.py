"""Verbs of the programme: enter the target areas, answer the policy, propose an area outside the targets."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.may import NotAllowedError, allow
from nakhara.foundation.places.actions import create_area, note_overlap
from nakhara.foundation.places.models import Province
from nakhara.foundation.places.queries import area_named
from nakhara.foundation.record.actions import claim_version, record
from nakhara.foundation.record.refusals import Reason, StaleError, require
from nakhara.programme.models import Adoption, Proposal, ProvinceAnswer, Target
from nakhara.programme.subjects import province_of
from nakhara.rulebook.loading import DEFAULT, edition
from nakhara.rulebook.thai import clean_text

PLANS = ("strategy", "provincial_plan", "cluster_plan")


@transaction.atomic
def set_targets(*, by: Actor, at: datetime) -> list[Target]:
    """Enter the areas that the targets name or mean, once each, and the overlaps told there (target-1, target-2)."""
    allow(by, "programme/manage")
    known = {target.slug: target for target in Target.objects.select_related("area")}
    order, covers = 0, []
    for provision in edition().section("target").values():
        for entry in provision.details.get("areas", ()):
            order += 1
            target = known.get(entry["key"]) or _enter(by, provision.id, entry, order, at)
            known[target.slug] = target
            covers += [(target, name) for name in entry.get("covers_th", "").split()]
    for target, name in covers:
        for other in known.values():
            if other.area.name_th == name:
                note_overlap(by=by, area=target.area, other=other.area, at=at)
    return sorted(known.values(), key=lambda one: one.order)


def _enter(by: Actor, provision: str, entry: Mapping, order: int, at: datetime) -> Target:
    there = area_named(entry["th"], entry["provinces"])
    values = {"name_th": entry["th"], "name_en": entry["en"], "provinces": entry["provinces"]}
    area = there[0] if there else create_area(by=by, at=at, **values)
    target = Target.objects.create(
        slug=entry["key"],
        area=area,
        provision=provision,
        order=order,
        named=entry["named"],
        printed=entry.get("printed", ""),
    )
    record(by, "programme/manage", target, at, facts={"area": area.key, "provision": provision})
    return target


@transaction.atomic
def answer_policy(
    *, by: Actor, target: Target, values: Mapping[str, str], version: int, at: datetime
) -> ProvinceAnswer:
    """Answer for the actor's province how a target area is supported and carried out, and whether it stands in the
    strategy, the provincial plan and the cluster plan (policy-support, policy-plan).

    `values` holds `support`, `execution`, and for each plan its adoption and `…_text`, the entry or the reason why not;
    `version` is 0 for the first answer.
    """
    province = _own_province(by, "policy-support", target)
    texts = {name: clean_text(values.get(name, "")) for name in ("support", "execution")}
    for plan in PLANS:
        texts[plan] = values.get(plan) or Adoption.UNANSWERED
        texts[f"{plan}_text"] = clean_text(values.get(f"{plan}_text", ""))
    require(_faults_of_answer(province, target, texts))
    answer = _save(province, target, texts, version, at)
    facts = {"target": target.slug, "province": province.code, **{plan: texts[plan] for plan in PLANS}}
    record(by, f"{DEFAULT}:policy-support", answer, at, facts=facts)
    return answer


def _save(province: Province, target: Target, texts: dict, version: int, at: datetime) -> ProvinceAnswer:
    # two first answers take turns at the target: the second is made from no version, and is stale
    Target.objects.select_for_update().get(pk=target.pk)
    answer = ProvinceAnswer.objects.filter(province=province, target=target).first()
    if answer is None:
        return ProvinceAnswer.objects.create(province=province, target=target, answered_at=at, **texts)
    if version == 0:
        raise StaleError(answer)
    claim_version(answer, version, answered_at=at, **texts)
    return answer


def _faults_of_answer(province: Province, target: Target, texts: dict) -> list[Reason]:
    reasons = []
    if not target.area.provinces.filter(pk=province.pk).exists():
        reasons.append(Reason(_("This target area lies in another province"), provision=target.provision))
    for plan in PLANS:
        if texts[plan] == Adoption.ADOPTED and not texts[f"{plan}_text"]:
            reasons.append(Reason(_("Name the entry as it stands in the plan"), f"{plan}_text", "policy-plan"))
        if texts[plan] == Adoption.NOT_ADOPTED and not texts[f"{plan}_text"]:
            reasons.append(Reason(_("Say why it does not stand in the plan"), f"{plan}_text", "policy-plan"))
    return reasons


def _own_province(by: Actor, step: str, thing=None) -> Province:
    allow(by, step, thing)
    province = province_of(by)
    if province is None:
        raise NotAllowedError(step)
    return province


@transaction.atomic
def propose_area(*, by: Actor, name: str, character: str, suitability: str, at: datetime) -> Proposal:
    """Propose an area outside the targets, with its character and its suitability (policy-propose, target-open)."""
    province = _own_province(by, "policy-propose")
    texts = {
        "name": clean_text(name),
        "character": clean_text(character),
        "suitability": clean_text(suitability),
    }
    require(_faults_of_proposal(province, texts))
    proposal = Proposal.objects.create(province=province, proposed_at=at, **texts)
    record(by, f"{DEFAULT}:policy-propose", proposal, at, facts={"province": province.code, "name": proposal.name})
    return proposal


def _faults_of_proposal(province: Province, texts: dict[str, str]) -> list[Reason]:
    missing = {
        "name": _("Name the area"),
        "character": _("Say why it has the character of a smart city"),
        "suitability": _("Say why it is suitable"),
    }
    reasons = [Reason(text, field, "policy-propose") for field, text in missing.items() if not texts[field]]
    targets = Target.objects.filter(area__provinces=province, area__name_th=texts["name"])
    if texts["name"] and targets.exists():
        reasons.append(Reason(_("This area is a target already: answer the policy for it"), "name", "target-open"))
    return reasons
