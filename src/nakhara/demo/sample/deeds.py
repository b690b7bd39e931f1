"""Deeds: what somebody does in a case, as the name and the arguments of one action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

OPERATOR, HEAD, HELPER, SECRETARY, REVIEWER = "operator", "head", "helper", "secretary", "reviewer"


@dataclass(frozen=True, slots=True)
class Deed:
    """One action of a story; things of the case are named by their places in it, never by keys."""

    verb: str
    by: str
    what: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
