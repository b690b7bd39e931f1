"""Thai ways of writing: digits, Buddhist dates, fiscal years, sort order, juristic IDs, clean text."""

import re
import unicodedata
from datetime import date, time
from fractions import Fraction
from operator import mul

BE_OFFSET = 543
MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# Dashes that people paste between the groups of a number.
_JOINERS = re.compile(r"[\s\-‐‑‒–—−]+")
_THIRTEEN = re.compile(r"[0-9]{13}", re.ASCII)

# Invisible: control (but line feed and tab), zero-width, soft hyphen, direction marks, half surrogates, tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
# Marks over and under a consonant, and the order in which they are typed: vowels, tones, nikhahit.
_MARKS_TOGETHER = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_AM_BEFORE_TONE = re.compile("\u0e33([\u0e48-\u0e4b]+)")

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_MARKS = "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"


def to_thai_digits(text: str) -> str:
    """123 → ๑๒๓."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """๑๒๓ → 123."""
    return text.translate(_TO_ARABIC)


def be_year(day: date) -> int:
    """The Buddhist year of a day: 2018-11-13 → 2561."""
    return day.year + BE_OFFSET


def fiscal_year(day: date) -> int:
    """The Thai fiscal year, in the Buddhist era, from 1 October: 2018-10-01 → 2562."""
    return be_year(day) + (day.month >= 10)


def long_date(day: date, lang: str = "th") -> str:
    """28 มิถุนายน 2565; in English 28 June 2022 (BE 2565)."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year} (BE {be_year(day)})"
    return f"{day.day} {MONTHS[day.month - 1]} {be_year(day)}"


def short_date(day: date, lang: str = "th") -> str:
    """28 มิ.ย. 2565, for tables; in English 28 Jun 2022."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {be_year(day)}"


def document_date(day: date, lang: str = "th") -> str:
    """๒๘ มิถุนายน พ.ศ. ๒๕๖๕, for letters and certificates."""
    if lang == "en":
        return long_date(day, "en")
    return to_thai_digits(f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {be_year(day)}")


def letter_date(day: date) -> str:
    """๒๘ มิถุนายน ๒๕๖๕, the date line of an official letter."""
    return to_thai_digits(long_date(day))


def clock_time(moment: time, lang: str = "th") -> str:
    """09:30 น. on screen; in English 09:30."""
    return f"{moment:%H:%M}" if lang == "en" else f"{moment:%H:%M} น."


def document_time(moment: time) -> str:
    """๐๙.๓๐ น., for documents."""
    return to_thai_digits(f"{moment:%H.%M} น.")


def sort_key(text: str) -> str:
    """A key whose code-point order is the dictionary's: leading vowels after their consonant, marks last.

    Store it and order by it with a binary collation; it is the same on every database.
    """
    letters = _LEADING_VOWEL.sub(r"\2\1", clean_text(text).casefold())
    base = "".join(letter for letter in letters if letter.isalnum() or "ก" <= letter <= "๛")
    primary = "".join(letter for letter in base if letter not in _MARKS)
    return primary + " " + "".join(letter if letter in _MARKS else "." for letter in base)


def juristic_id_ok(text: str) -> bool:
    """Whether these are 13 ASCII digits with the right check digit; proves no legal status (criteria-1.1)."""
    if not _THIRTEEN.fullmatch(text):
        return False
    total: int = sum(map(mul, map(int, text[:12]), range(13, 1, -1)))
    return (11 - total % 11) % 10 == int(text[12])


def normalise_juristic_id(text: str) -> str:
    """The 13 ASCII digits of a number as people write it, Thai digits, spaces and dashes understood.

    Raises ValueError when what remains is not a number with the right check digit.
    """
    digits = _JOINERS.sub("", to_arabic_digits(clean_text(text)))
    if not juristic_id_ok(digits):
        raise ValueError("not 13 digits with the right check digit")
    return digits


def show_juristic_id(digits: str) -> str:
    """0-99-4-000-61772-1, the thirteen digits in the groups in which they are printed."""
    return "-".join((digits[0], digits[1:3], digits[3], digits[4:7], digits[7:12], digits[12]))


def clean_text(text: str) -> str:
    """One spelling for what looks the same: NFC, Thai marks in order, nothing invisible, no outer blanks.

    เเ (two sara e) becomes แ; น้ำ becomes the same however it was typed; line feeds and tabs stay.
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    before = ""
    while text != before:  # mending one spelling may bring the parts of another together
        before = text
        text = _mend(unicodedata.normalize("NFC", text))
    return text.strip()


def _mend(text: str) -> str:
    text = text.replace("เเ", "แ").replace("\u0e4d\u0e32", "\u0e33")
    text = _AM_BEFORE_TONE.sub("\\1\u0e33", text)
    return _MARKS_TOGETHER.sub(lambda run: "".join(sorted(run[0], key=_typing_order)), text)


def _typing_order(mark: str) -> int:
    if mark == "\u0e4d":
        return 2
    return 1 if "\u0e48" <= mark <= "\u0e4c" else 0


def truncated(percent: Fraction) -> str:
    """A percentage cut, never rounded, to two decimals, trailing zeros dropped: 79.996 → 79.99, 80 → 80."""
    whole, part = divmod(abs(percent.numerator) * 100 // percent.denominator, 100)
    sign = "-" if percent.numerator < 0 and (whole or part) else ""
    return f"{sign}{whole}.{part:02d}".rstrip("0") if part else f"{sign}{whole}"
