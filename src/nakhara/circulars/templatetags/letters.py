"""Dates and years as letters and registers write them."""

from datetime import date

from django import template

from nakhara.rulebook import thai

register = template.Library()


@register.filter
def letter_date(value: date | None) -> str:
    """`๑๓ พฤศจิกายน ๒๕๖๑`, the date line of a letter."""
    return thai.letter_date(value) if value else ""


@register.filter
def buddhist(year: int) -> str:
    """2018 → 2561."""
    return str(year + thai.BE_OFFSET)
