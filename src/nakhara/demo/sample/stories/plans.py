"""An owner comes in and writes a plan (guideline-1/plan)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from nakhara.demo.sample.deeds import HEAD, HELPER, OPERATOR, Deed
from nakhara.demo.sample.words import Identity, Words, table
from nakhara.rulebook.loading import edition
from nakhara.rulebook.thai import be_year, fiscal_year

DOMAIN = "sample.example"
MANDATORY = "environment"
# What a draft has already been asked to write; the rest of it is still open.
DRAFTED = ("vision", "area", "policy-frame")


def enter(identity: Identity, words: Words, address: str) -> Iterator[Deed]:
    """The operator enters the owner, its head and a helper; the head starts a plan for a new area (target-open)."""
    row = identity.row
    yield Deed(
        "create_organisation",
        OPERATOR,
        {
            "kind": row["kind"],
            "name_th": identity.name_th,
            "name_en": identity.name_en,
            "juristic_id": identity.juristic_id,
            "legal_basis": row["basis"],
            "province": identity.place.province,
            "district": identity.place.district,
        },
    )
    for role in (HEAD, HELPER):
        name_th, name_en = words.person()
        email = f"{address}-{role}@{DOMAIN}"
        yield Deed("register_person", OPERATOR, {"role": role, "email": email, "name_th": name_th, "name_en": name_en})
        title_th, title_en = table()["staff"][role]
        rights = {"administers": role == HEAD, "edits": True, "signs": role == HEAD, "clerks": role == HELPER}
        yield Deed("add_member", OPERATOR, {"role": role, "title_th": title_th, "title_en": title_en, **rights})


def claimed(rng: Random) -> list[str]:
    """The mandatory dimension and one to four others, in the order of the law (criteria-2)."""
    others = [key for key in edition().dimension_keys if key != MANDATORY]
    chosen = {MANDATORY, *rng.sample(others, rng.choices([1, 2, 3, 4], [3, 4, 2, 1])[0])}
    return [key for key in edition().dimension_keys if key in chosen]


def write(identity: Identity, words: Words, dimensions: list[str], first: date, *, whole: bool) -> Iterator[Deed]:
    """The plan: claims, texts section by section, projects with money, milestones, indicators; not all of a draft."""
    provinces = [identity.place.province]
    area = {"name_th": identity.area_th, "name_en": identity.area_en, "provinces": provinces}
    yield Deed("start_plan_for_new_area", HEAD, area)
    yield Deed("claim_dimensions", HEAD, {"dimensions": dimensions})
    for section in edition().form:
        if whole or section.id in DRAFTED:
            texts = {field.id: _text(field, identity, words, first) for field in section.fields_for(dimensions)}
            yield Deed("save_texts", HELPER, {"texts": texts})
    for dimension in dimensions if whole else dimensions[:1]:
        yield from _work_on(dimension, words, first)


def _text(field, identity: Identity, words: Words, first: date) -> str:
    row, rng = identity.row, words.rng
    if field.dimension:
        return words.one("dimension", field.dimension, "aims")
    if field.id in table()["texts"]:
        return words.text(words.one("texts", field.id), identity, be_year(first) + rng.randint(3, 6))
    numbers = {
        "area/size": lambda: f"{rng.randint(row['size'][0] * 10, row['size'][1] * 10) / 10:g}",
        "area/population": lambda: str(rng.randint(*row["people"]) // 10 * 10),
        "area/budget": lambda: str(rng.randint(20, 900) * 1_000_000),
        "area/kind": lambda: row["setting"],
    }
    return numbers[field.id]() if field.id in numbers else rng.choice([option.key for option in field.options])


def _work_on(dimension: str, words: Words, first: date) -> Iterator[Deed]:
    rng, known = words.rng, table()["dimension"][dimension]
    patterns = table()["milestones"]["patterns"]
    for name in rng.sample(known["projects"], rng.randint(1, 2)):
        months = rng.randint(8, 36)
        yield Deed("add_project", HELPER, _project(dimension, name, words, first, months))
        for pattern, share in zip(patterns, (0.1, 0.4, 1.0), strict=True):
            if share == 0.1 or rng.random() < 0.5:
                due = first + timedelta(days=round(months * 30 * share))
                title = pattern.format(project=name)
                yield Deed(
                    "add_milestone", HELPER, {"dimension": dimension, "name": title, "due": due, "project": name}
                )
    for row in rng.sample(known["indicators"], rng.randint(1, 2)):
        yield Deed("add_indicator", HELPER, _indicator(dimension, row, rng))


def _project(dimension: str, name: str, words: Words, first: date, months: int) -> dict[str, Any]:
    year, rng = fiscal_year(first), words.rng
    spent = rng.randint(1, 3)
    money = [(year + n, words.one("staff", "funds"), Decimal(rng.randint(4, 180) * 250_000)) for n in range(spent)]
    return {
        "dimension": dimension,
        "name": name,
        "responsible": words.one("staff", "units"),
        "starts": first,
        "ends": first + timedelta(days=months * 30),
        "money": money,
    }


def _indicator(dimension: str, row: list, rng: Random) -> dict[str, Any]:
    name, unit, low, high, source = row
    swing = Decimal(rng.randint(80, 120)) / 100
    return {
        "dimension": dimension,
        "name": name,
        "unit": unit,
        "baseline": (low * swing).quantize(Decimal("0.1")),
        "target": Decimal(high),
        "rises": high > low,
        "source": source,
        "frequency": rng.choice(["ทุกเดือน", "ทุก 3 เดือน", "ทุก 6 เดือน"]),
    }
