"""Bodies at work: quorum, votes, and what may be resolved about an item.

The founding documents name none of it: meeting/quorum, meeting/majority, meeting/casting-vote and meeting/resolution
are the project's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

from nakhara.rulebook import loading
from nakhara.rulebook.decision import PASS, Verdict
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.findings import MET, Finding, compare
from nakhara.rulebook.provision import Bilingual


@dataclass(frozen=True)
class Quorum:
    """How many seats an item needs and how many are there; recused seats count in neither."""

    required: int
    present: int

    @property
    def finding(self) -> Finding:
        return compare("meeting/quorum", Fraction(self.present), Fraction(self.required))

    @property
    def outcome(self) -> str:
        return self.finding.outcome

    @property
    def met(self) -> bool:
        return self.outcome == MET


@dataclass(frozen=True)
class Offer(Bilingual):
    """One possible resolution of an item; `reasons` are the findings that stand against it."""

    key: str
    th: str
    en: str
    reasons: tuple[Finding, ...]

    @property
    def allowed(self) -> bool:
        return not self.reasons


def quorum(filled: int, recused: int, present: int, edition: Edition | None = None, on: date = date.max) -> Quorum:
    """The quorum of an item (meeting/quorum): at least half of the filled seats, those recused for the item taken off.

    `present` counts filled seats that are there and not recused. At least one seat must be there.
    """
    share: Fraction = Fraction((edition or loading.edition()).value("meeting/quorum", None, on))
    return Quorum(max(1, ceil(share * (filled - recused))), present)


def carried(
    in_favour: int,
    against: int,
    abstaining: int = 0,
    chair_vote: bool | None = None,
    edition: Edition | None = None,
    on: date = date.max,
) -> bool:
    """Whether a motion is carried (meeting/majority): more than half of the votes cast, abstentions not counted.

    When votes are equal the chair's casting vote decides (meeting/casting-vote): True for, False or None against.
    """
    share = Fraction((edition or loading.edition()).value("meeting/majority", None, on))
    cast = in_favour + against
    if cast and in_favour == against:
        return chair_vote is True
    return in_favour > share * cast


def outcomes(verdict: Verdict | None, present: Quorum, edition: Edition | None = None) -> tuple[Offer, ...]:
    """What may be resolved about an item (meeting/resolution), each with the findings that stand against it.

    Without a quorum an item can only be postponed. Approval needs the verdict pass; an item that is not judged by the
    criteria, such as minutes, has no verdict.
    """
    law = edition or loading.edition()
    return tuple(Offer(one.key, one.th, one.en, tuple(_against(one.key, verdict, present))) for one in law.outcomes)


def _against(outcome: str, verdict: Verdict | None, present: Quorum) -> Iterator[Finding]:
    if outcome != "postpone" and not present.met:
        yield present.finding
    if outcome == "approve" and verdict is not None and verdict.verdict != PASS:
        yield from (finding for finding in verdict.findings if finding.outcome != MET)
