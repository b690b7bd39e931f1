"""What must hold before a server starts, each failing with one clear line: directory, lock, secrets, port, database."""

import argparse
import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from nakhara.cli.refusal import Refusal
from nakhara.site.directory import LOCK, DataDirectory


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """The option that every command takes."""
    parser.add_argument("--data-dir", metavar="DIR", help="data directory (or NAKHARA_DATA; default .nakhara)")


def choose_directory(args: argparse.Namespace) -> DataDirectory:
    """The directory a command was pointed at; from here on the settings read it too."""
    if args.data_dir:
        os.environ["NAKHARA_DATA"] = str(Path(args.data_dir).resolve())
    return DataDirectory.from_environment()


def start_django() -> None:
    """Load the settings of the chosen directory and every app."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nakhara.site.settings"
    import django

    django.setup()


def claim(directory: DataDirectory) -> IO[str]:
    """Hold the directory for this process and its children; two servers on one directory are refused."""
    lock = (directory.path / LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Refusal(
            f"มีเซิร์ฟเวอร์อื่นใช้ {directory.path} อยู่แล้ว ปิดตัวนั้นก่อน หรือเลือก --data-dir อื่น",
            "another server is running on this directory: stop it, or choose another --data-dir",
        ) from None
    return lock


def require_directory(directory: DataDirectory) -> None:
    if not directory.is_complete:
        raise Refusal(
            f"{directory.path} ยังไม่ใช่ที่เก็บข้อมูลของ Nakhara สั่ง nakhara init ก่อน",
            "this is no data directory yet: run nakhara init first",
        )


def require_secrets(directory: DataDirectory) -> None:
    if not directory.secret_key:
        raise Refusal(
            f"ไม่พบกุญแจลับ ตั้ง NAKHARA_SECRET_KEY หรือกู้ไฟล์ {directory.path / 'secret-key'} กลับมา",
            "the secret key is missing: set NAKHARA_SECRET_KEY or restore the file",
        )


def require_free_port(host: str, port: int) -> None:
    """Refuse a port that somebody listens on; the web processes share theirs and would not notice."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Refusal(
            f"เปิดพอร์ต {port} ที่ {host} ไม่ได้ เลือกพอร์ตอื่นด้วย --port",
            f"port {port} on {host} cannot be opened ({error.strerror}): choose another with --port",
        ) from None


def require_migrated() -> None:
    """Refuse a database that this code does not fit, and one whose record has lost its guards."""
    from django.db import connection

    from nakhara.foundation.record import triggers
    from nakhara.site.health import pending_migrations

    if pending := pending_migrations():
        raise Refusal(
            f"ฐานข้อมูลยังไม่ตรงกับโปรแกรม ({len(pending)} รายการ) สำรองข้อมูลแล้วสั่ง django-admin migrate",
            f"migrations are pending ({', '.join(pending[:3])}): back up, then migrate",
        )
    if lost := triggers.missing(connection):
        raise Refusal(
            f"ตาราง {', '.join(lost)} ไม่มีทริกเกอร์กันการแก้ไข สั่ง django-admin migrate เพื่อสร้างใหม่",
            "the record has lost the triggers that guard it: migrate puts them back",
        )


def require_sound_site() -> None:
    """Refuse to serve a site that fails its own checks."""
    from django.core.checks import ERROR, run_checks

    if faults := [fault for fault in run_checks() if fault.level >= ERROR]:
        raise Refusal(
            f"การตรวจระบบไม่ผ่าน {len(faults)} ข้อ: {faults[0].id} {faults[0].msg}",
            f"{len(faults)} system checks failed",
        )
