"""Thai digits go into text and nowhere else."""

import time

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from nakhara.look.middleware import ThaiDigitsMiddleware, with_thai_digits
from nakhara.look.tests import sample


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>042/2565</p>", "<p>๐๔๒/๒๕๖๕</p>"),
        ("<title>หน้า 3</title>", "<title>หน้า ๓</title>"),
        ('<a href="/c/42?page=2" title="42">42</a>', '<a href="/c/42?page=2" title="42">๔๒</a>'),
        ('<time datetime="2022-06-28">28 มิ.ย. 2565</time>', '<time datetime="2022-06-28">๒๘ มิ.ย. ๒๕๖๕</time>'),
        ("<h1>1</h1>", "<h1>๑</h1>"),
        ("<script>let a = 1 < 2;</script>3", "<script>let a = 1 < 2;</script>๓"),
        ("<style>p{margin:1px}</style>", "<style>p{margin:1px}</style>"),
        ("<textarea>12 <b>3</b></textarea>4", "<textarea>12 <b>3</b></textarea>๔"),
        ("<!-- 1 -->2", "<!-- 1 -->๒"),
        ('<input value="12">3', '<input value="12">๓'),
        ("&#39;&#x2F;&frac12;9", "&#39;&#x2F;&frac12;๙"),
        ("<span data-raw>1<b>2</b></span>3", "<span data-raw>1<b>2</b></span>๓"),
        ('<p class="src mono">9f2c<br>71</p>1', '<p class="src mono">9f2c<br>71</p>๑'),
        ('<p class="monorail">1</p>', '<p class="monorail">๑</p>'),
        ("<p class='x mono-ish'>1</p>", "<p class='x mono-ish'>๑</p>"),
        ("<p title='data-raw'>1</p>", "<p title='data-raw'>๑</p>"),
        ("<div data-raw><div>1</div>2</div>3", "<div data-raw><div>1</div>2</div>๓"),
        ("<div data-raw><div data-raw>1</div><p>2</p></div>3", "<div data-raw><div data-raw>1</div><p>2</p></div>๓"),
        (
            '<svg data-raw><text x="1">1</text><path d="M0 0"/></svg>2',
            '<svg data-raw><text x="1">1</text><path d="M0 0"/></svg>๒',
        ),
        ("<br data-raw>1", "<br data-raw>๑"),
        ("<path data-raw/>1", "<path data-raw/>๑"),
        ("<kbd>0</kbd>–<code>5</code> 6", "<kbd>0</kbd>–<code>5</code> ๖"),
        ('<a title="1 > 0">2 &gt; 1</a>', '<a title="1 > 0">๒ &gt; ๑</a>'),
        ('<option value="10">10</option>', '<option value="10">๑๐</option>'),
        ("a < 5 and 6 > 1", "a < ๕ and ๖ > ๑"),
    ],
)
def test_digits_change_in_text_alone(html, expected):
    assert with_thai_digits(html) == expected


def answer(response, **cookies):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    return ThaiDigitsMiddleware(lambda _request: response)(request)


def test_only_a_reader_who_chose_them_gets_thai_digits():
    assert answer(HttpResponse("<p>7</p>"), digits="thai").content.decode() == "<p>๗</p>"
    assert answer(HttpResponse("<p>7</p>")).content.decode() == "<p>7</p>"


def test_the_answer_says_that_it_depends_on_the_cookie():
    assert answer(HttpResponse("<p>7</p>"))["Vary"] == "Cookie"


def test_the_length_told_is_the_length_sent():
    response = HttpResponse("<p>7</p>", headers={"Content-Length": "8"})
    assert answer(response, digits="thai")["Content-Length"] == "10"


def test_data_and_streams_and_compressed_answers_stay_as_they_are():
    assert answer(JsonResponse({"a": 7}), digits="thai").content == b'{"a": 7}'
    assert answer(HttpResponse("7", content_type="text/csv"), digits="thai").content == b"7"
    assert answer(HttpResponse(b"7", headers={"Content-Encoding": "gzip"}), digits="thai").content == b"7"
    assert b"".join(answer(StreamingHttpResponse([b"7"]), digits="thai")) == b"7"


def test_a_whole_page_takes_a_few_milliseconds():
    page = sample.render() * 5
    start = time.perf_counter()
    with_thai_digits(page)
    assert time.perf_counter() - start < 0.1
