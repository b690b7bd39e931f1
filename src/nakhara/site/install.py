"""What every new installation holds from its first moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from nakhara.foundation.parties.models import Person


class Administrator(Protocol):
    """The first person of an installation."""

    email: str
    password: str


def install(*, at: datetime, administrator: Administrator | None, progress: Callable[[str], None]) -> None:
    """Fill an empty database; a demo has no first administrator."""
    if administrator:
        Person.objects.create_user(
            administrator.email, administrator.password, name_th="ผู้ดูแลระบบ", name_en="Operator", is_operator=True
        )
