"""What every new installation holds from its first moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from nakhara.foundation.parties.actions import register_person
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.record.actions import keep_edition
from nakhara.rulebook.loading import archive_of, edition, editions


class Administrator(Protocol):
    """The first person of an installation."""

    email: str
    password: str


@transaction.atomic
def install(*, at: datetime, administrator: Administrator | None, progress: Callable[[str], None]) -> None:
    """Fill an empty database: places, the editions by hash, the first administrator (a demo has none)."""
    progress("provinces, districts and subdistricts")
    load_directory()
    for name in editions():
        keep_edition(name, edition(name).sha256, archive_of(name), at)
    if administrator:
        register_person(
            by=OPERATOR,
            email=administrator.email,
            password=administrator.password,
            name_th="ผู้ดูแลระบบ",
            name_en="Operator",
            is_operator=True,
            at=at,
        )
