"""`nakhara serve`: the web and the worker over one data directory, until they are told to end."""

import argparse
import ipaddress
import os
import signal
from collections.abc import Callable
from functools import wraps
from types import FrameType

from nakhara.cli.options import describe
from nakhara.cli.refusal import Refusal, tell
from nakhara.cli.starting import (
    add_data_dir,
    choose_directory,
    claim,
    require_directory,
    require_free_port,
    require_migrated,
    require_secrets,
    require_sound_site,
    start_django,
)
from nakhara.site import sqlite


def add_arguments(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "เปิดระบบ: หน้าเว็บและงานเบื้องหลังในกลุ่มเดียว กด Ctrl-C เพื่อหยุด",
        "Serve a data directory: web and worker in one process group; Ctrl-C ends both.",
        "nakhara serve --data-dir /srv/nakhara --port 8000",
    )
    add_data_dir(parser)
    add_address(parser)


def add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=port, default=8000, help="port to listen on (default %(default)s)")
    parser.add_argument(
        "--workers",
        type=int,
        choices=range(1, 65),
        metavar="N",
        default=2,
        help="processes that answer requests (default %(default)s)",
    )


def port(text: str) -> int:
    """A port's number."""
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def ends_on_signals(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A command that SIGINT and SIGTERM end with status 0 from its first moment, and refusals with one line and 2."""

    @wraps(run)
    def wrapped(args: argparse.Namespace) -> int:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, end_at_once)
        try:
            return run(args)
        except Refusal as refusal:
            return tell(refusal)

    return wrapped


def end_at_once(signum: int, frame: FrameType | None) -> None:
    """End while starting: nothing is served yet, and what is half made is begun again next time.

    An exception would not do: raised inside a destructor, it is ignored and the signal lost.
    """
    os._exit(0)


@ends_on_signals
def run(args: argparse.Namespace) -> int:
    directory = choose_directory(args)
    require_directory(directory)
    with claim(directory):
        require_secrets(directory)
        require_free_port(args.host, args.port)
        start_django()
        return answer(args, lambda address: print(f"พร้อมแล้ว / ready: {address}", flush=True))


def answer(args: argparse.Namespace, ready: Callable[[str], None]) -> int:
    """Check what needs the database, say what the operator should know, and serve."""
    from django.conf import settings

    from nakhara.cli.server import serve

    require_migrated()
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        build_assets()
    require_sound_site()
    say_what_matters(args.host)
    return serve(args.host, args.port, args.workers, ready)


def build_assets() -> None:
    """Make what bootstrap.py would have made, where somebody started without it."""
    from nakhara.site import assets

    print("สร้างไฟล์หน้าจอ / building fonts, catalogues and static files", flush=True)
    assets.build()


def say_what_matters(host: str) -> None:
    """Print what is unusual about this start."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite" and sqlite.journal_mode() != "WAL":
        version = ".".join(map(str, sqlite.version()))
        print(f"SQLite {version}: WAL ไม่ปลอดภัยในรุ่นนี้ ใช้ TRUNCATE แทน / WAL is not safe before 3.51.3, using TRUNCATE")
    if not settings.ORIGIN.https and not is_loopback(host):
        print(
            f"{host}: ตั้ง nginx หรือเทียบเท่าไว้ข้างหน้าและตั้ง NAKHARA_ORIGIN (deploy/nginx.conf) / "
            "put a buffering front before it and set NAKHARA_ORIGIN (deploy/nginx.conf)"
        )


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
