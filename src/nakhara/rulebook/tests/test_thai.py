"""Thai digits, dates, sort order, juristic IDs and clean text."""

import unicodedata
from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nakhara.rulebook import thai

THAI = st.text(st.one_of(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B), st.characters()))


def test_digits_go_both_ways():
    assert thai.to_thai_digits("มท 0810.4/ว 3598") == "มท ๐๘๑๐.๔/ว ๓๕๙๘"
    assert thai.to_arabic_digits("มท ๐๘๑๐.๔/ว ๓๕๙๘") == "มท 0810.4/ว 3598"


def test_dates_are_written_as_the_house_writes_them():
    day = date(2022, 6, 28)
    assert thai.long_date(day) == "28 มิถุนายน 2565"
    assert thai.short_date(day) == "28 มิ.ย. 2565"
    assert thai.document_date(day) == "๒๘ มิถุนายน พ.ศ. ๒๕๖๕"
    assert thai.letter_date(day) == "๒๘ มิถุนายน ๒๕๖๕"
    assert thai.long_date(day, "en") == "28 June 2022 (BE 2565)"
    assert thai.short_date(day, "en") == "28 Jun 2022"
    assert thai.clock_time(time(9, 30)) == "09:30 น."
    assert thai.document_time(time(9, 30)) == "๐๙.๓๐ น."


@pytest.mark.parametrize(
    ("day", "year"), [(date(2018, 9, 30), 2561), (date(2018, 10, 1), 2562), (date(2018, 12, 31), 2562)]
)
def test_the_fiscal_year_begins_on_the_first_of_october(day, year):
    assert thai.fiscal_year(day) == year


def test_names_sort_as_a_thai_dictionary_does():
    names = ["แม่ฮ่องสอน", "ไก่", "เชียงใหม่", "ก่า", "เก่า", "กรุงเทพมหานคร", "กา", "กระบี่", "เกา", "เชียงราย", "กก"]
    ordered = ["กก", "กระบี่", "กรุงเทพมหานคร", "กา", "ก่า", "เกา", "เก่า", "ไก่", "เชียงราย", "เชียงใหม่", "แม่ฮ่องสอน"]
    assert sorted(names, key=thai.sort_key) == ordered


@pytest.mark.parametrize("number", ["0105536112014", "0994000617721", "1234545678781"])
def test_a_right_check_digit_is_accepted(number):
    assert thai.juristic_id_ok(number)


@pytest.mark.parametrize(
    "number",
    [
        "0994000617723",
        "1234545678789",
        "099400061772",
        "09940006177210",
        "๐๙๙๔๐๐๐๖๑๗๗๒๑",
        "0994000617721\n",
        "",
        " 994000617721",
    ],
)
def test_a_wrong_number_is_refused(number):
    assert not thai.juristic_id_ok(number)


def test_a_number_is_understood_as_people_write_it():
    assert thai.normalise_juristic_id(" ๐-๙๙-๔-๐๐๐-๖๑๗๗๒-๑ ") == "0994000617721"
    assert thai.show_juristic_id("0994000617721") == "0-99-4-000-61772-1"
    with pytest.raises(ValueError, match="check digit"):
        thai.normalise_juristic_id("0-99-4-000-61772-3")


@pytest.mark.parametrize("typed", ["นํ้า", "น้ํา", "นำ้", "น้ำ", "นํ\u200b้า"])
def test_water_is_one_word_however_it_was_typed(typed):
    assert thai.clean_text(typed) == "น้ำ"


def test_text_is_cleaned_of_what_cannot_be_seen():
    assert thai.clean_text(" \u200bเเม่\u202e\x00ฟ้า\ud800\r\nหลวง\ufeff ") == "แม่ฟ้า\nหลวง"
    assert thai.clean_text("\u200b\u200b") == ""
    assert thai.clean_text("ท่ี") == "ที่"


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        ("79.996", "79.99"),
        ("80", "80"),
        ("79.9", "79.9"),
        ("79.90", "79.9"),
        ("0.05", "0.05"),
        ("0.009", "0"),
        ("100", "100"),
        ("-0.001", "0"),
        ("-1.239", "-1.23"),
    ],
)
def test_a_percentage_is_cut_and_never_rounded(percent, shown):
    assert thai.truncated(Fraction(percent)) == shown


@given(THAI)
def test_clean_text_is_clean_already(text):
    cleaned = thai.clean_text(text)
    assert thai.clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.encode().decode() == cleaned


@given(THAI)
def test_digits_come_back_from_thai(text):
    assert thai.to_arabic_digits(thai.to_thai_digits(text)) == thai.to_arabic_digits(text)


@given(st.integers(0, 10**12 - 1))
def test_one_check_digit_in_ten_is_right(number):
    ids = [f"{number:012d}{digit}" for digit in range(10)]
    right = [id for id in ids if thai.juristic_id_ok(id)]
    assert len(right) == 1
    assert thai.normalise_juristic_id(thai.to_thai_digits(thai.show_juristic_id(right[0]))) == right[0]


@given(st.fractions())
def test_a_cut_percentage_is_never_further_from_zero_nor_a_hundredth_off(percent):
    assert 0 <= abs(percent) - abs(Fraction(thai.truncated(percent))) < Fraction(1, 100)
