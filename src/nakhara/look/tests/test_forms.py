"""Forms: what people type is read, what cannot be read is asked about, and the markup is the house's."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from nakhara.look.forms import (
    CleanTextField,
    DecimalField,
    IdempotentForm,
    IntegerField,
    JuristicIdField,
    LevelRadio,
    ThaiDateField,
    VersionedForm,
    differences,
)
from nakhara.look.tests.flat import flat

TODAY = date(2018, 11, 13)


class DateOfToday(ThaiDateField):
    today = staticmethod(lambda: TODAY)


class PlanForm(IdempotentForm, VersionedForm):
    provisions = {"name": "criteria-1.2"}

    name = CleanTextField(label="ชื่อแผน", help_text="สั้นและชัด")
    aim = CleanTextField(label="เป้าหมาย", required=False, rows=4)
    level = forms.TypedChoiceField(label="ระดับ", coerce=int, choices=[(0, "ยังไม่เริ่ม"), (1, "มีแผน")], widget=LevelRadio)
    agreed = forms.BooleanField(label="ตกลง", required=False)


def whole(**changes):
    data = {"idempotency_key": "k", "version": "3", "name": "แผน", "aim": "", "level": "1"}
    return {**data, **changes}


@pytest.mark.parametrize(
    "text",
    ["28/06/2565", "๒๘/๐๖/๒๕๖๕", "28.6.2565", "28 มิ.ย. 2565", "๒๘ มิถุนายน ๒๕๖๕", "28 มิถุนายน พ.ศ. 2565", "2022-06-28",
     "2565-06-28", "28/06/2022", "28 June 2022 (BE 2565)", "28 Jun 2022", "28 มิ.ย.2565", " 28/06/2565 "],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text):
    assert DateOfToday().clean(text) == date(2022, 6, 28)


@pytest.mark.parametrize(
    ("text", "code"),
    [("28/06/65", "year"), ("28/06/1565", "year"), ("28/06/2590", "year"), ("31/02/2562", "day"),
     ("2562", "format"), ("28 มิถุนา 2562", "format"), ("พรุ่งนี้", "format"), ("28/13/2562", "day")],
)  # fmt: skip
def test_a_doubtful_date_is_asked_about(text, code):
    with pytest.raises(ValidationError) as caught:
        DateOfToday().clean(text)
    assert caught.value.code == code


def test_the_first_year_without_a_question_is_ten_years_back():
    assert DateOfToday().clean("28/06/2551") == date(2008, 6, 28)
    with pytest.raises(ValidationError):
        DateOfToday().clean("28/06/2550")


def test_the_years_that_need_no_question_can_be_widened():
    with pytest.raises(ValidationError):
        DateOfToday().clean("01/01/2480")
    assert DateOfToday(before=100).clean("01/01/2480") == date(1937, 1, 1)


def test_a_date_is_shown_with_its_buddhist_year_and_reads_back():
    shown = ThaiDateField().widget.format_value(date(2022, 6, 28))
    assert (shown, DateOfToday().clean(shown)) == ("28/06/2565", date(2022, 6, 28))


def test_numbers_come_in_thai_digits_and_with_commas():
    assert IntegerField().clean("๑๘,๔๐๐") == 18400
    assert DecimalField().clean("๑๘,๔๐๐,๐๐๐.๕๐") == Decimal("18400000.50")
    with pytest.raises(ValidationError):
        IntegerField().clean("หลายอัน")


def test_a_juristic_number_needs_its_check_digit():
    assert JuristicIdField().clean("๐๙๙๔๐-๐๐๖๑๗-๗๒๑") == "0994000617721"
    for wrong in ("0994000617722", "099400061772", "099400061772x"):
        with pytest.raises(ValidationError):
            JuristicIdField().clean(wrong)


def test_a_field_is_drawn_with_label_hint_clause_and_error_tied_to_its_input():
    form = PlanForm(whole(name=""))
    with override("en"):
        html = flat(form["name"].as_field_group())
    assert '<div class="field err">' in html
    assert '<label for="id_name">ชื่อแผน</label>' in html
    assert '<p class="hint" id="id_name_helptext">สั้นและชัด</p>' in html
    assert 'class="clause' in html
    assert 'id="id_name_error">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'class="in"' in html
    assert 'aria-invalid="true"' in html
    assert " required" not in html.replace("is required", "")


def test_an_optional_field_says_so():
    with override("en"):
        assert "(optional)" in PlanForm()["aim"].as_field_group()
        assert "(optional)" not in PlanForm()["name"].as_field_group()


def test_levels_stand_in_a_fieldset_with_a_legend():
    html = flat(PlanForm(whole())["level"].as_field_group())
    assert '<fieldset class="field" id="id_level" tabindex="-1">' in html
    assert "<legend>ระดับ</legend>" in html
    assert "<b>1</b><span>มีแผน</span>" in html
    assert html.count("checked") == 1


def test_plain_radios_and_checkboxes_are_the_houses_options():
    class Choice(forms.Form):
        one = forms.ChoiceField(choices=[("a", "ก"), ("b", "ข")], widget=forms.RadioSelect)
        many = forms.MultipleChoiceField(choices=[("a", "ก")], widget=forms.CheckboxSelectMultiple)

    html = str(Choice())
    assert html.count('class="opt"') == 3
    assert "<div id=" not in html


def test_a_form_carries_its_hidden_safeguards_and_a_new_key_each_time():
    first, second = str(PlanForm(initial={"version": 3})), str(PlanForm(initial={"version": 3}))
    assert '<input type="hidden" name="version" value="3" id="id_version">' in first
    assert 'name="idempotency_key"' in first
    assert first != second


def test_a_form_sent_again_keeps_its_key():
    assert 'name="idempotency_key" value="k"' in str(PlanForm(whole(name="")))


def test_differences_show_both_texts_and_choices_in_words():
    mine = PlanForm(whole(name="ชื่อฉัน", agreed="on"))
    fresh = PlanForm(initial={"name": "ชื่อเขา", "aim": "", "level": 0, "agreed": False})
    with override("en"):
        rows = differences(mine, fresh)
    assert rows == [
        {"label": "ชื่อแผน", "mine": "ชื่อฉัน", "theirs": "ชื่อเขา", "href": "#id_name"},
        {"label": "ระดับ", "mine": "มีแผน", "theirs": "ยังไม่เริ่ม", "href": "#id_level"},
        {"label": "ตกลง", "mine": "Yes", "theirs": "No", "href": "#id_agreed"},
    ]
