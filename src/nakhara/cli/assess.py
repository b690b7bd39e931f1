"""`nakhara assess`: a file of facts, or one on each line of a file, judged by the law (criteria-*, guideline-2/*)."""

import argparse
import json
import re
import sys
from datetime import date, datetime, timedelta, timezone
from typing import Any

from nakhara.cli.options import add_shared, describe
from nakhara.rulebook import loading
from nakhara.rulebook.decision import FAIL, INCOMPLETE, PASS
from nakhara.rulebook.facts_file import judged, require_in_force
from nakhara.rulebook.faults import Fault
from nakhara.rulebook.reading import MAX_BYTES, read_json, read_toml
from nakhara.rulebook.wording import page

STATUS = {PASS: 0, FAIL: 1, INCOMPLETE: 3}
BANGKOK = timezone(timedelta(hours=7))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "ตรวจแฟ้มข้อเท็จจริงตามเกณฑ์และแนวทาง จบด้วยสถานะ 0 ผ่าน 1 ไม่ผ่าน 3 ยังสรุปไม่ได้ 2 แฟ้มผิด",
        "Judge a file of facts by the law. Exit status: 0 pass, 1 fail, 3 incomplete, 2 bad input.",
        "nakhara assess laplae.json --on 2018-11-13 --json",
    )
    parser.add_argument("file", metavar="FILE", help="JSON, or TOML by its name .toml; - is standard input")
    parser.add_argument("--on", metavar="DATE", help="the day whose law counts, such as 2018-11-13 (default today)")
    parser.add_argument("--edition", metavar="ID", help="the edition of the law, where the file does not name it")
    parser.add_argument("--lines", action="store_true", help="one JSON object a line in, one answer a line out")
    add_shared(parser)


def run(args: argparse.Namespace) -> int:
    on = day_of(args.on)
    require_law(args.edition, on)
    if args.lines:
        from nakhara.cli.lines import answer_lines  # a single file need not pay for starting processes

        return answer_lines(args.file, on, args.edition, args.lang)
    verdict = judged(read(args.file), on, args.edition)
    if args.json:
        print(json.dumps(verdict.as_json(), ensure_ascii=False, indent=2))
    else:
        print(page(verdict, args.lang))
    return STATUS[verdict.verdict]


def day_of(text: str | None) -> date:
    """The day that `--on` says, or today in Thailand."""
    if text is None:
        return datetime.now(BANGKOK).date()
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Fault("", "date")


def require_law(edition: str | None, on: date) -> None:
    """Refuse an edition that is not there, and a day before any law the file could name."""
    if edition is not None and edition not in loading.editions():
        raise Fault("", "edition")
    named = [edition] if edition else loading.editions()
    require_in_force(min((loading.edition(id) for id in named), key=lambda law: law.since), on)


def read(name: str) -> Any:
    """The document in a file: TOML by its name, else JSON."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):  # a name with NUL in it is a ValueError
        raise Fault("", "unreadable") from None
    return read_toml(data) if name.endswith(".toml") else read_json(data)
