"""`nakhara advise`: the cheapest path to pass, from an owner's levels and efforts (guideline-2/*)."""

import argparse
import json

from nakhara.cli.assess import day_of, read, require_law
from nakhara.cli.options import add_shared, describe
from nakhara.rulebook import loading
from nakhara.rulebook.advice_file import advised
from nakhara.rulebook.wording import advice_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "บอกว่าควรยกระดับข้อใดจึงจะผ่านด้วยแรงน้อยที่สุด จบด้วยสถานะ 0 มีทาง 1 ไม่มีทาง 2 แฟ้มผิด",
        "Say which levels to raise to pass at the least effort. Exit status: 0 a way, 1 no way, 2 bad input.",
        "nakhara advise levels.json --json",
    )
    parser.add_argument("file", metavar="FILE", help="JSON, or TOML by its name .toml; - is standard input")
    parser.add_argument("--on", metavar="DATE", help="the day whose law counts, such as 2018-11-13 (default today)")
    parser.add_argument("--edition", metavar="ID", help="the edition of the law, where the file does not name it")
    add_shared(parser)


def run(args: argparse.Namespace) -> int:
    on = day_of(args.on)
    require_law(args.edition, on)
    document = read(args.file)
    advice = advised(document, on, args.edition)
    if args.json:
        print(json.dumps(advice.as_json(), ensure_ascii=False))
    else:
        law = loading.edition(args.edition or document["edition"])
        print(advice_page(advice, law, args.lang))
    return 0 if advice.path else 1
