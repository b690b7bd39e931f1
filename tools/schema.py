"""Writes docs/reference/smartcity.schema.json from the shapes that read the file; `--check` fails when it is stale."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "smartcity.schema.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the file is stale")
    args = parser.parse_args()
    written = json.dumps(_schema(), ensure_ascii=False, indent=1) + "\n"
    if not args.check:
        PAGE.write_text(written, "utf-8")
    elif PAGE.read_text("utf-8") != written:
        print(f"{PAGE.relative_to(ROOT)} is stale: make docs", file=sys.stderr)
        return 1
    return 0


def _schema() -> dict:
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"NAKHARA_DATA": data, "NAKHARA_SECRET_KEY": "docs"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "nakhara.site.settings"
        import django

        django.setup()
        from nakhara.stages.application.formats.dossier import schema

        return schema()


if __name__ == "__main__":
    sys.exit(main())
