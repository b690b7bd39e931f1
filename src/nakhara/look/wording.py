"""Dates, times, numbers and provision ids as a person reads them, in the language of the page; exact, never rounded."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from nakhara.rulebook import thai

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ERA = 543
NBSP = "\N{NO-BREAK SPACE}"


def in_thai() -> bool:
    """Whether the page is written in Thai."""
    return (get_language() or "th").startswith("th")


def on_day(value: date | datetime) -> date:
    """The calendar day in Thailand."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def long_date(value: date | datetime) -> str:
    """`28 มิถุนายน 2565` or `28 June 2022 (BE 2565)`."""
    day = on_day(value)
    if in_thai():
        return thai.long_date(day)
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year} (BE {day.year + ERA})"


def short_date(value: date | datetime) -> str:
    """`28 มิ.ย. 2565` or `28 Jun 2022`."""
    day = on_day(value)
    if in_thai():
        return thai.short_date(day)
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"


def doc_date(value: date | datetime) -> str:
    """`๒๘ มิถุนายน พ.ศ. ๒๕๖๕`, whatever the language: documents are Thai."""
    return thai.document_date(on_day(value))


def weekday_date(value: date | datetime) -> str:
    """`วันอังคารที่ 28 มิถุนายน 2565` or `Tuesday 28 June 2022 (BE 2565)`."""
    day = on_day(value)
    if in_thai():
        return f"วัน{thai.WEEKDAYS[day.weekday()]}ที่ {long_date(day)}"
    return f"{ENGLISH_DAYS[day.weekday()]} {long_date(day)}"


def clock_time(value: time | datetime, *, seconds: bool = False) -> str:
    """`09:30 น.` or `09:30`."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    text = value.strftime("%H:%M:%S" if seconds else "%H:%M")
    return f"{text}{NBSP}น." if in_thai() else text


def doc_time(value: time | datetime) -> str:
    """`๐๙.๓๐ น.` for documents and stamps."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{thai.to_thai_digits(value.strftime('%H.%M'))} น."


def moment(value: datetime) -> str:
    """`28 มิ.ย. 2565 09:30 น.`."""
    return f"{short_date(value)} {clock_time(value)}"


def percent(value: Fraction | Decimal | int | str) -> str:
    """An exact score cut, not rounded, to two decimals, trailing zeros dropped: 79.996 is `79.99`, 80 is `80`."""
    return _cut(value, 2)


def share(part: int, whole: int) -> str:
    """What percentage `part` is of `whole`, cut to one decimal unless whole; `–` of nothing."""
    return _cut(Fraction(100 * part, whole), 1) if whole else "–"


def _cut(value: Fraction | Decimal | int | str, places: int) -> str:
    exact = Fraction(value)
    steps = abs(exact.numerator) * 10**places // exact.denominator
    whole, rest = divmod(steps, 10**places)
    text = f"{whole:,}.{rest:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if exact < 0 and steps else text


def number(value: Fraction | Decimal | int | str) -> str:
    """A number with commas between thousands; a Decimal keeps all its decimals."""
    return f"{value:,}" if isinstance(value, (int, Decimal)) else _cut(value, 2)


def baht(value: Decimal | int) -> str:
    """`18,400,000 บาท` or `18,400,000 baht`; satang only where there are any."""
    amount = Decimal(value)
    text = f"{int(amount):,}" if amount == int(amount) else f"{amount:,.2f}"
    return f"{text}{NBSP}{_('baht')}"


def smart_name(key: str) -> str:
    """The short name of a dimension, for chips and axes."""
    return {
        "living": pgettext("smart", "Living"),
        "people": pgettext("smart", "People"),
        "energy": pgettext("smart", "Energy"),
        "mobility": pgettext("smart", "Mobility"),
        "economy": pgettext("smart", "Economy"),
        "governance": pgettext("smart", "Governance"),
        "environment": pgettext("smart", "Environment"),
    }[key]


def provision_label(identifier: str) -> str:
    """What a clause chip says: `เกณฑ์ข้อ 1.4`, `แนวทางข้อ 2`, `ด้านที่ 7 ข้อ 3`; a rule of our own is `กติการะบบ`."""
    for pattern, words in _labels():
        if found := re.fullmatch(pattern, identifier):
            return words % found.groups()
    return _("Platform rule")


def _labels() -> list[tuple[str, str]]:
    return [
        (r"criteria-([\d.]+)(?:/.*)?", _("Criteria %s")),
        (r"guideline-(\d+)(?:/.*)?", _("Procedure %s")),
        (r"dimension-(\d+)/(\d+)", _("Smart %s, attribute %s")),
        (r"dimension-(\d+)", _("Smart %s")),
        (r"policy-frame/(\d+)", _("Policy frame %s")),
        (r"policy-.*", _("Policy")),
        (r"background-(\d+)", _("Background %s")),
        (r"target-(\d+)", _("Targets, phase %s")),
        (r"target-.*", _("Targets")),
        (r"(?:letter|endorsement|edge|receipt)-(\w+)", _("Letters, %s")),
        (r"contact-(\d+)", _("Contact %s")),
    ]
