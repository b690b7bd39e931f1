"""`nakhara init`: makes a data directory."""

import argparse
import getpass
import os
import sys
from dataclasses import dataclass

from nakhara.cli.options import describe
from nakhara.cli.refusal import Refusal, tell
from nakhara.cli.starting import add_data_dir, choose_directory, claim, start_django
from nakhara.site.directory import DataDirectory

EXAMPLE = "NAKHARA_ADMIN_EMAIL=admin@city.example NAKHARA_ADMIN_PASSWORD=… nakhara init --data-dir /srv/nakhara"

NEXT = (
    "ขั้นต่อไป: nakhara serve แล้วลงชื่อเข้าใช้ แต่งตั้งฝ่ายเลขานุการที่หน้า /office/bodies/\n"
    "next: nakhara serve, sign in, and appoint the secretariat at /office/bodies/"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "สร้างที่เก็บข้อมูล: ฐานข้อมูล กุญแจ ทำเนียบจังหวัด ชุดข้อกำหนด หน่วยงาน คณะกรรมการและตำแหน่ง เป้าหมาย หนังสือตั้งต้น",
        "Make a data directory: database, keys, provinces, the edition, offices, bodies and seats, targets, letters.",
        EXAMPLE,
    )
    add_data_dir(parser)
    parser.add_argument("--demo", action="store_true", help="mark it as a demo, whose contents may be erased")


def run(args: argparse.Namespace) -> int:
    directory = choose_directory(args)
    try:
        require_vacant(directory)
        administrator = None if args.demo else ask_for_administrator()
        directory.path.mkdir(parents=True, exist_ok=True)
        with claim(directory):
            make(directory, administrator)
    except Refusal as refusal:
        return tell(refusal)
    print(f"{directory.path}: พร้อมแล้ว / ready")
    if administrator:
        print(NEXT)
    return 0


def require_vacant(directory: DataDirectory) -> None:
    if directory.is_complete:
        raise Refusal(
            f"{directory.path} เป็นที่เก็บข้อมูลอยู่แล้ว ไม่ได้แก้ไขอะไร", "this is a data directory already: nothing was touched"
        )
    if not directory.is_begun and not directory.is_vacant:
        raise Refusal(
            f"{directory.path} มีไฟล์อื่นอยู่ เลือกโฟลเดอร์ว่าง", "this folder holds something else: choose an empty one"
        )


@dataclass(frozen=True)
class Administrator:
    """The first person of an installation, who runs it."""

    email: str
    password: str


def ask_for_administrator() -> Administrator:
    """From the environment, else from whoever sits at the terminal."""
    email = os.environ.get("NAKHARA_ADMIN_EMAIL", "")
    password = os.environ.get("NAKHARA_ADMIN_PASSWORD", "")
    if sys.stdin.isatty():
        email = email or input("อีเมลผู้ดูแลระบบคนแรก / first administrator's e-mail: ").strip()
        password = password or getpass.getpass("รหัสผ่าน / password: ")
    if not email or not password:
        raise Refusal(
            "ตั้ง NAKHARA_ADMIN_EMAIL และ NAKHARA_ADMIN_PASSWORD สำหรับผู้ดูแลระบบคนแรก",
            "set NAKHARA_ADMIN_EMAIL and NAKHARA_ADMIN_PASSWORD for the first administrator",
        )
    return Administrator(email, password)


def make(directory: DataDirectory, administrator: Administrator | None) -> None:
    """Make the directory, which the caller has claimed; without an administrator it is a demo."""
    if directory.is_begun:
        directory.erase()
    directory.begin(demo=administrator is None)
    start_django()
    if administrator:
        require_acceptable(administrator)
    from django.core.management import call_command

    from nakhara.foundation.record.clock import now
    from nakhara.site.install import install, lay_ground

    say("ตาราง / tables")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if administrator:
        install(at=now(), administrator=administrator, progress=say)
    else:
        lay_ground(at=now(), progress=say)
    directory.finish()


def require_acceptable(administrator: Administrator) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import translation

    try:
        with translation.override("th"):
            validate_email(administrator.email)
            validate_password(administrator.password)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), "the administrator's e-mail or password is not acceptable") from None


def say(line: str) -> None:
    print(f"  {line}", flush=True)
