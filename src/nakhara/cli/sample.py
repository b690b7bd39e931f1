"""`nakhara sample`: random but lawful cases at every stage, into a directory marked demo."""

import argparse

from nakhara.cli.collector import spare_the_collector
from nakhara.cli.demo import fill
from nakhara.cli.init import say
from nakhara.cli.options import describe
from nakhara.cli.refusal import Refusal, tell
from nakhara.cli.starting import add_data_dir, choose_directory, claim, require_directory
from nakhara.site.directory import DataDirectory

MOST = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "สร้างคำขอตัวอย่างแบบสุ่มทุกขั้นตอนลงในชุดสาธิต เมล็ดสุ่มเดียวกันได้ผลเดียวกัน",
        "Make random but lawful cases at every stage in a demo; the same seed gives the same cases.",
        "nakhara sample --cases 1000 --seed 1",
    )
    add_data_dir(parser)
    parser.add_argument("--cases", type=_count, required=True, metavar="N", help="how many cases to make")
    parser.add_argument("--seed", type=int, required=True, metavar="S", help="a number; the same gives the same cases")


def _count(text: str) -> int:
    """A number of cases that is one."""
    count = int(text)
    if not 1 <= count <= MOST:
        raise argparse.ArgumentTypeError(f"1–{MOST}")
    return count


def run(args: argparse.Namespace) -> int:
    directory = choose_directory(args)
    try:
        require_directory(directory)
        require_demo(directory)
        with claim(directory):
            make(directory, args.cases, args.seed)
    except Refusal as refusal:
        return tell(refusal)
    print(f"{directory.path}: สร้างคำขอตัวอย่าง {args.cases} เรื่องแล้ว / {args.cases} sample cases made")
    return 0


def require_demo(directory: DataDirectory) -> None:
    if not directory.demo:
        raise Refusal(
            f"{directory.path} ไม่ใช่ชุดสาธิต คำขอตัวอย่างสร้างได้ในชุดสาธิตเท่านั้น",
            "this directory is not marked demo: sample cases are made in a demo only",
        )


def make(directory: DataDirectory, cases: int, seed: int) -> None:
    """Make the cases in a directory that the caller has claimed; demo data that is missing comes first."""
    fill(directory, fresh=False)
    from nakhara.demo.sample.make import AlreadyThereError
    from nakhara.demo.sample.make import make as make_cases
    from nakhara.demo.sample.timeline import TooShortError
    from nakhara.foundation.record.clock import now

    spare_the_collector()
    try:
        make_cases(cases, seed, now(), say)
    except AlreadyThereError:
        raise Refusal(
            f"มีคำขอตัวอย่างของเมล็ดสุ่ม {seed} อยู่แล้ว เลือก --seed อื่น",
            "the cases of this seed are there already: choose another --seed",
        ) from None
    except TooShortError:
        raise Refusal(
            "คณะต่าง ๆ เพิ่งเริ่มทำงาน ยังไม่มีช่วงเวลาให้คำขอตัวอย่างเกิดขึ้น",
            "the bodies have only just begun to sit: there is no past in which a case could have happened",
        ) from None
