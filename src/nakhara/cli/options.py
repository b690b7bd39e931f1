"""Options that several verbs share; importing this costs nothing."""

import argparse


def describe(parser: argparse.ArgumentParser, thai: str, english: str, example: str) -> None:
    """What `--help` says: the verb in both languages, and an example."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = f"{thai}\n{english}"
    parser.epilog = f"ตัวอย่าง / example:\n  {example}"


def add_shared(parser: argparse.ArgumentParser) -> None:
    """What every verb of the law takes: the data directory, though the law needs none, and the language."""
    parser.add_argument("--data-dir", metavar="DIR", help="data directory (or NAKHARA_DATA; default .nakhara)")
    parser.add_argument("--lang", choices=["th", "en"], default="th", help="language of messages (default th)")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
