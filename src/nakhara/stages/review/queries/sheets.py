"""A reviewer's sheets: what is to do and what is done, what a sheet still needs, the others' once it is sent."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.record.refusals import Reason
from nakhara.rulebook.scoring import needs_evidence
from nakhara.rulebook.thai import clean_text
from nakhara.stages.review.models import Assignment, Verdict
from nakhara.stages.review.queries.panels import law_of, sheets_of
from nakhara.stages.review.queries.scores import Sheet, with_its_scores, with_scores


def own_sheets(actor: Actor, text: str = "") -> QuerySet[Assignment]:
    """Every sheet that was asked of the person in any of their seats, closed and withdrawn ones too."""
    rows = Assignment.objects.filter(reviewer__person=actor.person) if actor.judges else Assignment.objects.none()
    if words := clean_text(text):
        area = "filing__application__plan__area"
        names = Q(**{f"{area}__name_th__icontains": words}) | Q(**{f"{area}__name_en__icontains": words})
        rows = rows.filter(names | Q(filing__application__number__icontains=words))
    return rows.select_related("filing__application__plan__area", "body")


def to_do(actor: Actor, text: str = "") -> QuerySet[Assignment]:
    """The sheets that wait for the actor, the soonest due first."""
    rows = own_sheets(actor, text).filter(sent_at=None, withdrawn_at=None)
    return rows.exclude(conflict=True).order_by("due", "id")


def done(actor: Actor, text: str = "") -> QuerySet[Assignment]:
    """The sheets that the actor has sent, or that are closed, the latest first."""
    closed = Q(sent_at__isnull=False) | Q(withdrawn_at__isnull=False) | Q(conflict=True)
    return own_sheets(actor, text).filter(closed).order_by(F("sent_at").desc(nulls_last=True), "-id")


def sheet_of(assignment: Assignment, on: date) -> Sheet:
    """One sheet with what stands in it."""
    return with_its_scores(assignment, assignment.scores.order_by("item"), law_of(assignment.filing), on)


def levels_of(assignment: Assignment) -> dict[str, int | None]:
    """The levels of a sheet by item id."""
    return dict(assignment.scores.values_list("item", "level"))


def is_open(assignment: Assignment) -> bool:
    """Whether scores may still be written: no conflict is declared, nothing is sent, withdrawn or closed."""
    if assignment.conflict is not False or assignment.sent_at or assignment.withdrawn_at:
        return False
    return not Verdict.objects.filter(filing=assignment.filing_id).exists()


def gaps_of(assignment: Assignment, on: date) -> list[Reason]:
    """What a sheet needs before it can be sent: level and reason an item, evidence from level 2 (score/evidence)."""
    law = law_of(assignment.filing)
    scores = {score.item: score for score in assignment.scores.all()}
    found = []
    for number, item in enumerate(law.items_of(assignment.part), 1):
        score = scores.get(item.id)
        if score is None or score.level is None:
            found.append(Reason(_("Item %d: choose a level") % number, f"level-{number}", item.id))
            continue
        if not score.reason:
            found.append(Reason(_("Item %d: write the reason for the level") % number, f"reason-{number}", item.id))
        if needs_evidence(score.level, law, on) and not score.evidence:
            text = _("Item %(number)d: say what level %(level)d rests on, file and page, or lower the level to 1")
            values = {"number": number, "level": score.level}
            found.append(Reason(text % values, f"evidence-{number}", "score/evidence"))
    return found


def peers_of(assignment: Assignment, on: date) -> list[Sheet]:
    """The sheets that others have sent for the same part; nobody sees one before their own is sent."""
    if assignment.sent_at is None:
        return []
    rows = sheets_of(assignment.filing).filter(part=assignment.part, sent_at__isnull=False)
    return with_scores(rows.exclude(pk=assignment.pk), assignment.filing, on)
