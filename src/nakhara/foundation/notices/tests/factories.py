"""Notices for tests."""

from itertools import count

from django.utils.translation import gettext as _

from nakhara.foundation.notices.actions import tell
from nakhara.foundation.notices.models import Notice
from nakhara.foundation.parties.models import Person
from nakhara.foundation.parties.tests.factories import AT

_occasions = count(1)


def write() -> tuple[str, str]:
    """A text that is worded in both languages."""
    return _("Notices"), "body"


def a_notice(person: Person, **values) -> Notice:
    """Something told to a person."""
    dedupe = values.pop("dedupe", f"occasion {next(_occasions)}")
    tell([person], values.pop("write", write), dedupe=dedupe, at=AT, **values)
    return Notice.objects.get(dedupe=f"{dedupe}:{person.key}")
