"""Numbers and dates as people type them: Thai or Arabic digits, B.E. or C.E., words or figures."""

import re
from datetime import date

from nakhara.rulebook import thai

_NUMERIC = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{1,4})")
_ISO = re.compile(r"(?P<year>\d{1,4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_WORDS = re.compile(
    r"(?P<day>\d{1,2})\s*(?P<month>[^\W\d][^\d]*?)\s*(?P<era>พ\.?ศ\.?|ค\.?ศ\.?|B\.?E\.?|C\.?E\.?|A\.?D\.?)?\s*"
    r"(?P<year>\d{1,4})(?:\s*\(.*\))?",
    re.IGNORECASE,
)


class ReadingError(ValueError):
    """A text that is no date: `code` says why (`format`, `day`, `year`)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def _bare(name: str) -> str:
    return re.sub(r"[.\s]", "", name).lower()


def _month_numbers() -> dict[str, int]:
    names = [thai.MONTHS, thai.SHORT_MONTHS, thai.ENGLISH_MONTHS, [name[:3] for name in thai.ENGLISH_MONTHS]]
    return {_bare(name): number for twelve in names for number, name in enumerate(twelve, 1)}


MONTH_NUMBERS = _month_numbers()


def read_date(text: str, *, today: date, before: int = 10, after: int = 10) -> date:
    """A date out of `28/06/2565`, `28 มิ.ย. 2565`, `28 June 2022`, `2022-06-28`, in Thai or Arabic digits.

    The year is B.E. or C.E., whichever lies from `before` years ago to `after` years ahead; otherwise
    `ReadingError("year")`, so that the reader is asked instead of the machine guessing.
    """
    plain = thai.to_arabic_digits(text).strip()
    found = _ISO.fullmatch(plain) or _NUMERIC.fullmatch(plain) or _WORDS.fullmatch(plain)
    if not found:
        raise ReadingError("format")
    month = _month(found["month"])
    year = _year(found["year"], found.groupdict().get("era"), today, before, after)
    try:
        return date(year, month, int(found["day"]))
    except ValueError:
        raise ReadingError("day") from None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    if _bare(text) not in MONTH_NUMBERS:
        raise ReadingError("format")
    return MONTH_NUMBERS[_bare(text)]


def _year(digits: str, era: str | None, today: date, before: int, after: int) -> int:
    written = int(digits)
    if era:
        candidates = [written - thai.BE_OFFSET if _bare(era) in ("พศ", "be") else written]
    else:
        candidates = [written, written - thai.BE_OFFSET]
    for year in candidates:
        if len(digits) == 4 and today.year - before <= year <= today.year + after:
            return year
    raise ReadingError("year")
