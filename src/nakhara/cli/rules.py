"""`nakhara rules` and `nakhara rule ID`: what the law says, its cases, and where it is served."""

import argparse
import json
from typing import Any

from nakhara.cli.options import add_shared, describe
from nakhara.rulebook import loading
from nakhara.rulebook.cases import Case, cases
from nakhara.rulebook.edition import Edition
from nakhara.rulebook.faults import Fault
from nakhara.rulebook.provision import Provision, Text, plain

_LABELS = {
    "kind": Text("ประเภท", "Kind"),
    "source": Text("ที่มา", "Source"),
    "value": Text("ค่า", "Value"),
    "reading": Text("การอ่าน", "Reading"),
    "case": Text("กรณี", "Case"),
    "served": Text("ใช้ใน", "Served by"),
    "from": Text("ตั้งแต่", "from"),
}
_OWN = Text("ของโครงการนี้เอง ไม่ใช่ของเอกสาร", "the project's own, not the documents'")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    if parser.get_default("verb") == "rules":
        describe(parser, "แสดงข้อกำหนดทุกข้อ", "List every provision of the law.", "nakhara rules --json")
    else:
        describe(
            parser,
            "แสดงข้อกำหนดหนึ่งข้อ กรณีตัวอย่าง และที่ใช้",
            "Show one provision, its cases and where it is served.",
            "nakhara rule guideline-2/overall-score",
        )
        parser.add_argument("id", metavar="ID", help="such as criteria-1.4 or dimension-7/1")
    parser.add_argument("--edition", metavar="ID", default=loading.DEFAULT, help="default %(default)s")
    add_shared(parser)


def run(args: argparse.Namespace) -> int:
    if args.edition not in loading.editions():
        raise Fault("", "edition")
    law = loading.edition(args.edition)
    if args.verb == "rules":
        _tell_all(law, args)
    else:
        _tell_one(law, args)
    return 0


def _tell_all(law: Edition, args: argparse.Namespace) -> None:
    if args.json:
        _print_json([as_json(provision, law) for provision in law.provisions.values()])
        return
    for provision in law.provisions.values():
        own = "" if provision.official else f"  ({_OWN.text(args.lang)})"
        print(f"{provision.id}  {provision.text(args.lang)}{own}")


def _tell_one(law: Edition, args: argparse.Namespace) -> None:
    if args.id not in law.provisions:
        raise Fault("", "provision")
    provision = law.provisions[args.id]
    if args.json:
        _print_json(as_json(provision, law))
    else:
        print("\n".join(_page(provision, law, args.lang)))


def as_json(provision: Provision, law: Edition) -> dict[str, Any]:
    """A provision with everything the contract names."""
    return {
        "id": provision.id,
        "kind": provision.kind,
        "th": provision.th,
        "en": provision.en,
        "source": provision.source,
        "values": [
            {"from": entry.since.isoformat(), "value": plain(entry.value), "source": entry.source}
            for entry in provision.values
        ],
        "reading": _reading(provision),
        "cases": [case.as_json() for case in cases(law).get(provision.id, ())],
        "served_by": list(loading.served_by(law.id)[provision.id]),
    }


def _reading(provision: Provision) -> dict[str, str] | None:
    """How the project reads what can be read two ways, with the decision that says why."""
    if provision.reading is None:
        return None
    reading = {"th": provision.reading.th, "en": provision.reading.en}
    return reading | ({"adr": provision.interpretation} if provision.interpretation else {})


def _page(provision: Provision, law: Edition, lang: str) -> list[str]:
    def labelled(name: str, text: str) -> str:
        return f"{_LABELS[name].text(lang)}: {text}"

    own = "" if provision.official else f" ({_OWN.text(lang)})"
    values = (
        f"{_shown(plain(entry.value))}  {_LABELS['from'].text(lang)} {entry.since.isoformat()}  [{entry.source}]"
        for entry in provision.values
    )
    return [
        provision.id,
        provision.th,
        provision.en,
        "",
        labelled("kind", provision.kind),
        labelled("source", provision.source + own),
        *(labelled("value", value) for value in values),
        *([labelled("reading", provision.reading.text(lang))] if provision.reading else []),
        *(labelled("case", _case(case, lang)) for case in cases(law).get(provision.id, ())),
        *(labelled("served", place) for place in loading.served_by(law.id)[provision.id]),
    ]


def _case(case: Case, lang: str) -> str:
    shown = case.as_json()
    given = f"{_shown(shown['given'])} → " if shown["given"] else ""
    return f"{case.text(lang)}\n      {given}{_shown(shown['expect'])}"


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
