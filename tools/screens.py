"""Draw every page for each role, in both languages, at 1280 and 390 pixels, into `screens/`: `make screens`.

A demo is served on loopback; each role signs in by the demo's own buttons, follows the links of the pages it is shown
and draws the first page of each route that it meets.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
ROLES = [
    *("public", "owner", "owner2", "helper", "secretariat", "reviewer1", "reviewer3", "reviewer7"),
    *("subcommittee", "chair", "member", "board", "ministry", "department", "province", "district", "local", "admin"),
]
WIDTHS = (1280, 390)
MOST_PAGES = 60
BROWSER_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
COMMAND = "import sys; from nakhara.cli.main import main; sys.exit(main())"
KEY = re.compile(r"[23456789abcdefghjkmnpqrstuvwxyz]{16}|\d+")


def main() -> int:
    """Serve, walk, draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roles", nargs="*", default=ROLES)
    parser.add_argument("--languages", nargs="*", default=["th", "en"])
    parser.add_argument("--out", type=Path, default=ROOT / "screens")
    asked = parser.parse_args()
    shutil.rmtree(asked.out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = _free_port()
        server = _serve(Path(folder), port)
        try:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=BROWSER_FLAGS)
            for role in asked.roles:
                for language in asked.languages:
                    _walk(browser.new_context(), f"http://127.0.0.1:{port}", role, language, asked.out / role)
            browser.close()
        finally:
            server.terminate()
            server.wait(30)
    return 0


def _serve(folder: Path, port: int) -> subprocess.Popen:
    command = [sys.executable, "-c", COMMAND, "demo", "--port", str(port), "--data-dir", str(folder / "data")]
    server = subprocess.Popen(command, env=os.environ | {"NAKHARA_LOG_LEVEL": "ERROR"})
    for _ in range(600):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return server
        if server.poll() is not None:
            raise SystemExit("the demo ended before it answered")
        time.sleep(0.2)
    raise SystemExit("the demo does not answer")


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("install chromium first")
    return found


def _walk(context: BrowserContext, origin: str, role: str, language: str, out: Path) -> None:
    """Follow links from page to page and draw the first page of each route."""
    context.add_cookies([{"name": "language", "value": language, "url": origin}])
    page = context.new_page()
    if role != "public":
        _sign_in(page, origin, role)
    queue, seen = ["/work/" if role != "public" else "/", "/"], set()
    while queue and len(seen) < MOST_PAGES:
        path = queue.pop(0)
        shape = KEY.sub("*", urlsplit(path).path)
        if shape in seen:
            continue
        seen.add(shape)
        answer = page.goto(origin + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        _draw(page, out, f"{_name(shape)}.{language}")
        queue += _links(page, origin)
    context.close()


def _sign_in(page: Page, origin: str, role: str) -> None:
    page.goto(f"{origin}/accounts/login/")
    page.locator(f'button[name="email"][value="{role}@demo.example"]').click()
    page.wait_for_load_state()


def _links(page: Page, origin: str) -> list[str]:
    """Links of the page to this site's own pages; nothing that downloads or signs out."""
    found = page.eval_on_selector_all(
        "a[href]", "links => links.map(a => new URL(a.getAttribute('href'), location).href)"
    )
    paths = [link.removeprefix(origin).split("#")[0] for link in found if link.startswith(origin + "/")]
    return [
        p for p in paths if "logout" not in p and "/documents/" not in p and not p.endswith((".json", ".csv", ".pdf"))
    ]


def _draw(page: Page, out: Path, name: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=out / f"{name}.{width}.png", full_page=True)


def _name(shape: str) -> str:
    return shape.strip("/").replace("/", "_").replace("*", "x") or "home"


if __name__ == "__main__":
    sys.exit(main())
