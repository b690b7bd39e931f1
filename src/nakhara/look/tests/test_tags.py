"""Tags and filters: dates, numbers and chips as the reader's language has them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import gettext_lazy, override

from nakhara.look.forms import CleanTextField, IdempotentForm
from nakhara.look.tests.flat import flat

DAY = date(2022, 6, 28)
MOMENT = datetime(2022, 6, 28, 2, 30, tzinfo=UTC)


def rendered(source, language="en", request=None, **context):
    with override(language):
        return flat(engines["django"].from_string("{% load look %}" + source).render(context, request))


@pytest.mark.parametrize(
    ("source", "thai", "english"),
    [
        (
            "{% date day %}",
            '<time datetime="2022-06-28">28 มิถุนายน 2565</time>',
            '<time datetime="2022-06-28">28 June 2022 (BE 2565)</time>',
        ),
        (
            '{% date day "short" %}',
            '<time datetime="2022-06-28">28 มิ.ย. 2565</time>',
            '<time datetime="2022-06-28">28 Jun 2022</time>',
        ),
        (
            '{% date day "doc" %}',
            '<time datetime="2022-06-28" data-raw>๒๘ มิถุนายน พ.ศ. ๒๕๖๕</time>',
            '<time datetime="2022-06-28" data-raw>๒๘ มิถุนายน พ.ศ. ๒๕๖๕</time>',
        ),
        (
            '{% date day "weekday" %}',
            '<time datetime="2022-06-28">วันอังคารที่ 28 มิถุนายน 2565</time>',
            '<time datetime="2022-06-28">Tuesday 28 June 2022 (BE 2565)</time>',
        ),
        (
            '{% date moment "moment" %}',
            '<time datetime="2022-06-28T09:30+07:00">28 มิ.ย. 2565 09:30\xa0น.</time>',
            '<time datetime="2022-06-28T09:30+07:00">28 Jun 2022 09:30</time>',
        ),
        ("{% date nothing %}", "–", "–"),
        ("{{ day|thai_date }}", "28 มิถุนายน 2565", "28 June 2022 (BE 2565)"),
        ("{{ day|doc_date }}", "๒๘ มิถุนายน พ.ศ. ๒๕๖๕", "๒๘ มิถุนายน พ.ศ. ๒๕๖๕"),
        ("{{ moment|clock_time }}", "09:30\xa0น.", "09:30"),
        ('{{ moment|clock_time:"seconds" }}', "09:30:00\xa0น.", "09:30:00"),
        ('{{ moment|clock_time:"doc" }}', "๐๙.๓๐ น.", "๐๙.๓๐ น."),
        ("{{ money|baht }}", "18,400,000\xa0บาท", "18,400,000 baht"),
        ('{% local place "name" %}', "ลับแล", "Laplae"),
        ('{% local thai_only "name" %}', "ลับแล", "ลับแล"),
    ],
)
def test_words_follow_the_language(source, thai, english):
    context = {
        "day": DAY,
        "moment": MOMENT,
        "nothing": None,
        "money": Decimal("18400000.00"),
        "place": SimpleNamespace(name_th="ลับแล", name_en="Laplae"),
        "thai_only": SimpleNamespace(name_th="ลับแล", name_en=""),
    }
    assert rendered(source, "th", **context) == thai
    assert rendered(source, "en", **context).replace("\xa0", " ") == english


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ value|percent }}", Fraction("79.996"), "79.99"),
        ("{{ value|percent }}", Fraction(625, 9), "69.44"),
        ("{{ value|percent }}", Decimal("80.00"), "80"),
        ("{{ value|percent }}", Fraction("82.5"), "82.5"),
        ("{{ value|percent }}", 0, "0"),
        ("{{ value|percent }}", None, "–"),
        ("{{ value|share:7850 }}", 6214, "79.1"),
        ("{{ value|share:7850 }}", 7850, "100"),
        ("{{ value|share:7850 }}", 7849, "99.9"),
        ("{{ value|share:0 }}", 0, "–"),
        ("{{ value|number }}", 6214, "6,214"),
        ("{{ value|number }}", Decimal("18.40"), "18.40"),
        ("{{ value|baht }}", Decimal("12.5"), "12.50 baht"),
        ("{{ value|doc_digits }}", "042/2565", "๐๔๒/๒๕๖๕"),
        ("{{ value|or_dash }}", 0, "0"),
        ("{{ value|or_dash }}", None, "–"),
        ("{{ value|or_dash }}", "", "–"),
    ],
)
def test_numbers_are_exact_and_never_rounded(source, value, expected):
    assert rendered(source, value=value).replace("\xa0", " ") == expected


def test_an_icon_points_into_the_sprite():
    assert rendered('{% icon "ok" %}') == (
        '<svg class="ico" aria-hidden="true"><use href="/static/look/icons.svg#ok"/></svg>'
    )


def test_a_tag_is_a_glyph_and_a_word():
    assert rendered('{% tag "done" text fill=True %}', text="<b>") == (
        '<span class="tag done fill"><svg class="ico" aria-hidden="true">'
        '<use href="/static/look/icons.svg#seal"/></svg>&lt;b&gt;</span>'
    )
    assert rendered('{% tag "todo" "x" %}').startswith('<span class="tag"><svg')


def test_a_smart_bears_its_official_name_or_its_short_one():
    assert "<span>การบริหารจัดการเมืองอัจฉริยะ</span>" in rendered('{% smart "governance" %}', "th")
    assert "<span>บริหารเมือง</span>" in rendered('{% smart "governance" short=True %}', "th")
    assert "<span>Smart Governance</span>" in rendered('{% smart "governance" %}')


def test_pips_light_the_chosen_slots_in_the_order_of_the_law():
    assert rendered("{% pips claimed %}", "th", claimed=["environment", "living"]) == (
        '<span class="pips" role="img" aria-label="ด้านที่เลือก: ชุมชน สิ่งแวดล้อม"><i class="p1"></i><i class="p7"></i></span>'
    )


def test_a_clause_chip_says_where_a_rule_comes_from_and_whose_it_is():
    official, own = rendered('{% clause "criteria-1.4" %}', "th"), rendered('{% clause "meeting/quorum" %}', "th")
    assert 'class="clause" title="ได้รับความร่วมมือจากประชาชนในพื้นที่">เกณฑ์ข้อ 1.4<' in official
    assert 'class="clause own"' in own
    assert ">กติการะบบ<" in own


def test_a_clause_that_is_not_in_the_law_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        rendered('{% clause "criteria-9" %}')


def test_the_office_to_ask_is_the_annex_s():
    assert rendered('{% contact "contact-3" %}', "th").startswith("สอบถาม: สำนักงานส่งเสริมเศรษฐกิจดิจิทัล")
    assert "OTP" in rendered("{% contact %}")


def test_the_query_keeps_what_it_does_not_change():
    request = RequestFactory().get("/list/?q=ลับแล&page=4")
    assert (
        rendered("{% query_with page=2 %}", request=request)
        == "?q=%E0%B8%A5%E0%B8%B1%E0%B8%9A%E0%B9%81%E0%B8%A5&amp;page=2"
    )


def test_the_error_summary_links_each_message_to_its_field():
    class Pair(forms.Form):
        name = CleanTextField(label="ชื่อ")

        def clean(self):
            raise forms.ValidationError("ทั้งแบบฟอร์มไม่ตรงกัน")

    pairs = forms.formset_factory(Pair)({"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "1", "p-0-name": ""}, prefix="p")
    keyed = IdempotentForm({})
    html = rendered("{% errors pairs keyed missing %}", "th", pairs=pairs, keyed=keyed, missing=None)
    assert "<h2>แก้ 3 เรื่องก่อนไปต่อ</h2>" in html
    assert "<li>ทั้งแบบฟอร์มไม่ตรงกัน</li>" in html
    assert '<li><a href="#id_p-0-name">ชื่อ: กรอกช่องนี้</a></li>' in html
    assert "<li>โหลดหน้านี้ใหม่แล้วส่งแบบฟอร์มอีกครั้ง</li>" in html


def test_a_form_without_errors_has_no_summary():
    assert rendered("{% errors form %}", form=IdempotentForm()).strip() == ""


def test_the_attributes_of_an_input_are_escaped_and_false_ones_left_out():
    given = {"id": "id_q", "checked": True, "disabled": False, "maxlength": 40, "placeholder": 'ก & "ข"', "title": None}
    html = '<input id="id_q" checked maxlength="40" placeholder="ก &amp; &quot;ข&quot;" title="None">'
    assert rendered("<input{% attributes given %}>", "th", given=given) == html


def test_the_options_of_a_select_mark_the_chosen_one_in_the_language_of_the_page():
    choices = [("ok", gettext_lazy("Yes")), ("<", "ก & ข")]
    text = '{% options choices "ok" %}'
    html = '<option value="ok" selected>{}</option><option value="&lt;">ก &amp; ข</option>'
    told = [rendered(text, language, choices=choices) for language in ("th", "en", "th")]
    assert told == [html.format("ใช่"), html.format("Yes"), html.format("ใช่")]


def test_names_stand_one_after_another():
    things = [SimpleNamespace(name_th="ก<ข", name_en="A & B"), SimpleNamespace(name_th="ค", name_en="")]
    assert rendered("{% names things %}", "th", things=things) == "ก&lt;ข · ค"
    assert rendered('{% names things ", " %}', "en", things=things) == "A &amp; B, ค"


@pytest.mark.parametrize(
    "words",
    [
        '"Yes"',
        "'Yes'",
        '"No such text: 100% & <b>"',
        '"Designated" context "column"',
        '"Yes" noop',
        '"Yes"|upper',
        'said context "column"',
        '"Yes" as told %}{{ told }}{% translate "No"',
    ],
)
def test_a_text_is_translated_as_django_does_it(words):
    texts = [f"{{% load i18n {library} %}}{{% translate {words} %}}" for library in ("", "look")]
    for language in ("th", "en"):
        with override(language):
            django, ours = (engines["django"].from_string(text).render({"said": "Designated"}) for text in texts)
        assert ours == django
