"""What bodies and their secretariat do, page by page: check, assign, score, meet (guideline-1 … guideline-3)."""

from collections.abc import Sequence
from datetime import date

from tests.browser import city
from tests.browser.pages import Visitor

REASON = "อ้างอิงโครงการและตัวชี้วัดในแผน ตรวจจากเอกสารแนบแล้ว"


def return_for_correction(secretary: Visitor, about: str, text: str) -> None:
    """Return the filing with one typed reason (application/return)."""
    secretary.follow("Check")
    reason = secretary.part("Reason 1", "fieldset")
    reason.choose("Kind", "Unclear")
    reason.choose("About", about)
    reason.fill("What to mend", text)
    secretary.press("Return with these reasons")


def ask_reviewers(secretary: Visitor, asked: dict[str, Sequence[str]]) -> None:
    """Ask people to score, by part (review/assign)."""
    secretary.follow("Ask reviewers")
    for part, names in asked.items():
        for name in names:
            secretary.part(part, "fieldset").tick(name)
    secretary.press("Ask those chosen and tell them")


def declare_no_interest(reviewer: Visitor) -> None:
    reviewer.sees("The form opens when you have said whether you have an interest")
    reviewer.press("Save the declaration and go on")


def score(reviewer: Visitor, levels: Sequence[int]) -> None:
    """A level, a reason and evidence an item; read once more; sent (guideline-2)."""
    for number, level in enumerate(levels, start=1):
        item = reviewer.part(f"Level, item {number}")
        item.give_level(level)
        item.fill("Reason", REASON)
        item.fill("Evidence", "เอกสารแนบ หน้า ๑")
    reviewer.press("Check and send")
    reviewer.press("Send")


def call_a_meeting(secretary: Visitor, body: str, today: date, *matters: str) -> None:
    """Call a sitting for today and put the matters on its agenda."""
    secretary.menu.follow("Meetings")
    secretary.follow("Call a meeting")
    secretary.choose("Body", body)
    secretary.fill("Day", city.thai_day(today))
    secretary.fill("Place", "ห้องประชุมกระทรวงคมนาคม")
    secretary.press("Call the meeting and tell its people")
    for matter in matters:
        secretary.choose_about("Matter", matter)
        secretary.press("Put on the agenda")


def open_the_sitting(secretary: Visitor, *seats: str) -> None:
    """Open the sitting with these seats filled, or with every one where none is named."""
    secretary.follow("Open the sitting")
    for seat in seats:
        secretary.tick(seat)
    for box in [] if seats else secretary.root.get_by_role("checkbox").all():
        box.check()
    secretary.press("Open the sitting")


def resolve(secretary: Visitor, resolution: str) -> None:
    """Everybody there votes for; the resolution is written down."""
    secretary.follow("Votes and resolution")
    secretary.tick("Everybody there votes for")
    secretary.tick(resolution)
    secretary.press("Save votes and resolution")


def confirm(chair: Visitor) -> None:
    """The chair has read the resolutions."""
    chair.tick("I have read the resolutions and confirm them as the chair")
    chair.press("Confirm the resolutions")


def record_privileges(officer: Visitor, today: date) -> None:
    """What the board of investment has resolved (guideline-5)."""
    officer.tick("Privileges granted")
    officer.fill("Number of the resolution", "๑๒/๒๕๖๙")
    officer.fill("Day of the resolution", city.thai_day(today))
    officer.fill("What is granted, or why not", "ยกเว้นภาษีเงินได้นิติบุคคล ๓ ปี")
    officer.press("Record the resolution and tell the owner")
