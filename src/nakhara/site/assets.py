"""Files built once at set-up, so that nothing is built or fetched at run time: fonts, catalogues, static files."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import nakhara


def build() -> None:
    """Build all of them; what is there already is made anew."""
    # Here, because only this needs the font tools, which are slow to load.
    from nakhara.look import fonts

    fonts.build(force=True)
    compile_catalogues()
    collect_static_files()


def compile_catalogues() -> None:
    """Compile each app's Thai catalogue whose source is newer."""
    for source in Path(nakhara.__file__).parent.glob("**/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        partial = target.with_suffix(f".{os.getpid()}")
        with source.open("rb") as read, partial.open("wb") as written:
            write_mo(written, read_po(read))
        partial.replace(target)


def collect_static_files() -> None:
    """Copy every app's static files to one folder under names that tell their content."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nakhara.site.settings")
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    build()
