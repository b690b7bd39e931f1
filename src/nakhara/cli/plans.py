"""`nakhara import plan` and `nakhara export plan`: plans as smartcity.json files (guideline-1/plan)."""

import argparse
import sys
from pathlib import Path
from typing import Any

from nakhara.cli.options import describe
from nakhara.cli.refusal import Refusal, tell
from nakhara.cli.starting import add_data_dir, choose_directory, require_directory, start_django
from nakhara.rulebook.faults import Fault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    adds = {"import": _add_import, "export": _add_export}
    parser.add_argument("what", choices=["plan"], help="what is brought in or out")
    adds[parser.get_default("verb")](parser)
    add_data_dir(parser)
    parser.add_argument("--lang", choices=["th", "en"], default="th", help="language of messages (default th)")


def _add_import(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "นำแผนเข้าจากแฟ้ม smartcity.json แล้วพิมพ์รหัสของแผนใหม่ แฟ้มหลักฐานอยู่ในโฟลเดอร์ .files ข้างแฟ้ม",
        "Bring a plan in from a smartcity.json file and print the new plan's key; files of evidence lie in the "
        "folder beside it (plan.json: plan.files).",
        "nakhara import plan laplae.json --as owner@demo.example",
    )
    parser.add_argument("file", metavar="FILE", help="a smartcity.json file; - is standard input")
    parser.add_argument("--as", dest="email", metavar="EMAIL", help="who brings it in (default the operator)")


def _add_export(parser: argparse.ArgumentParser) -> None:
    describe(
        parser,
        "พิมพ์แผนเป็น smartcity.json หรือเขียนทุกแผนลงโฟลเดอร์ แผนละแฟ้ม",
        "Print a plan as smartcity.json, or write every plan into a folder, one file a plan.",
        "nakhara export plan KEY > laplae.json\n  nakhara export plan --all plans/ --with-files",
    )
    parser.add_argument("key", metavar="KEY", nargs="?", help="the plan's key")
    parser.add_argument("--all", dest="folder", metavar="DIR", help="write every plan into this folder")
    parser.add_argument("--with-files", action="store_true", help="copy the evidence too, into KEY.files beside")


def run(args: argparse.Namespace) -> int:
    try:
        require_directory(choose_directory(args))
    except Refusal as refusal:
        return tell(refusal)
    start_django()
    from django.utils import translation

    with translation.override(args.lang):
        return {"import": import_plan, "export": export_plans}[args.verb](args)


def import_plan(args: argparse.Namespace) -> int:
    """Read the file, make the plan, print its key."""
    from nakhara.foundation.parties.may import NotAllowedError
    from nakhara.foundation.record import clock
    from nakhara.foundation.record.refusals import RefusedError
    from nakhara.stages.application import actions
    from nakhara.stages.application.formats.bundle import find_files, folder_beside
    from nakhara.stages.application.formats.dossier import read_dossier
    from nakhara.stages.application.formats.faults import PlanFault

    dossier = read_dossier(_bytes_of(args.file))
    by = _actor(args.email, dossier)
    files = find_files(dossier, folder_beside(Path(args.file))) if args.file != "-" else {}
    try:
        plan = actions.import_plan(by=by, dossier=dossier, files=files, at=clock.now())
    except RefusedError as refused:
        raise PlanFault("", "refused", why="; ".join(str(reason.text) for reason in refused.reasons)) from None
    except NotAllowedError:
        raise PlanFault("/applicant", "not-yours") from None
    print(plan.key)
    return 0


def _bytes_of(name: str) -> bytes:
    from nakhara.stages.application.formats.dossier import MAX_BYTES

    try:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError):  # a name with NUL in it is a ValueError
        raise Fault("", "unreadable") from None


def _actor(email: str | None, dossier: dict[str, Any]) -> Any:
    """The operator, or the person of that address in the post they have with the applicant, if any."""
    from nakhara.foundation.parties.actor import OPERATOR, Actor
    from nakhara.foundation.parties.models import Membership, Person
    from nakhara.foundation.parties.queries import posts_of
    from nakhara.foundation.record import clock
    from nakhara.stages.application.formats.faults import PlanFault

    if email is None:
        return OPERATOR
    person = Person.objects.filter(email=email.lower(), is_active=True).first()
    if person is None:
        raise PlanFault("", "nobody")
    number = dossier["applicant"].get("juristic_id")
    posts = posts_of(person, clock.now())
    own = [post for post in posts if isinstance(post, Membership) and post.organisation.juristic_id == number]
    return Actor(person=person, post=next(iter([*own, *posts]), None))


def export_plans(args: argparse.Namespace) -> int:
    """Print one plan, or write every one into a folder."""
    from nakhara.stages.application.formats.bundle import folder_beside, write_files
    from nakhara.stages.application.formats.dossier import canonical, dossier_of
    from nakhara.stages.application.formats.faults import PlanFault
    from nakhara.stages.plan.models import Plan

    if (args.key is None) == (args.folder is None):
        raise Fault("", "usage", detail="KEY | --all DIR")
    plans = Plan.objects.select_related("area", "organisation").order_by("id")
    if args.key is not None:
        plan = plans.filter(key=args.key).first()
        if plan is None:
            raise PlanFault("", "no-plan")
        if args.with_files:
            write_files(plan, folder_beside(Path(f"{plan.key}.json")))
        sys.stdout.flush()
        sys.stdout.buffer.write(canonical(dossier_of(plan)))
        sys.stdout.buffer.flush()
        return 0
    return _write_all(plans, Path(args.folder), with_files=args.with_files)


def _write_all(plans, folder: Path, *, with_files: bool) -> int:
    from nakhara.stages.application.formats.bundle import folder_beside, write_files
    from nakhara.stages.application.formats.dossier import canonical, dossier_of
    from nakhara.stages.application.formats.faults import PlanFault

    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for plan in plans.iterator(chunk_size=200):
            file = folder / f"{plan.key}.json"
            file.write_bytes(canonical(dossier_of(plan)))
            if with_files:
                write_files(plan, folder_beside(file))
            count += 1
    except OSError as failed:
        raise PlanFault("", "unwritable", name=str(folder)) from failed
    print(f"{count} → {folder}")
    return 0
