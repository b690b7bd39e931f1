"""The one question of access: who may, who sees, and that a conflict of interest comes before both."""

from datetime import timedelta

import pytest
from django.db.models import Q

from nakhara.foundation.parties import may as gatekeeper
from nakhara.foundation.parties.actions import declare_interest, end_interest, set_area_party
from nakhara.foundation.parties.actor import OPERATOR, PUBLIC, WORKER, Actor
from nakhara.foundation.parties.may import (
    GRANTS,
    SUBJECTS,
    NotAllowedError,
    Subject,
    allow,
    grant,
    in_conflict,
    may,
    owner_roles,
    register,
    visible,
)
from nakhara.foundation.parties.models import AreaParty, Membership, Organisation, OrganisationKind
from nakhara.foundation.parties.tests.factories import (
    AT,
    a_body,
    a_member,
    a_person,
    a_sitter,
    acting,
    an_organisation,
)
from nakhara.foundation.places.models import Area
from nakhara.foundation.places.tests.factories import an_area

pytestmark = pytest.mark.django_db
BARRED_BY_CONFLICT = "application/completeness"
FREE = "party/manage"
LABEL = "parties.areaparty"


@pytest.fixture
def case(monkeypatch) -> AreaParty:
    """A thing with an area, which everybody sees: a stand-in for a filing, which a later room owns."""
    subject = Subject(
        model=AreaParty,
        title=lambda thing: "case",
        address=lambda thing: "/case/",
        roles=lambda actor, thing: set(),
        visible=lambda actor: Q(pk__isnull=False),
        area="area",
    )
    monkeypatch.setitem(SUBJECTS, LABEL, subject)
    monkeypatch.setitem(GRANTS, LABEL, [])
    return set_area_party(by=OPERATOR, area=an_area(), organisation=an_organisation(), role="owner", at=AT)


@pytest.fixture
def officer():
    """Somebody of the secretariat."""
    return a_sitter(a_body("secretariat"))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(gatekeeper.clock, "today", lambda: AT.date())


def tie(person, organisation, **values):
    told = {"kind": "family", "since": AT.date(), "at": AT, **values}
    return declare_interest(by=OPERATOR, person=person, organisation=organisation, **told)


def answers(actor: Actor, thing) -> tuple[bool, bool, bool]:
    """May, is in conflict, sees."""
    sees = visible(actor, type(thing)._default_manager.all()).filter(pk=thing.pk).exists()
    return may(actor, BARRED_BY_CONFLICT, thing), in_conflict(actor, thing), sees


# Standing


@pytest.mark.parametrize(
    ("actor", "may_manage"),
    [
        (lambda: PUBLIC, False),
        (lambda: OPERATOR, True),
        (lambda: WORKER, True),
        (lambda: Actor(person=a_person()), False),
        (lambda: acting(a_member()), False),
        (lambda: acting(a_sitter(a_body("committee"), "chair")), False),
        (lambda: acting(a_sitter(a_body("secretariat"))), True),
    ],
)
def test_a_step_is_for_the_roles_that_the_edition_names(actor, may_manage):
    actor = actor()
    assert may(actor, FREE) is may_manage
    if may_manage:
        allow(actor, FREE)
    else:
        with pytest.raises(NotAllowedError) as refused:
            allow(actor, FREE)
        assert (refused.value.step, refused.value.conflict) == (FREE, False)


@pytest.mark.parametrize("kind", [OrganisationKind.PROVINCE, OrganisationKind.MINISTRY])
@pytest.mark.parametrize("right", ["administers", "edits", "signs", "clerks", None])
def test_a_province_or_ministry_acts_by_those_who_have_a_right_there(kind, right):
    post = a_member(an_organisation(kind), **({right: True} if right else {"edits": False}))
    assert (kind.value in acting(post).standing) is (right is not None)


def test_an_act_of_another_edition_is_no_step():
    with pytest.raises(KeyError):
        may(OPERATOR, "no/such-step")


# Toward a thing


def test_the_owners_people_have_the_roles_of_their_rights_in_their_own_area_only():
    post = a_member(edits=True)
    own, other = an_area("ของตน"), an_area("ของผู้อื่น")
    set_area_party(by=OPERATOR, area=own, organisation=post.organisation, role="owner", at=AT)
    roles = [owner_roles(acting(post), area) for area in (own, other)]
    assert roles == [{"owner-viewer", "owner-editor"}, set()]
    assert list(visible(acting(post), Area.objects.all())) == [own]
    assert list(visible(PUBLIC, Area.objects.all())) == []


def test_an_administrator_invites_into_the_own_organisation_only():
    post, other = a_member(), an_organisation()
    assert [may(acting(post), "enrolment/invite", one) for one in (post.organisation, other)] == [True, False]


def test_a_later_room_may_grant_roles_and_sight(case, monkeypatch):
    monkeypatch.setitem(
        SUBJECTS, LABEL, Subject(AreaParty, str, str, lambda actor, thing: set(), lambda actor: None, "area")
    )
    assert answers(acting(a_member()), case) == (False, False, False)
    grant(AreaParty, roles=lambda actor, thing: {"secretariat"}, visible=lambda actor: Q(pk=case.pk))
    assert answers(acting(a_member()), case) == (True, False, True)


def test_a_kind_of_thing_is_registered_once(case):
    with pytest.raises(ValueError, match="registered twice"):
        register(SUBJECTS[LABEL])


@pytest.mark.parametrize("label", ["parties.organisation", "parties.body", "parties.seat"])
def test_what_everybody_sees_stays_seen_beside_a_later_rooms_sight(label, monkeypatch):
    a_sitter(a_body())
    model = SUBJECTS[label].model
    an_organisation()
    monkeypatch.setitem(GRANTS, label, [(lambda actor, thing: set(), lambda actor: Q(pk=0))])
    assert visible(PUBLIC, model.objects.all()).count() == model.objects.count() > 0


def test_the_operator_sees_all_people_beside_a_later_rooms_sight(monkeypatch):
    post = a_member()
    monkeypatch.setitem(GRANTS, "parties.membership", [(lambda actor, thing: set(), lambda actor: Q(pk=0))])
    seen = [list(visible(actor, Membership.objects.all())) for actor in (OPERATOR, PUBLIC)]
    assert seen == [[post], []]


# Conflicts come first


@pytest.mark.parametrize("kind", ["family", "ownership", "contract", "declared", "employment"])
def test_an_interest_bars_from_the_step_and_from_sight(case, officer, kind):
    assert answers(acting(officer), case) == (True, False, True)
    tie(officer.person, case.organisation, kind=kind)
    assert answers(acting(officer), case) == (False, True, False)
    with pytest.raises(NotAllowedError) as refused:
        allow(acting(officer), BARRED_BY_CONFLICT, case)
    assert refused.value.conflict is True


def test_a_conflict_comes_before_what_a_later_room_grants(case, officer):
    grant(AreaParty, roles=lambda actor, thing: {"secretariat"}, visible=lambda actor: Q(pk__isnull=False))
    tie(officer.person, case.organisation)
    assert answers(acting(officer), case) == (False, True, False)


def test_who_works_for_the_owner_does_not_judge_its_case_and_still_works_on_it(case, officer):
    employed = a_member(case.organisation, officer.person)
    assert answers(acting(officer), case)[1:] == (True, False)
    assert answers(acting(employed), case)[1:] == (False, True)


def test_an_interest_counts_from_its_first_day_to_its_last(case, officer, monkeypatch):
    interest = tie(officer.person, case.organisation, since=AT.date())
    end_interest(by=OPERATOR, interest=interest, at=AT + timedelta(days=2))
    found = []
    for day in (-1, 0, 2, 3):
        monkeypatch.setattr(gatekeeper.clock, "today", lambda day=day: AT.date() + timedelta(days=day))
        found.append(in_conflict(acting(officer), case))
    assert found == [False, True, True, False]


def test_an_interest_in_another_organisation_bars_nothing(case, officer):
    tie(officer.person, an_organisation())
    assert answers(acting(officer), case) == (True, False, True)


def test_an_interest_bars_no_step_that_judges_nothing(case, officer):
    tie(officer.person, case.organisation)
    assert may(acting(officer), FREE, case) is True


def test_a_thing_without_an_area_has_no_conflict(officer):
    organisation = an_organisation()
    tie(officer.person, organisation)
    assert in_conflict(acting(officer), organisation) is False
    assert organisation in visible(acting(officer), Organisation.objects.all())
