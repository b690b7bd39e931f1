"""Dates, times and numbers as a person reads them, in the language of the page; exact, never rounded."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from nakhara.rulebook import thai
from nakhara.rulebook.loading import edition

THAI_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NBSP = "\N{NO-BREAK SPACE}"


def language() -> str:
    """The language of the page, "th" or "en"."""
    return "en" if (get_language() or "th").startswith("en") else "th"


def on_day(value: date | datetime) -> date:
    """The calendar day in Thailand."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def in_thailand(value: time | datetime) -> time:
    """The time of day in Thailand."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return value


def long_date(value: date | datetime) -> str:
    """`28 มิถุนายน 2565` or `28 June 2022 (BE 2565)`."""
    return thai.long_date(on_day(value), language())


def short_date(value: date | datetime) -> str:
    """`28 มิ.ย. 2565` or `28 Jun 2022`."""
    return thai.short_date(on_day(value), language())


def doc_date(value: date | datetime) -> str:
    """`๒๘ มิถุนายน พ.ศ. ๒๕๖๕`, whatever the language: documents are Thai."""
    return thai.document_date(on_day(value))


def weekday_date(value: date | datetime) -> str:
    """`วันอังคารที่ 28 มิถุนายน 2565` or `Tuesday 28 June 2022 (BE 2565)`."""
    weekday = on_day(value).weekday()
    day = f"{ENGLISH_DAYS[weekday]} " if language() == "en" else f"วัน{THAI_DAYS[weekday]}ที่ "
    return day + long_date(value)


def clock_time(value: time | datetime, *, seconds: bool = False) -> str:
    """`09:30 น.` or `09:30`."""
    moment = in_thailand(value)
    if seconds:
        return f"{moment:%H:%M:%S}" if language() == "en" else f"{moment:%H:%M:%S}{NBSP}น."
    return thai.clock_time(moment, language()).replace(" ", NBSP)


def doc_time(value: time | datetime) -> str:
    """`๐๙.๓๐ น.` for documents and stamps."""
    return thai.document_time(in_thailand(value))


def moment(value: datetime) -> str:
    """`28 มิ.ย. 2565 09:30 น.`."""
    return f"{short_date(value)} {clock_time(value)}"


def percent(value: Fraction | Decimal | int | str) -> str:
    """An exact score cut, not rounded, to two decimals, trailing zeros dropped: 79.996 is `79.99`, 80 is `80`."""
    return thai.truncated(Fraction(value))


def share(part: int, whole: int) -> str:
    """What percentage `part` is of `whole`, cut to one decimal unless whole; `–` of nothing."""
    if not whole:
        return "–"
    full, tenth = divmod(1000 * part // whole, 10)
    return f"{full}.{tenth}" if tenth else f"{full}"


def number(value: Fraction | Decimal | int) -> str:
    """A number with commas between thousands; a fraction cut to two decimals."""
    return thai.truncated(value) if isinstance(value, Fraction) else f"{value:,}"


def baht(value: Decimal | int) -> str:
    """`18,400,000 บาท` or `18,400,000 baht`; satang only where there are any."""
    amount = Decimal(value)
    text = f"{int(amount):,}" if amount == int(amount) else f"{amount:,.2f}"
    return _("%s baht") % text


def official_name(key: str) -> str:
    """The name of a dimension as the law has it, or its English."""
    return next(one for one in edition().dimensions if one.key == key).text(language())


def smart_name(key: str) -> str:
    """The short name of a dimension, for chips and axes."""
    return str(SMARTS[key])


SMARTS = {
    "living": pgettext_lazy("smart", "Living"),
    "people": pgettext_lazy("smart", "People"),
    "energy": pgettext_lazy("smart", "Energy"),
    "mobility": pgettext_lazy("smart", "Mobility"),
    "economy": pgettext_lazy("smart", "Economy"),
    "governance": pgettext_lazy("smart", "Governance"),
    "environment": pgettext_lazy("smart", "Environment"),
}
