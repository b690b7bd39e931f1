"""What setting up rests on: locks without addresses, documented variables, catalogues that are checked."""

import re
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from tools import messages

ROOT = Path(bootstrap.__file__).parent


@pytest.mark.parametrize("lock", [bootstrap.LOCK, bootstrap.DEV_LOCK], ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    pins = re.findall(r"^([a-z0-9.-]+)==\S+.*$", text, re.MULTILINE)
    assert pins == sorted(pins)
    for name in pins:
        assert re.search(rf"^{re.escape(name)}==[^\n]*\\\n    --hash=sha256:[0-9a-f]{{64}}", text, re.MULTILINE), name
    assert "//" not in text


def test_the_lock_of_development_agrees_with_the_other() -> None:
    def pins(lock: Path) -> set[str]:
        return set(re.findall(r"^[a-z0-9.-]+==\S+", lock.read_text("utf-8"), re.MULTILINE))

    assert pins(bootstrap.LOCK) <= pins(bootstrap.DEV_LOCK)


def test_the_installer_is_taken_from_the_lock() -> None:
    entry = bootstrap.entry_of("uv", bootstrap.LOCK.read_text("utf-8"))
    assert re.fullmatch(r"uv==\S+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", entry)


def test_bootstrap_needs_nothing_but_python() -> None:
    """Run without site-packages it still says what it can do."""
    done = subprocess.run(
        [sys.executable, "-S", "-E", ROOT / "bootstrap.py", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "bootstrap.py demo" in done.stdout


def test_every_variable_is_documented() -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "src").rglob("*.py"))
    told = (ROOT / "docs" / "howto" / "run-it.md").read_text("utf-8")
    own = {"NAKHARA_CLOCK_OFFSET"}  # set by `nakhara demo --now` for its own processes
    assert set(re.findall(r"NAKHARA_[A-Z_]+[A-Z]", source)) - own <= set(re.findall(r"NAKHARA_[A-Z_]+[A-Z]", told))


# Catalogues


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An app with one text in Python, one in a template, one on a typst page."""
    source = tmp_path / "src" / "nakhara"
    folder = source / "rooms"
    (folder / "templates").mkdir(parents=True)
    (folder / "apps.py").write_text("")
    (folder / "views.py").write_text('pgettext("form", "Save")\n')
    (folder / "templates" / "page.html").write_text(
        "{% load i18n %}{% blocktranslate trimmed %}\n  Hello\n  {{ who }}\n{% endblocktranslate %}"
    )
    (folder / "letter.typ").write_text('#let title = _("Letter")\n')
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "SOURCE", source)
    return folder


def faults(app: Path) -> list[str]:
    found = messages.faults_of(app, messages.texts_by_app()[app])
    return [fault.partition("django.po: ")[2] for fault in found]


def translate(app: Path, **texts: str) -> None:
    file = app / messages.CATALOGUE
    content = file.read_text("utf-8")
    for text, translation in texts.items():
        content = re.sub(rf'(msgid "{text}[^"]*"\nmsgstr )""', rf'\1"{translation}"', content)
    file.write_text(content, "utf-8")


def test_a_missing_text_is_found_wherever_it_stands(app: Path) -> None:
    assert faults(app) == [
        "missing 'Hello %(who)s' (src/nakhara/rooms/templates/page.html)",
        "missing 'Letter' (src/nakhara/rooms/letter.typ)",
        "missing form | 'Save' (src/nakhara/rooms/views.py)",
    ]


def test_update_adds_texts_to_be_translated(app: Path) -> None:
    messages.update(app, messages.texts_by_app()[app])
    assert faults(app) == ["not translated 'Hello %(who)s'", "not translated 'Letter'", "not translated form | 'Save'"]


def test_a_complete_catalogue_has_no_fault_and_update_leaves_it(app: Path) -> None:
    messages.update(app, messages.texts_by_app()[app])
    translate(app, Hello="สวัสดี %(who)s", Letter="หนังสือ", Save="บันทึก")
    before = (app / messages.CATALOGUE).read_bytes()
    assert faults(app) == []
    messages.update(app, messages.texts_by_app()[app])
    assert (app / messages.CATALOGUE).read_bytes() == before


def test_a_lost_placeholder_and_an_unwanted_word_are_faults(app: Path) -> None:
    messages.update(app, messages.texts_by_app()[app])
    translate(app, Hello="สวัสดี", Letter="หนังสือของท่าน", Save="บันทึก")
    assert faults(app) == ["other placeholders than the text 'Hello %(who)s'", "says ท่าน 'Letter'"]


def test_a_text_no_longer_used_is_a_fault_and_update_drops_it(app: Path) -> None:
    messages.update(app, messages.texts_by_app()[app])
    translate(app, Hello="สวัสดี %(who)s", Letter="หนังสือ", Save="บันทึก")
    (app / "letter.typ").unlink()
    assert faults(app) == ["no longer used 'Letter'"]
    messages.update(app, messages.texts_by_app()[app])
    assert faults(app) == []


def test_one_text_with_two_translations_is_a_contradiction(app: Path) -> None:
    messages.update(app, messages.texts_by_app()[app])
    translate(app, Letter="หนังสือ")
    other = app.parent / "streets"
    other.mkdir()
    (other / "apps.py").write_text("")
    (other / "views.py").write_text('gettext("Letter")\n')
    messages.update(other, messages.texts_by_app()[other])
    translate(other, Letter="จดหมาย")
    [contradiction] = messages.contradictions()
    assert "'Letter' is translated otherwise in" in contradiction


def test_a_text_outside_every_app_must_be_some_apps(app: Path) -> None:
    demo = app.parent / "demo"
    demo.mkdir()
    (demo / "build.py").write_text('gettext("Letter")\ngettext("Postcard")\n')
    used = messages.texts_by_app()
    borrowed = used.pop(None)
    assert list(messages.unknown(borrowed, used)) == ["src/nakhara/demo/build.py: 'Postcard' is no app's text"]
