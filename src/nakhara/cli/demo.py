"""`nakhara demo`: a directory marked demo with its data, made if needed, and served."""

import argparse
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from nakhara.cli.init import make, require_vacant, say
from nakhara.cli.options import describe
from nakhara.cli.refusal import Refusal
from nakhara.cli.serve import add_address, answer, ends_on_signals
from nakhara.cli.starting import add_data_dir, choose_directory, claim, require_free_port, start_django
from nakhara.site.directory import DataDirectory

BANGKOK = ZoneInfo("Asia/Bangkok")
DATA_STATE = "demo-data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "เปิดชุดสาธิต สร้างให้ก่อนถ้ายังไม่มี",
        "Serve a demo with its data, making it first where there is none.",
        "nakhara demo --port 8080 --now 2018-11-13T09:00",
    )
    add_data_dir(parser)
    add_address(parser)
    parser.add_argument("--fresh", action="store_true", help="erase the directory first, if it is marked demo")
    parser.add_argument("--now", type=moment, metavar="T", help="the present moment, e.g. 2018-11-13T09:00")


def moment(text: str) -> datetime:
    """A moment in Bangkok's time unless it says otherwise."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=BANGKOK)


@ends_on_signals
def run(args: argparse.Namespace) -> int:
    directory = choose_directory(args)
    require_demo(directory)
    require_free_port(args.host, args.port)
    directory.path.mkdir(parents=True, exist_ok=True)
    with claim(directory):
        if args.now:
            os.environ["NAKHARA_CLOCK_OFFSET"] = str((args.now - datetime.now(BANGKOK)).total_seconds())
        fill(directory, fresh=args.fresh)
        if args.now:
            require_not_before_last_event(args.now)
        accounts = sign_ins()
        return answer(args, lambda address: tell(address, accounts))


def require_demo(directory: DataDirectory) -> None:
    if directory.is_begun and not directory.demo:
        raise Refusal(
            f"{directory.path} ไม่ใช่ชุดสาธิต เลือก --data-dir อื่น",
            "this directory is not marked demo: choose another --data-dir",
        )
    if not directory.is_begun:
        require_vacant(directory)


def fill(directory: DataDirectory, *, fresh: bool) -> None:
    """Make the directory and load the demo data, as far as that has not been done; a load cut short begins again."""
    state = directory.path / DATA_STATE
    cut_short = state.exists() and state.read_text("utf-8") != "loaded"
    if fresh or cut_short:
        require_embedded_database()
        directory.erase()
    if directory.is_complete:
        start_django()
    else:
        make(directory, administrator=None)
    if not state.exists():
        load(state)


def load(state: Path) -> None:
    from nakhara.demo import build

    state.write_text("loading", "utf-8")
    build.load(progress=say)
    state.write_text("loaded", "utf-8")


def require_embedded_database() -> None:
    if os.environ.get("NAKHARA_DATABASE_URL"):
        raise Refusal(
            "ล้างชุดสาธิตใน PostgreSQL ไม่ได้ สร้างฐานข้อมูลใหม่และ --data-dir ใหม่แทน",
            "a demo on PostgreSQL is not erased: make a new database and choose a new --data-dir",
        )


def require_not_before_last_event(now: datetime) -> None:
    from nakhara.foundation.record.queries import last_moment

    last = last_moment()
    if last and now < last:
        raise Refusal(
            f"--now อยู่ก่อนเหตุการณ์ล่าสุดในชุดข้อมูล ({last.astimezone(BANGKOK):%Y-%m-%dT%H:%M})",
            "--now lies before the last event in the directory",
        )


def sign_ins() -> str:
    """The demo's accounts with which one can sign in, as lines to print."""
    from nakhara.demo.people import PASSWORD
    from nakhara.foundation.parties.queries import demo_people

    accounts = demo_people().values_list("email", "name_th")
    lines = [f"รหัสผ่านเดียวกันทุกบัญชี / one password for all: {PASSWORD}"]
    return "\n".join(lines + [f"  {email:<28} {name}" for email, name in accounts])


def tell(address: str, accounts: str) -> None:
    print(f"\nชุดสาธิตพร้อมแล้ว / the demo is ready: {address}\n{accounts}")
    print("กด Ctrl-C เพื่อหยุด / Ctrl-C ends it", flush=True)
