"""What every new installation holds from its first moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from nakhara.circulars.actions.founding import register_founding_letters
from nakhara.foundation.parties.actions import register_operator
from nakhara.foundation.parties.actor import OPERATOR
from nakhara.foundation.places.actions import load_directory
from nakhara.foundation.record.actions import keep_edition
from nakhara.programme.actions import set_targets
from nakhara.rulebook.loading import archive_of, edition, editions
from nakhara.site.founding import found_parties


class Administrator(Protocol):
    """The first person of an installation."""

    email: str
    password: str


@transaction.atomic
def lay_ground(*, at: datetime, progress: Callable[[str], None]) -> None:
    """Fill an empty database with what no act of anybody's makes: places, the editions by hash."""
    progress("จังหวัด อำเภอ ตำบล / provinces, districts and subdistricts")
    load_directory()
    for name in editions():
        keep_edition(name, edition(name).sha256, archive_of(name), at)


@transaction.atomic
def install(*, at: datetime, administrator: Administrator, progress: Callable[[str], None]) -> None:
    """Fill an empty database so that its operator can begin to appoint people (a demo makes a past of its own)."""
    lay_ground(at=at, progress=progress)
    progress("กระทรวง กรม จังหวัด อำเภอ คณะกรรมการและตำแหน่ง / offices, bodies and their seats")
    found_parties(at=at)
    progress("พื้นที่เป้าหมายและหนังสือตั้งต้น / target areas and founding letters")
    set_targets(by=OPERATOR, at=at)
    register_founding_letters(by=OPERATOR, at=at)
    progress(f"ผู้ดูแลระบบคนแรก / first operator: {administrator.email}")
    register_operator(
        by=OPERATOR,
        email=administrator.email,
        password=administrator.password,
        name_th="ผู้ดูแลระบบ",
        name_en="Operator",
        at=at,
    )
