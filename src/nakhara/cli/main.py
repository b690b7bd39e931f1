"""Finds the verb, parses its arguments and runs it. Importing this imports no Django and no verb.

A module of verbs has `add_arguments(parser)` and `run(args) -> int`; `args.verb` says which of its verbs was asked for.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from nakhara.rulebook.faults import Fault

# verb: (module, what it does in Thai, in English, an example)
VERBS = {
    "assess": (
        "nakhara.cli.assess",
        "ตรวจแฟ้มข้อมูลตามเกณฑ์และแนวทาง",
        "judge a file of facts by the criteria and the guideline",
        "nakhara assess laplae.json --on 2018-11-13 --json",
    ),
    "rules": (
        "nakhara.cli.rules",
        "แสดงข้อกำหนดทุกข้อ",
        "list every provision of the law",
        "nakhara rules --json",
    ),
    "rule": (
        "nakhara.cli.rules",
        "แสดงข้อกำหนดหนึ่งข้อ พร้อมกรณีตัวอย่าง",
        "show one provision with its cases",
        "nakhara rule guideline-2/overall-score",
    ),
}


class Parser(argparse.ArgumentParser):
    """Argument errors are told as every other fault: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise Fault("", "usage", detail=message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 2 for bad input, with one line on standard error."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        return _run(words)
    except Fault as fault:
        print(fault.line(_language(words)), file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(words: list[str]) -> int:
    verb = words[0] if words else "--help"
    if verb in ("-h", "--help", "help"):
        print(_overview())
        return 0
    if verb not in VERBS:
        raise Fault("", "usage", detail=f"no command {verb!r}; nakhara --help")
    name, _, _, _ = VERBS[verb]
    module = import_module(name)
    parser = _parser(verb)
    module.add_arguments(parser)
    args = parser.parse_args(words[1:])
    status: int = module.run(args)
    sys.stdout.flush()
    return status


def _parser(verb: str) -> Parser:
    _, thai, english, example = VERBS[verb]
    parser = Parser(
        prog=f"nakhara {verb}",
        description=f"{thai}\n{english}",
        epilog=f"ตัวอย่าง / example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(verb=verb)
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        default=os.environ.get("NAKHARA_DATA") or ".nakhara",
        help="โฟลเดอร์ข้อมูล / data directory (NAKHARA_DATA, default .nakhara)",
    )
    parser.add_argument(
        "--lang", choices=["th", "en"], default="th", help="ภาษา / language of messages (default th)"
    )
    return parser


def _overview() -> str:
    lines = [f"  {verb:<10} {thai}\n  {'':<10} {english}" for verb, (_, thai, english, _) in VERBS.items()]
    return "\n".join(["nakhara VERB [options]   (nakhara VERB --help)", "", *lines])


def _language(words: Sequence[str]) -> str:
    """The language to tell a fault in, also when the arguments could not be parsed."""
    pairs = zip(words, words[1:], strict=False)
    return "en" if "--lang=en" in words or ("--lang", "en") in pairs else "th"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
