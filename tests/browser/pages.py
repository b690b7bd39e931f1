"""A person at a browser, in small verbs, so that a test reads as what somebody saw and did."""

import re
import time
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

# milliseconds that a page may take on a busy machine
BRIEFLY = 60_000
expect.set_options(timeout=BRIEFLY)


class Place:
    """A part of a page: it is read, filled in and pressed without looking at the rest."""

    def __init__(self, root: Locator) -> None:
        self.root = root

    @property
    def page(self) -> Page:
        return self.root.page

    def part(self, heading: str, tag: str = "section") -> "Place":
        """The innermost part of the page under that heading or legend."""
        titled = self.page.locator("h2, h3, legend, caption").filter(has_text=heading)
        return Place(self.root.locator(tag).filter(has=titled).last)

    def region(self, name: str) -> "Place":
        """The part of the page that is announced by that name."""
        return Place(self.root.get_by_role("region", name=name))

    def row(self, text: str) -> "Place":
        """The one row of a table or a list that says this."""
        return Place(self.root.locator("tr, li").filter(has_text=re.compile(re.escape(text))))

    @property
    def text(self) -> str:
        """All that stands here, in one line."""
        return " ".join(self.root.inner_text().split())

    def sees(self, *texts: str) -> None:
        """Each text stands here, at once or after a moment."""
        for text in texts:
            expect(self.root).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.root).not_to_contain_text(text)

    def field(self, label: str) -> Locator:
        """The field of that label; what the label adds in brackets or after a comma is left out."""
        words = r"\s*".join(map(re.escape, label.split()))
        labelled = self.root.get_by_label(re.compile(rf"^\s*{words}\s*($|[(,])"))
        return labelled.and_(self.page.locator("input, select, textarea"))

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def choose_about(self, label: str, words: str) -> None:
        """Choose the option that has these words in it."""
        option = self.field(label).locator("option").filter(has_text=words)
        self.field(label).select_option(value=option.get_attribute("value"))

    def box(self, label: str) -> Locator:
        """The box to tick, or the one choice of several, whose label begins with these words."""
        name = re.compile(rf"^{re.escape(label)}")
        return self.root.get_by_role("checkbox", name=name).or_(self.root.get_by_role("radio", name=name))

    def tick(self, label: str) -> None:
        self.box(label).check()

    def untick(self, label: str) -> None:
        self.box(label).uncheck()

    def give_level(self, level: int) -> None:
        """Choose among levels that stand side by side, each a digit and perhaps its word."""
        self.root.get_by_role("radio", name=re.compile(rf"^{level}\b")).check()

    def attach(self, label: str, file: Path) -> None:
        self.field(label).set_input_files(file)

    def unfold(self, summary: str) -> None:
        """Open what is folded away under these words."""
        self.root.locator("summary").filter(has_text=summary).click()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)

    def press(self, name: str) -> None:
        """Press a button and wait for the page that answers."""
        with self.page.expect_navigation():
            self.button(name).click()

    def follow(self, name: str) -> None:
        """Follow a link; the first of several that say the same."""
        with self.page.expect_navigation():
            self.root.get_by_role("link", name=name).first.click()


class Visitor(Place):
    """Somebody with a browser of their own; reads in English what the product says, writes in Thai."""

    def __init__(self, browser: Browser, origin: str) -> None:
        context = browser.new_context(base_url=origin)
        context.add_cookies([{"name": "language", "value": "en", "url": origin}])
        context.set_default_timeout(BRIEFLY)
        super().__init__(context.new_page().get_by_role("main"))

    @property
    def menu(self) -> Place:
        return Place(self.page.get_by_role("banner"))

    @property
    def demo(self) -> Place:
        """The band that every page of a demo bears."""
        return Place(self.page.get_by_role("complementary", name="DEMO"))

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)

    def sign_in(self, role: str) -> "Visitor":
        """Choose one of the demo's roles."""
        self.open("/accounts/login/")
        with self.page.expect_navigation():
            self.root.locator(f'button[value="{role}@demo.example"]').click()
        return self

    def sign_in_with(self, email: str, password: str) -> "Visitor":
        """Sign in as everybody does outside a demo."""
        self.open("/accounts/login/")
        self.fill("E-mail", email)
        self.fill("Password", password)
        with self.page.expect_navigation():
            self.root.get_by_role("button", name="Sign in", exact=True).click()
        return self

    def open_mail_to(self, email: str, subject: str) -> None:
        """Open the link of the latest mail to an address with that subject."""
        self.demo.follow("Mail that would go out")
        mail = self.root.locator("article, section, li, tr").filter(has_text=email).filter(has_text=subject)
        with self.page.expect_navigation():
            mail.first.get_by_role("link", name="Open the link in it").first.click()

    def task(self, about: str) -> str:
        """What “My work” says of a case or a meeting."""
        self.menu.follow("My work")
        return self.row(about).text

    def wait_for_link(self, name: str) -> None:
        """Load the page again until what the worker makes stands on it."""
        deadline = time.monotonic() + BRIEFLY / 1000
        while not self.root.get_by_role("link", name=name, exact=True).count():
            assert time.monotonic() < deadline, f"the worker never made it: {name}"
            self.page.reload()

    def download(self, name: str) -> Path:
        """Follow a link to a file; where the browser has put it."""
        with self.page.expect_download() as started:
            self.root.get_by_role("link", name=name, exact=True).click()
        return started.value.path()

    def go_away(self) -> None:
        self.page.context.close()
