"""The frame, the parts and the pages of refusal: whole, light, without inline style, in both languages."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines, loader
from django.test import RequestFactory
from django.utils.translation import override

from nakhara import look
from nakhara.look.middleware import with_thai_digits
from nakhara.look.tests import sample
from nakhara.look.tests.flat import flat

TEMPLATES = Path(look.__file__).parent / "templates"
REFUSALS = ["400", "403", "403_csrf", "404", "409", "429", "500"]
VOID = {"br", "hr", "img", "input", "link", "meta"}


class Outline(HTMLParser):
    """What a page is made of: ids, references to ids, headings, and whether every element is closed."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.references, self.names, self.open, self.faults = [], [], [], [], []
        self.feed(html)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.names.append(tag)
        self.ids += [attributes["id"]] if attributes.get("id") else []
        self.references += (attributes.get("aria-describedby") or attributes.get("for") or "").split()
        if (attributes.get("href") or "").startswith("#") and len(attributes["href"]) > 1:
            self.references.append(attributes["href"][1:])
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.remove(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag}")


@pytest.fixture(params=["th", "en"])
def language(request):
    with override(request.param):
        yield request.param


def test_the_page_of_all_parts_is_sound(language):
    outline = Outline(sample.render())
    assert outline.faults == []
    assert sorted(set(outline.ids)) == sorted(outline.ids)
    assert set(outline.references) - set(outline.ids) == set()
    assert outline.names.count("h1") == 1


def test_nothing_is_styled_or_scripted_inline(language):
    html = sample.render()
    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []


def test_a_thai_page_has_no_english_left_in_it():
    with override("th"):
        html = sample.render()
    words = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    assert set(re.findall(r"[A-Za-z]{2,}", words)) <= {"DEMO", "EN", "API", "PDF", "MB"}


def test_an_english_page_says_so_and_marks_its_other_language():
    with override("en"):
        html = sample.render()
    assert '<html lang="en">' in html
    assert 'lang="th" title="ภาษาไทย">ไทย</button>' in html


def test_the_reader_s_theme_and_keys_stand_on_the_root():
    assert '<html lang="th" data-theme="dark" data-keys="off">' in sample.render(theme="dark", keys="off")
    assert '<html lang="th">' in sample.render(theme="<script>")


def test_the_demo_band_shows_the_present_moment():
    html = sample.render()
    assert "<b>DEMO</b>" in html
    assert '<time datetime="2018-11-13T09:00+07:00">13 พ.ย. 2561 09:00\xa0น.</time>' in html


def test_preferences_are_a_plain_form_that_comes_back_to_the_page():
    html = sample.render(digits="thai")
    assert '<form method="post" action="/preferences/">' in html
    assert '<input type="hidden" name="next" value="/sample/">' in html
    assert '<button name="digits" value="arabic" aria-pressed="true"' in html


def test_thai_digits_leave_addresses_dates_and_stamps_alone():
    html = with_thai_digits(sample.render())
    assert '<time datetime="2022-06-28">๒๘ มิถุนายน ๒๕๖๕</time>' in html
    assert 'value="28/06/65"' in html
    assert re.findall(r'(?:href|id|for|name|value|points|d)="[^"]*[๐-๙]', html) == []


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_says_what_why_and_what_next_even_with_nothing_to_go_by(name, language):
    with_request = flat(loader.get_template(f"{name}.html").render({}, RequestFactory().get("/x/")))
    html = flat(engines["django"].get_template(f"{name}.html").render({}))
    for page in (html, with_request):
        outline = Outline(page)
        assert outline.faults == []
        assert outline.names.count("h1") == 1
        assert page.count("<li>") >= 1
        assert re.search(r'<p class="measure">\S', page)
    assert '<form method="post"' not in html


def test_a_conflict_keeps_both_texts_side_by_side():
    html = loader.render_to_string("409.html", {"conflict": sample.context()["conflict"], "retry_url": "/plans/1/"})
    assert "ลดฝุ่น 20 วัน" in html
    assert "ลดฝุ่น 30 วัน" in html
    assert '<a href="/plans/1/">' in html


def test_a_letter_by_mail_is_plain_text(language):
    text = (
        engines["django"]
        .from_string('{% extends "look/email.txt" %}{% block body %}ก & ข{% endblock %}')
        .render({"url": "https://a.example/?a=1&b=2"})
    )
    assert text.strip().startswith("ก & ข")
    assert "https://a.example/?a=1&b=2" in text
    assert not re.search(r"<|&amp;", text)


@pytest.mark.parametrize("path", sorted((TEMPLATES / "look").rglob("*.*")), ids=lambda path: path.name)
def test_every_part_says_its_context_at_its_head(path):
    assert re.match(r"({% extends [^%]+%})?{% comment %}", path.read_text("utf-8"))


def test_a_paper_is_light_thai_and_keeps_its_digits():
    source = '{% extends "look/paper.html" %}{% block sheet %}land cert{% endblock %}'
    source += '{% block paper %}{% include "look/_certificate_frame.html" %}<h1>๐๔๒</h1>{% endblock %}'
    html = flat(engines["django"].from_string(source).render({"back": {"label": "กลับ", "url": "/"}}))
    assert Outline(html).faults == []
    assert '<main class="a4 land cert" data-raw>' in html
    assert '<html lang="th" data-theme="light">' in html


def weight(*names):
    return sum(Path(finders.find(f"look/{name}")).stat().st_size for name in names)


def test_css_and_js_leave_room_for_a_page():
    """61,440 bytes are for a page's HTML, our CSS and our JS together."""
    assert weight("nakhara.css", "nakhara.js") < 38_000
    assert len(loader.render_to_string("404.html", {}, RequestFactory().get("/")).encode()) < 4_000


@pytest.mark.parametrize("name", ["icons.svg", "pips.svg", "emblem.svg", "favicon.svg"])
def test_pictures_hold_no_script_and_no_style(name):
    text = Path(finders.find(f"look/{name}")).read_text("utf-8")
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert not re.search(r"<script|<style|style=|href=|\son\w+=", text)


def test_every_glyph_that_templates_ask_for_is_in_the_sprite():
    sprite = Path(finders.find("look/icons.svg")).read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="(\w+)"', sprite))
    pages = Path(look.__file__).parents[1].rglob("templates/**/*.html")
    asked = {name for page in pages for name in re.findall(r'{% icon "(\w+)"', page.read_text("utf-8"))}
    assert asked - drawn == set()
