"""What of the programme is public: the targets and, in summary, what the provinces answered. A province's own people,
the secretariats, the ministries and the steering committee read the answers in full.
"""

from django.db.models import Model, Q
from django.urls import reverse

from nakhara.foundation.parties import may
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.parties.models import OrganisationKind
from nakhara.foundation.places.models import Area, Province
from nakhara.programme.models import Proposal, ProvinceAnswer, Target
from nakhara.stages.designation.models import Designation

READERS = frozenset({"secretariat", "ministry", "committee", "operator"})


def province_of(actor: Actor) -> Province | None:
    """The province for which an actor may write."""
    office = actor.organisation
    if office is None or office.kind != OrganisationKind.PROVINCE:
        return None
    post = actor.post
    works = post.administers or post.edits or post.signs or post.clerks
    return office.province if works else None


def reads_in_full(actor: Actor, province: Province) -> bool:
    """Whether the actor sees a province's answers in its own words."""
    own = actor.organisation is not None and actor.organisation.kind == OrganisationKind.PROVINCE
    return bool(READERS & actor.standing) or (own and actor.organisation.province_id == province.pk)


def _everybody(actor: Actor) -> Q:
    return Q(pk__isnull=False)


def _no_roles(actor: Actor, thing: Model) -> set[str]:
    return set()


def _readers(actor: Actor) -> Q | None:
    if READERS & actor.standing:
        return Q(pk__isnull=False)
    province = actor.organisation if actor.organisation and "province" in actor.standing else None
    return Q(province=province.province_id) if province else None


def _public_areas(actor: Actor) -> Q:
    return Q(pk__in=Target.objects.values("area")) | Q(pk__in=Designation.objects.values("area"))


def province_page(province: Province) -> str:
    """The address of a province's page."""
    return reverse("programme:province", args=[province.pk])


def register_subjects() -> None:
    """Make the things of the programme known; an area is public once it is a target or designated."""
    may.register(
        may.Subject(
            model=Target,
            title=lambda target: target.area.name_th,
            address=lambda target: reverse("programme:overview") + f"#{target.slug}",
            roles=_no_roles,
            visible=_everybody,
        )
    )
    may.register(
        may.Subject(
            model=ProvinceAnswer,
            title=lambda answer: f"{answer.target.area.name_th} ({answer.province.name_th})",
            address=lambda answer: province_page(answer.province),
            roles=_no_roles,
            visible=_readers,
        )
    )
    may.register(
        may.Subject(
            model=Proposal,
            title=lambda proposal: proposal.name,
            address=lambda proposal: province_page(proposal.province),
            roles=_no_roles,
            visible=_readers,
        )
    )
    may.grant(Area, roles=_no_roles, visible=_public_areas)
