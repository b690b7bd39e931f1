"""The page of all parts in Chromium, under the product's own Content-Security-Policy."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import override
from playwright.sync_api import Page, Route, sync_playwright

from nakhara.look import fonts
from nakhara.look.tests import sample

pytestmark = pytest.mark.browser
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
POLICY = "; ".join(
    f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STACKED = [("ที่", "ที"), ("ท้องถิ่น", "ท้องถิน"), ("ครั้ง", "ครัง"), ("ผู้", "ผู"), ("ญู", "ญ"), ("ฏู", "ฏ")]
STACKED += [("น้ำ", "นำ"), ("ปั๊ม", "ปัม"), ("กตัญญู", "กตัญญ")]
INK = """text => {
  const canvas = new OffscreenCanvas(600, 200), pen = canvas.getContext('2d');
  pen.font = '80px "Noto Sans Thai"'; pen.fillText(text, 20, 130);
  return pen.getImageData(0, 0, 600, 200).data.filter((value, at) => at % 4 === 3 && value > 128).length;
}"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator:
    fonts.build()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def opened(browser) -> Iterator:
    """A function that opens the sample page; what the browser complains about is in the page's `said`."""
    pages = []

    def open_page(language: str = "th", width: int = 1280, bypass_csp: bool = False, **cookies: str) -> Page:
        with override(language):
            html = sample.render(**cookies)
        page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=bypass_csp)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.route("**/*", lambda route: _answer(route, html))
        page.goto("http://sample.test/")
        page.wait_for_function("document.fonts.status === 'loaded'")
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


def _answer(route: Route, html: str) -> None:
    path = route.request.url.removeprefix("http://sample.test/")
    if not path.startswith("static/"):
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})
        return
    file = Path(finders.find(path.removeprefix("static/")))
    kind = "font/woff2" if file.suffix == ".woff2" else mimetypes.guess_type(file.name)[0]
    route.fulfill(body=file.read_bytes(), content_type=kind)


def test_nothing_on_the_page_breaks_the_policy(opened):
    assert opened().said == []


def test_glyphs_come_out_of_the_sprite(opened):
    sizes = opened().eval_on_selector_all(".tag .ico use", "all => all.map(use => use.getBBox().width)")
    assert min(sizes) > 5


def test_the_page_is_set_in_our_own_face(opened):
    loaded = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)"
    assert opened().evaluate(loaded) == ["Noto Sans Thai"]


@pytest.mark.parametrize(("whole", "bare"), STACKED)
def test_no_mark_of_a_thai_word_is_lost(opened, whole, bare):
    """A lost mark leaves the picture of the word without it; ญ gives up its foot for its vowel, so ink may shrink."""
    page = opened()
    assert abs(page.evaluate(INK, whole) - page.evaluate(INK, bare)) > 20


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(opened, language, theme, width):
    page = opened(language, width, bypass_csp=True, theme=theme)
    page.set_viewport_size({"width": width, "height": 9000})  # nothing lies under a sticky bar
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("width", [360, 320, 1600])
def test_no_page_scrolls_sideways(opened, width):
    assert opened(width=width).evaluate("document.documentElement.scrollWidth") == width


def test_the_error_summary_takes_the_focus(opened):
    assert opened().evaluate("document.activeElement.id") == "errors"


def test_a_key_works_outside_text_fields_alone(opened):
    page = opened()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#id_reason").focus()
    page.keyboard.press("/")
    assert page.locator("#id_reason").input_value() == "/"


def test_keys_can_be_turned_off(opened):
    page = opened(keys="off")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "errors"


def test_the_focus_is_seen(opened):
    page = opened()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "3px" in outline
    assert "solid" in outline
