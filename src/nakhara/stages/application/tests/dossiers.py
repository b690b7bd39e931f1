"""Random dossiers for tests: anything that a plan's file may hold, in canonical form or not."""

from datetime import date

from hypothesis import strategies as st

from nakhara.foundation.parties.models import OrganisationKind
from nakhara.rulebook import loading
from nakhara.rulebook.form import Field
from nakhara.rulebook.thai import juristic_id_ok

LAW = loading.edition()
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs",))


def words(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """Text of a few letters that may begin and end with anything but is not blank."""
    thai = st.sampled_from(["เมือง", "ที่ ท้องถิ่น", "น้ำ", "Smart", "๑๒๓", "ก\nข", 'ค"\\/', "é", "🌳", "เเม่", "\u200bซ่อน"])
    text = st.lists(st.one_of(thai, st.text(LETTERS, max_size=6)), min_size=1, max_size=4).map("".join)
    return text.map(lambda one: f"ก{one}"[:most])


def amounts(digits: int, places: int, *, negative: bool = False) -> st.SearchStrategy[str]:
    """Exact decimals as text, trailing zeros and leading ones among them."""
    whole, part = st.integers(0, 10 ** (digits - places) - 1).map(str), st.integers(0, 10**places - 1)
    sign = st.sampled_from(["", "-"]) if negative else st.just("")
    with_part = st.tuples(sign, whole, part).map(lambda one: f"{one[0]}{one[1]}.{one[2]:0{places}d}")
    return st.one_of(with_part, st.tuples(sign, whole).map("".join))


def juristic_ids() -> st.SearchStrategy[str]:
    """Thirteen digits with the right check digit."""

    def checked(first: int) -> str:
        return next(f"{first:012d}{digit}" for digit in range(10) if juristic_id_ok(f"{first:012d}{digit}"))

    return st.integers(0, 10**12 - 1).map(checked)


days = st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat)
names, texts = words(60), words(200)


def table(required: dict, optional: dict) -> st.SearchStrategy[dict]:
    """An object with keys in any order."""
    return st.fixed_dictionaries(required, optional=optional).flatmap(
        lambda found: st.permutations(list(found.items())).map(dict)
    )


evidence = st.lists(
    table(
        {"name": words(60), "type": st.just("application/pdf"), "size": st.integers(0, 10**9),
         "sha256": st.text("0123456789abcdef", min_size=64, max_size=64)},
        {"place": words(40)},
    ),
    max_size=2,
    unique_by=lambda one: one["sha256"],
)  # fmt: skip


def rows_of(dimension: st.SearchStrategy[str]) -> dict[str, st.SearchStrategy]:
    """Projects, milestones and indicators of claimed dimensions."""
    milestone = table({"name": names, "dimension": dimension, "due": days}, {})
    money = st.lists(
        table({"fiscal_year": st.integers(2550, 2600), "source": words(40), "baht": amounts(15, 2)}, {}),
        max_size=3,
        unique_by=lambda one: one["fiscal_year"],
    )
    project = table(
        {"name": names, "dimension": dimension},
        {"description": texts, "responsible": names, "starts": st.just("2018-10-01"), "ends": st.just("2020-09-30"),
         "money": money, "milestones": st.lists(milestone, max_size=2)},
    )  # fmt: skip
    indicator = table(
        {"name": names, "dimension": dimension, "unit": words(20), "target": amounts(18, 4, negative=True),
         "rises": st.booleans()},
        {"baseline": amounts(18, 4, negative=True), "source": names, "frequency": words(20)},
    )  # fmt: skip
    return {
        "projects": st.lists(project, max_size=3),
        "milestones": st.lists(milestone, max_size=3),
        "indicators": st.lists(indicator, max_size=3),
    }


def answer_to(field: Field) -> st.SearchStrategy[str]:
    """What may stand in a field of the form."""
    if field.type == "choice":
        return st.sampled_from([option.key for option in field.options])
    return amounts(15, 2) if field.type == "number" else texts


@st.composite
def dossiers(draw: st.DrawFn) -> dict:
    """A dossier as somebody may have written it."""
    claimed = draw(st.lists(st.sampled_from(LAW.dimension_keys), unique=True, max_size=4))
    fields = {one.id: answer_to(one) for part in LAW.form for one in part.fields_for(claimed)}
    items = [item.id for part in (*claimed, "overall") for item in LAW.items_of(part)]
    condition = table({}, {"met": st.booleans(), "proof": texts, "evidence": evidence})
    answer = table({}, {"level": st.integers(0, 5), "reason": texts, "evidence": evidence})
    plan = {"texts": table({}, fields), **(rows_of(st.sampled_from(claimed)) if claimed else {})}
    area = table(
        {"name": names, "provinces": st.lists(st.sampled_from(["10", "53", "83"]), min_size=1, unique=True)},
        {"name_en": names},
    )
    applicant = table(
        {"name": names},
        {"name_en": names, "juristic_id": juristic_ids(), "kind": st.sampled_from(OrganisationKind.values),
         "legal_basis": names},
    )  # fmt: skip
    said = {
        "conditions": table({}, {one.id: condition for one in LAW.conditions}),
        "answers": table({}, dict.fromkeys(items, answer)),
    }
    whole = {
        "format": st.just("smartcity/1"),
        "edition": st.just("th-2561"),
        "area": area,
        "applicant": applicant,
        "plan": table({"claimed": st.just(claimed)}, plan),
    }
    return draw(table(whole, {"self_assessment": table({}, said)}))
