"""Contrast and colour-blind separation of the colours, computed from the CSS file (visual.md, 2 Tokens)."""

import re
from itertools import combinations
from math import dist

import pytest
from django.contrib.staticfiles import finders

TOKEN = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
THEMES = ("light", "dark")
GROUNDS = ("ground", "surface", "sunken", "ink-wash")
TEXTS = {"text": (14.1, 11.6), "soft": (6.2, 6.6), "ink": (8.4, 7.2), "ink-deep": (11.6, 11.3)}
STATES = {"ok": (5.8, 7.6), "wait": (5.9, 8.3), "bad": (6.4, 6.9)}
SMARTS = {
    "living": (4.3, 3.7),
    "people": (7.2, 5.6),
    "energy": (3.0, 5.2),
    "mobility": (3.3, 6.2),
    "economy": (7.5, 8.1),
    "governance": (5.7, 3.7),
    "environment": (4.2, 8.6),
}
# Machado, Oliveira and Fernandes 2009, severity 1, on linear sRGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def css():
    with open(finders.find("look/nakhara.css"), encoding="utf-8") as file:
        return file.read()


def colours(theme):
    return {name: pair[THEMES.index(theme)] for name, *pair in TOKEN.findall(css())}


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one, other):
    lights = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def worst(colour, grounds, theme):
    known = colours(theme)
    return min(contrast(known[colour], known[ground]) for ground in grounds)


def oklab(colour, sight):
    seen = [max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True))) for row in SIGHTS[sight]]
    cones = (
        0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2],
        0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2],
        0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2],
    )
    long, middle, short = (cone ** (1 / 3) for cone in cones)
    return (
        0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", [*TEXTS, *STATES, *SMARTS])
def test_a_colour_reaches_its_ratio_on_its_worst_ground(colour, theme):
    wanted = (TEXTS | STATES | SMARTS)[colour][THEMES.index(theme)]
    name = f"s-{colour}" if colour in SMARTS else colour
    grounds = [*GROUNDS, f"{colour}-wash"] if colour in STATES else GROUNDS
    grounds = GROUNDS[:3] if colour == "ink-deep" else grounds  # for hover and full tiles, never on a wash
    assert round(worst(name, grounds, theme), 1) >= wanted


@pytest.mark.parametrize(("theme", "wanted"), [("light", 3.3), ("dark", 4.7)])
def test_edges_of_controls_are_seen(theme, wanted):
    assert round(worst("edge", ["ground", "surface", "sunken"], theme), 1) >= wanted - 0.1
    assert worst("edge", GROUNDS, theme) >= 3


@pytest.mark.parametrize(("theme", "wanted"), [("light", 9.8), ("dark", 9.2)])
def test_text_on_ink_is_read(theme, wanted):
    known = colours(theme)
    assert round(contrast(known["on-ink"], known["ink"]), 1) >= wanted
    assert contrast(known["on-ink"], known["ink-deep"]) >= 4.5


@pytest.mark.parametrize(("theme", "wanted"), [("light", 0.084), ("dark", 0.076)])
def test_the_seven_hues_stay_apart_in_every_kind_of_sight(theme, wanted):
    known = colours(theme)
    apart = min(
        dist(oklab(known[f"s-{one}"], sight), oklab(known[f"s-{other}"], sight))
        for sight in SIGHTS
        for one, other in combinations(SMARTS, 2)
    )
    assert round(apart, 3) >= wanted


def test_every_colour_is_a_token_with_both_themes():
    beyond_tokens = re.sub(r"@layer tokens \{.*?\n\}", "", css(), flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", beyond_tokens)) <= {"#fff"}
