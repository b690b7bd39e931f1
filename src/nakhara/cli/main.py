"""Finds the verb, parses its arguments and runs it. Importing this imports no Django and no verb.

A module of verbs has `add_arguments(parser)` and `run(args) -> int`; `args.verb` says which of its verbs was asked for.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import NoReturn

from nakhara.rulebook.faults import Fault

# verb: its module, and what it does in Thai and in English
VERBS = {
    "init": ("nakhara.cli.init", "สร้างที่เก็บข้อมูล", "make a data directory"),
    "serve": ("nakhara.cli.serve", "เปิดระบบ", "serve a data directory"),
    "demo": ("nakhara.cli.demo", "เปิดชุดสาธิต", "serve a demo with its data"),
    "sample": ("nakhara.cli.sample", "สร้างคำขอตัวอย่างในชุดสาธิต", "make sample cases in a demo"),
    "import": ("nakhara.cli.plans", "นำแผนเข้าจากแฟ้ม", "bring a plan in from a file"),
    "export": ("nakhara.cli.plans", "ส่งแผนออกเป็นแฟ้ม", "bring plans out as files"),
    "assess": ("nakhara.cli.assess", "ตรวจแฟ้มข้อเท็จจริงตามเกณฑ์", "judge a file of facts by the law"),
    "advise": ("nakhara.cli.advise", "หาทางที่ใช้แรงน้อยที่สุดให้ผ่าน", "find the cheapest path to pass"),
    "rules": ("nakhara.cli.rules", "แสดงข้อกำหนดทุกข้อ", "list every provision of the law"),
    "rule": ("nakhara.cli.rules", "แสดงข้อกำหนดหนึ่งข้อและกรณีตัวอย่าง", "show one provision with its cases"),
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
        raise Fault("", "usage", detail=f"{verb}: nakhara --help")
    module = import_module(VERBS[verb][0])
    parser = Parser(prog=f"nakhara {verb}", allow_abbrev=False)
    parser.set_defaults(verb=verb)
    module.add_arguments(parser)
    status: int = module.run(parser.parse_args(words[1:]))
    sys.stdout.flush()
    return status


def _overview() -> str:
    lines = [f"  {verb:<8}{english}\n{'':<10}{thai}" for verb, (_, thai, english) in VERBS.items()]
    return "\n".join(["usage: nakhara VERB …    (nakhara VERB --help)", "", *lines])


def _language(words: Sequence[str]) -> str:
    """The language to tell a fault in, also when the arguments could not be parsed."""
    return "en" if "--lang=en" in words or ("--lang", "en") in pairwise(words) else "th"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
