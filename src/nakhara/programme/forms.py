"""Forms of the programme: a province's answer for one target area, a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nakhara.look.forms import CleanTextField, IdempotentForm, VersionedForm
from nakhara.programme.models import Adoption

CHOICES = [
    (Adoption.ADOPTED.value, _("It stands in it")),
    (Adoption.NOT_ADOPTED.value, _("It does not stand in it")),
    (Adoption.UNANSWERED.value, _("Not answered yet")),
]


def _adoption(label) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=CHOICES, widget=forms.RadioSelect, initial=Adoption.UNANSWERED.value)


def _entry() -> CleanTextField:
    return CleanTextField(label=_("The entry, or the reason why not"), rows=2, max_length=2000, required=False)


class AnswerForm(IdempotentForm, VersionedForm):
    """How a province supports a target area and what it has put into its plans."""

    provisions = {
        "support": "policy-support",
        "execution": "policy-support",
        "strategy": "policy-plan",
        "provincial_plan": "policy-plan",
        "cluster_plan": "policy-plan",
    }

    support = CleanTextField(
        label=_("How the province supports its plans and projects"), rows=4, max_length=4000, required=False
    )
    execution = CleanTextField(
        label=_("How the plans are carried into practice"), rows=4, max_length=4000, required=False
    )
    strategy = _adoption(_("The province's development strategy"))
    strategy_text = _entry()
    provincial_plan = _adoption(_("The provincial plan"))
    provincial_plan_text = _entry()
    cluster_plan = _adoption(_("The cluster plan"))
    cluster_plan_text = _entry()

    def values(self) -> dict[str, str]:
        """What `answer_policy` takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("idempotency_key", "version")}


class ProposalForm(IdempotentForm):
    """An area outside the targets."""

    provisions = {"character": "policy-propose", "suitability": "policy-propose"}

    name = CleanTextField(label=_("Area"), max_length=200)
    character = CleanTextField(label=_("Its character as a smart city"), rows=5, max_length=4000)
    suitability = CleanTextField(label=_("Why it is suitable"), rows=5, max_length=4000)
