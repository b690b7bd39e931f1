"""What the owner of an area does, page by page: comes in, writes the plan, assesses and proves it, files, reports."""

from datetime import date, timedelta
from pathlib import Path

from tests.browser import city
from tests.browser.pages import Visitor


def open_account(visitor: Visitor) -> None:
    """Ask for an account and open it by the mailed link."""
    visitor.open("/accounts/login/")
    visitor.follow("Ask for enrolment")
    visitor.fill("E-mail", city.CLERK)
    visitor.press("Send the link")
    visitor.sees("Look into your mail")
    visitor.open_mail_to(city.CLERK, "Open your account")
    visitor.sees(city.CLERK)
    visitor.fill("Name", city.CLERK_NAME)
    visitor.fill("Password", city.CLERK_PASSWORD)
    visitor.press("Open the account and sign in")


def ask_to_come_in(clerk: Visitor, letter: Path, today: date) -> None:
    """Bring the juristic person in on its letter of authorisation (criteria-1.1)."""
    clerk.sees("Bring an organisation in")
    clerk.choose("Kind", "Town municipality")
    clerk.fill("Official name in Thai", city.NAME)
    clerk.fill("Official name in English", city.NAME_EN)
    clerk.fill("Juristic number", city.JURISTIC_NUMBER)
    clerk.fill("Legal basis", "พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖")
    clerk.choose("Province", city.PROVINCE)
    clerk.fill("Your post there", "หัวหน้าฝ่ายแผนงานและงบประมาณ")
    clerk.fill("Number of the letter of authorisation", "อต ๕๒๐๐๑/๔๑๗")
    clerk.fill("Date of the letter", city.thai_day(today))
    clerk.attach("The letter of authorisation", letter)
    clerk.press("Send the request")


def invite_a_helper(clerk: Visitor) -> None:
    clerk.fill("E-mail", city.HELPER)
    clerk.fill("Post", "นักวิชาการคอมพิวเตอร์")
    clerk.press("Send the invitation")
    clerk.row(city.HELPER).sees("Withdraw")


def take_the_invitation_up(helper: Visitor) -> None:
    helper.open("/")
    helper.open_mail_to(city.HELPER, city.NAME)
    helper.sees(city.HELPER)
    helper.fill("Name", city.HELPER_NAME)
    helper.fill("Password", city.HELPER_PASSWORD)
    helper.press("Take up the invitation")


def start_the_plan(clerk: Visitor) -> None:
    """A plan with nothing in it but its area and its Smarts."""
    clerk.menu.follow("My work")
    clerk.follow("Start a plan")
    clerk.fill("Name of the area in Thai", city.AREA)
    clerk.choose("Province", city.PROVINCE)
    clerk.press("Add the area and start its plan")
    for smart in city.SMARTS:
        clerk.tick(smart)
    clerk.press("Save the Smarts")


def open_the_plan(visitor: Visitor) -> None:
    visitor.menu.follow("My work")
    visitor.follow(city.AREA)


def write_the_texts(helper: Visitor) -> None:
    """Every section of the edition's form, one after the other."""
    sections = list(city.TEXTS)
    helper.follow(sections[0])
    for section, after in zip(sections, [*sections[1:], None], strict=True):
        for label, text in city.TEXTS[section].items():
            (helper.choose if label in city.CHOSEN else helper.fill)(label, text)
        helper.press(f"Save and go on: {after}" if after else "Save and go to the plan")


def plan_projects(helper: Visitor, today: date) -> None:
    """A project for each Smart, with dates and money in two fiscal years."""
    helper.follow("Projects")
    for smart, name in city.PROJECTS.items():
        helper.follow("Add a project")
        helper.choose("Smart", smart)
        helper.fill("Name", name)
        helper.fill("Who is responsible", "กองช่าง")
        helper.fill("First day", city.thai_day(today))
        helper.fill("Last day", city.thai_day(today + timedelta(days=500)))
        year = city.this_fiscal_year(today)
        for row, (in_year, baht) in enumerate([(year, "๑๒,๐๐๐,๐๐๐"), (year + 1, "8000000")], start=1):
            helper.fill(f"Fiscal year (B.E.) {row}", str(in_year))
            helper.fill(f"Source {row}", "งบของเทศบาล")
            helper.fill(f"Money (baht) {row}", baht)
        helper.press("Save the project")


def set_a_milestone(helper: Visitor, today: date) -> None:
    open_the_plan(helper)
    helper.follow("Milestones")
    helper.follow("Add a milestone")
    helper.choose("Smart", "Smart Environment")
    helper.fill("Name", city.MILESTONE)
    helper.fill("Due", city.thai_day(today + timedelta(days=180)))
    helper.press("Save the milestone")


def set_indicators(helper: Visitor) -> None:
    open_the_plan(helper)
    helper.follow("Indicators")
    for smart, (name, unit, now, target, better) in city.INDICATORS.items():
        helper.follow("Add an indicator")
        helper.choose("Smart", smart)
        helper.fill("Name", name)
        helper.fill("Unit", unit)
        helper.fill("Now", now)
        helper.fill("Target", target)
        helper.tick(better)
        helper.press("Save the indicator")


def assess(helper: Visitor, evidence: Path) -> None:
    """A level, a reason and evidence for every item of both Smarts and of the plan as a whole (guideline-1)."""
    parts = [*city.SMARTS, "The plan as a whole"]
    helper.follow(parts[0])
    for _part, after in zip(parts, [*parts[1:], None], strict=True):
        for number in range(1, 6 if after is None else 5):
            item = helper.part(f"Item {number}")
            item.give_level(4)
            item.fill("Explain briefly", f"มีโครงการและตัวชี้วัดรายปีของข้อ {number}")
            item.unfold("Attach a file")
            item.attach("Attach a file", evidence)
            item.fill("Page or cell", f"หน้า {number}")
        helper.part("Own score", "aside").sees("80")
        helper.press(f"Save and go on: {after}" if after else "Save and go back to the self-assessment")


def prove(clerk: Visitor, folder: Path) -> None:
    """Each of the five preliminary conditions, with its proof (criteria-1.1 … 1.5)."""
    open_the_plan(clerk)
    for condition, proof in city.CONDITIONS.items():
        clerk.follow(condition)
        clerk.tick("Met")
        clerk.fill("Proof in words", proof)
        clerk.unfold("Attach a file")
        clerk.attach("Attach a file", city.letter(folder, proof))
        clerk.fill("Page or cell", "หน้า ๑")
        clerk.press("Save the condition")
        clerk.follow("Self-assessment")


def file(clerk: Visitor) -> None:
    """Read everything once more, sign and file (guideline-1/application)."""
    open_the_plan(clerk)
    clerk.follow("Check all answers")
    clerk.tick("I have read what will be filed and may sign for the juristic person")
    clerk.press("File the application and get the receipt")


def mend(clerk: Visitor, text: str) -> None:
    """Follow the reason for the return to its field and write it anew."""
    open_the_plan(clerk)
    clerk.follow("Check all answers")
    clerk.part("Returned for correction").follow("Vision")
    clerk.fill("Vision", text)
    clerk.press("Save and go to the plan")


def claim_promotion(clerk: Visitor) -> None:
    """File for investment promotion with the number (guideline-4)."""
    open_the_plan(clerk)
    clerk.follow("Claim investment promotion")
    clerk.fill("Activity", city.ACTIVITY)
    clerk.fill("Investment (baht)", "๔๘,๐๐๐,๐๐๐")
    clerk.press("File the claim with number")


def report_progress(clerk: Visitor, today: date) -> None:
    """The first report after the designation (criteria-1.5)."""
    open_the_plan(clerk)
    clerk.follow("Keep the promises and report progress")
    clerk.follow("Report progress")
    clerk.fill("First day of the period", city.thai_day(today))
    clerk.fill("Last day of the period", city.thai_day(today))
    clerk.fill("How much of the plan is carried out, in percent", "๑๐")
    clerk.fill("What has been done and what has not", city.REPORT)
    clerk.press("Send the report and publish it")
