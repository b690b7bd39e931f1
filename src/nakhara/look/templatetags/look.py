"""Template tags and filters of the house: icons, chips, dates, numbers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import querystring
from django.templatetags.i18n import do_translate
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _

from nakhara.look import wording
from nakhara.look.icons import icon
from nakhara.look.links import link
from nakhara.rulebook import thai
from nakhara.rulebook.loading import edition

register = template.Library()
register.simple_tag(querystring, takes_context=True, name="query_with")
register.simple_tag(icon)

TAG_ICONS = {"ok": "ok", "wait": "wait", "bad": "bad", "done": "seal", "todo": "todo", "lock": "lock"}
TAG_CLASSES = {"todo": "", "lock": ""}
DATE_FORMS = {
    "long": wording.long_date,
    "short": wording.short_date,
    "doc": wording.doc_date,
    "weekday": wording.weekday_date,
    "moment": wording.moment,
}


class Words(template.Node):
    """A text of the page in the reader's language."""

    def __init__(self, text: str, about: str):
        # Catalogues hold the texts of templates with percent signs doubled.
        self.text, self.about = text.replace("%", "%%"), about

    def render(self, context: template.Context) -> SafeString:
        words = pgettext(self.about, self.text) if self.about else gettext(self.text)
        return mark_safe(words.replace("%%", "%"))


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's `{% translate %}`; a plain text is looked up at once, where Django's makes a lazy text of it each time.

    Nearly all are plain, and a page has a hundred of them. Load `look` after `i18n`.
    """
    node = do_translate(parser, token)
    words = node.filter_expression
    plain = not (words.filters or node.noop or node.asvar) and isinstance(words.var.literal, str)
    about = node.message_context.var if node.message_context else ""
    return Words(words.var.literal, about) if plain and isinstance(about, str) else node


@register.simple_tag
def smart(key: str, *, short: bool = False) -> SafeString:
    """`{% smart "living" %}`: the chip of a dimension, its official name or, with short=True, its short one."""
    return _chip(key, short, wording.language())


# Chips, slots and clauses stand on every row of a list: each is drawn once a language, which is why that is passed.
@cache
def _chip(key: str, short: bool, language: str) -> SafeString:
    name = wording.smart_name(key) if short else wording.official_name(key)
    return format_html('<span class="smart" data-s="{}">{}<span>{}</span></span>', key, icon(key), name)


@register.simple_tag
def pips(claimed: Iterable[str]) -> SafeString:
    """`{% pips plan.claimed %}`: seven fixed slots, the claimed dimensions lit."""
    return _slots(frozenset(claimed), wording.language())


@cache
def _slots(chosen: frozenset[str], language: str) -> SafeString:
    lit = [(place, one.key) for place, one in enumerate(edition().dimensions, 1) if one.key in chosen]
    label = _("Smarts chosen: %s") % " ".join(wording.smart_name(key) for _place, key in lit)
    slots = format_html_join("", '<i class="p{}"></i>', ((place,) for place, _key in lit))
    return format_html('<span class="pips" role="img" aria-label="{}">{}</span>', label, slots)


@register.simple_tag
def tag(kind: str, text: str, *, fill: bool = False) -> SafeString:
    """`{% tag "ok" text %}`: a state as glyph and word; kinds ok, wait, bad, done, todo, lock; fill once a view."""
    classes = " ".join(filter(None, ["tag", TAG_CLASSES.get(kind, kind), "fill" if fill else ""]))
    return format_html('<span class="{}">{}{}</span>', classes, icon(TAG_ICONS[kind]), text)


@register.simple_tag
def clause(identifier: str) -> SafeString:
    """`{% clause "criteria-1.4" %}`: where a judgement comes from; dashed when the rule is the project's own."""
    return _source(identifier, wording.language())


@cache
def _source(identifier: str, language: str) -> SafeString:
    provision = edition().provisions[identifier]
    words = "" if provision.official else " own", provision.text(language), provision.cite(language)
    url = link("provision", identifier)
    if not url:
        return format_html('<span class="clause{}" title="{}">{}</span>', *words)
    return format_html('<a href="{}" class="clause{}" title="{}">{}</a>', url, *words)


@register.simple_tag
def attributes(given: Mapping[str, Any]) -> SafeString:
    """`{% attributes widget.attrs %}`: the attributes of a form's input; True stands alone, False is left out."""
    kept = ((name, value) for name, value in given.items() if value is not False)
    return mark_safe("".join(_attribute(name, value) for name, value in kept))


def _attribute(name: str, value: Any) -> str:
    plain = f" {conditional_escape(name)}"
    return plain if value is True else f'{plain}="{conditional_escape(value)}"'


@register.simple_tag
def level(option: Mapping[str, Any], short: bool) -> SafeString:
    """`{% level option widget.short %}`: one of ordered choices: an input, its digit, then its word unless short."""
    word = "" if short else format_html("<span>{}</span>", option["label"])
    text = '<label><input type="radio" name="{}" value="{}"{}><b>{}</b>{}</label>'
    return format_html(text, option["name"], option["value"], attributes(option["attrs"]), option["value"], word)


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """`{% options provinces province %}`: the options of a select by value and label, the chosen one marked."""
    return _options(tuple((value, str(label)) for value, label in choices), chosen)


# A search shows 77 provinces each time, and is drawn for one choice of them after the other.
@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    rows = ((value, mark_safe(" selected") if value == chosen else "", label) for value, label in choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag
def names(things: Iterable[Any], between: str = " · ") -> SafeString:
    """`{% names row.provinces %}`: the names of things in the reader's language, one after another."""
    return format_html_join(between, "{}", ((_own_words(thing, "name_"),) for thing in things))


@register.simple_tag
def contact(identifier: str = "") -> str:
    """`{% contact "contact-2" %}`: the office to ask, from the annex; contact-1 where none is named."""
    office = edition().provisions[identifier or "contact-1"]
    return _("To ask: %s") % office.text(wording.language())


@register.simple_tag
def local(thing: Any, name: str = "") -> str:
    """`{% local province "name" %}`: name_th or name_en by the language; without a name th or en, as editions have."""
    return _own_words(thing, f"{name}_" if name else "")


@register.simple_tag(name="date")
def date_tag(value: date | datetime | None, form: str = "long") -> SafeString | str:
    """`{% date value "short" %}`: <time datetime>; forms long, short, doc, weekday, moment; – when there is none."""
    if value is None:
        return "–"
    if isinstance(value, datetime) and form == "moment":
        machine = timezone.localtime(value).isoformat(timespec="minutes")
    else:
        machine = wording.on_day(value).isoformat()
    raw = mark_safe(" data-raw") if form == "doc" else ""
    return format_html('<time datetime="{}"{}>{}</time>', machine, raw, DATE_FORMS[form](value))


@register.inclusion_tag("look/_errors.html")
def errors(*forms: Any) -> dict[str, list[dict[str, str]]]:
    """`{% errors form other_form %}`: the error summary of forms and formsets, each line a link to its field."""
    rows = [row for form in forms if form is not None for row in _error_rows(form)]
    return {"rows": rows}


def _error_rows(form: Any) -> list[dict[str, str]]:
    if hasattr(form, "forms"):
        own = [{"label": "", "message": text, "href": ""} for text in form.non_form_errors()]
        return own + [row for one in form.forms for row in _error_rows(one)]
    rows = [{"label": "", "message": text, "href": ""} for text in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id if bound.use_fieldset else bound.id_for_label
        place = {"label": "", "href": ""} if bound.is_hidden else {"label": bound.label, "href": f"#{target}"}
        rows += [{**place, "message": message} for message in bound.errors]
    return rows


def _own_words(thing: Any, prefix: str = "") -> str:
    """Thai or English words of a thing; Thai where it has no English ones."""
    thai_words = getattr(thing, f"{prefix}th")
    return thai_words if wording.language() == "th" else getattr(thing, f"{prefix}en", "") or thai_words


@register.filter
def thai_date(value: date | datetime | None) -> str:
    """`28 มิถุนายน 2565` as bare text, for attributes and sentences; in pages prefer {% date %}."""
    return wording.long_date(value) if value else "–"


@register.filter
def short_date(value: date | datetime | None) -> str:
    """`28 มิ.ย. 2565` as bare text."""
    return wording.short_date(value) if value else "–"


@register.filter
def doc_date(value: date | datetime | None) -> str:
    """`๒๘ มิถุนายน พ.ศ. ๒๕๖๕`."""
    return wording.doc_date(value) if value else "–"


@register.filter
def clock_time(value: time | datetime | None, form: str = "") -> str:
    """`09:30 น.`; with "seconds" `14:32:08 น.`; with "doc" `๐๙.๓๐ น.`."""
    if value is None:
        return "–"
    return wording.doc_time(value) if form == "doc" else wording.clock_time(value, seconds=form == "seconds")


@register.filter
def percent(value: Fraction | Decimal | int | str | None) -> str:
    """A score cut to two decimals, trailing zeros dropped, without the sign %."""
    return "–" if value in (None, "") else wording.percent(value)


@register.filter
def share(part: int, whole: int) -> str:
    """`{{ received|share:total }}`: the percentage cut to one decimal unless whole."""
    return wording.share(part, whole)


@register.filter
def number(value: Fraction | Decimal | int | None) -> str:
    """Thousands with commas."""
    return "–" if value is None else wording.number(value)


@register.filter
def baht(value: Decimal | int | None) -> str:
    """Money: `18,400,000 บาท`."""
    return "–" if value is None else wording.baht(value)


@register.filter
def doc_digits(value: Any) -> str:
    """Always Thai digits: stamps, letters, certificates. Put it inside an element with data-raw."""
    return thai.to_thai_digits(str(value))


@register.filter
def or_dash(value: Any) -> Any:
    """– for no value yet; 0 stays 0."""
    return "–" if value is None or value == "" else value


@register.filter
def be_year(value: date | datetime | None) -> str:
    """The year in the Buddhist era, as meetings and numbers bear it."""
    return str(thai.be_year(wording.on_day(value))) if value else ""
