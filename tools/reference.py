"""Writes docs/reference/rules.md from the data of the law; `--check` fails when the page is stale."""

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from nakhara.rulebook.cases import Case, cases  # noqa: E402
from nakhara.rulebook.edition import Edition  # noqa: E402
from nakhara.rulebook.loading import edition  # noqa: E402
from nakhara.rulebook.provision import Provision, Value, plain  # noqa: E402

PAGE = ROOT / "docs" / "reference" / "rules.md"
HEADINGS = {
    "background": "ความเป็นมา · Background",
    "policy": "นโยบาย · Policy",
    "dimension": "ลักษณะเมืองอัจฉริยะ ๗ ลักษณะ · The seven dimensions",
    "criteria": "เกณฑ์การพิจารณา · Criteria",
    "guideline": "แนวทางการพิจารณา · Guideline",
    "target": "เป้าหมาย · Targets",
    "letter": "หนังสือ การอ้างถึง และตรารับ · Letters, edges and receipts",
    "contact": "สอบถามข้อมูลเพิ่มเติม · Contact",
    "rubric": "การให้คะแนน (ของโครงการ) · Scoring, the project's own",
    "meeting": "การประชุม (ของโครงการ) · Meetings, the project's own",
    "term": "กำหนดเวลา (ของโครงการ) · Terms, the project's own",
    "step": "การกระทำที่ไม่มีข้อกำหนด (ของโครงการ) · Acts that no provision names, the project's own",
}
OWN = "*the project's own*"
HEAD = """# The rules of edition {id}

Written by `tools/reference.py` from `src/nakhara/rulebook/data/{id}/`: change the data, then `make docs`.
`nakhara rule ID` shows one of these with the places in code and pages that serve it.
What is marked *the project's own* stands in no founding document.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is stale")
    args = parser.parse_args()
    text = page(edition())
    if args.check:
        fresh = PAGE.exists() and PAGE.read_text("utf-8") == text
        if not fresh:
            print(f"{PAGE.relative_to(ROOT)} is stale: make docs", file=sys.stderr)
        return 0 if fresh else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, "utf-8")
    return 0


def page(law: Edition) -> str:
    """The whole page: the provisions by section, in the order of the law."""
    parts = [HEAD.format(id=law.id)]
    for section, entries in groupby(law.provisions.values(), key=lambda entry: entry.section):
        parts.append(f"\n## {HEADINGS[section]}\n")
        parts.extend("\n" + "\n".join(lines(entry, law)) + "\n" for entry in entries)
    return "".join(parts)


def lines(entry: Provision, law: Edition) -> Iterator[str]:
    yield f"### `{entry.id}`\n"
    yield f"{entry.th}\\\n{entry.en}\n"
    yield f"- {entry.kind}, {entry.source if entry.official else OWN}"
    yield from (f"- {shown_value(value)}" for value in entry.values)
    if entry.id in law.steps:
        yield f"- may: {', '.join(sorted(law.steps[entry.id].actors))}"
    if entry.reading:
        adr = f" ([why](../adr/{entry.interpretation}.md))" if entry.interpretation else ""
        yield f"- reading: {entry.reading.th} · {entry.reading.en}{adr}"
    yield from (f"- case: {shown_case(case)}" for case in cases(law).get(entry.id, ()))


def shown_value(value: Value) -> str:
    return f"**{shown(plain(value.value))}** from {value.since.isoformat()} ({value.source})"


def shown_case(case: Case) -> str:
    told = case.as_json()
    given = f"{shown(told['given'])} → " if told["given"] else ""
    return f"{case.th} · {case.en}: {given}{shown(told['expect'])}"


def shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(part)}" for name, part in value.items())
    if isinstance(value, list):
        return ", ".join(shown(part) for part in value) or "none"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    sys.exit(main())
