"""The whole path by the pages alone: enrolment, plan, return, scores, meetings, number, certificate, promotion."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from tests.browser import bodies, city, owner
from tests.browser.pages import Visitor

from nakhara.rulebook.thai import to_thai_digits

pytestmark = [pytest.mark.browser, pytest.mark.process]
SUBCOMMITTEE = "คณะอนุกรรมการขับเคลื่อนและบริหารโครงการเมืองอัจฉริยะ"
COMMITTEE = "คณะกรรมการขับเคลื่อนการพัฒนาเมืองอัจฉริยะ"
ASKED = {
    "Smart Mobility": ["ผู้พิจารณาคนที่ 5"],
    "Smart Environment": ["ผู้พิจารณาคนที่ 7", "ผู้พิจารณาคนที่ 8"],
    "The plan as a whole": ["ประธานอนุกรรมการ"],
}
LEVELS = {
    "reviewer5": [4, 4, 3, 4],
    "reviewer7": [4, 4, 4, 3],
    "reviewer8": [4, 3, 4, 4],
    "subcommittee": [4, 4, 5, 4, 4],
}


class Story:
    """Who takes part, and what passes from one to the next."""

    def __init__(self, visit: Callable[[], Visitor], folder: Path) -> None:
        self.visit = visit
        self.folder = folder
        self.clerk, self.helper, self.public = visit(), visit(), visit()
        self.secretary = visit().sign_in("secretariat")
        self.number = ""

    @property
    def today(self) -> date:
        return datetime.now(ZoneInfo("Asia/Bangkok")).date()


def test_a_city_comes_from_enrolment_to_promotion_by_the_pages_alone(visit, tmp_path: Path) -> None:
    story = Story(visit, tmp_path)
    an_organisation_comes_in(story)
    its_people_write_a_plan(story)
    they_assess_and_prove_it(story)
    it_is_filed_returned_mended_and_accepted(story)
    it_is_scored(story)
    the_subcommittee_puts_it_on_its_list(story)
    the_committee_approves_it(story)
    everybody_can_check_the_number(story)
    the_board_grants_privileges(story)
    the_city_reports(story)


def an_organisation_comes_in(story: Story) -> None:
    clerk, helper = story.clerk, story.helper
    owner.open_account(clerk)
    owner.ask_to_come_in(clerk, city.letter(story.folder, "หนังสือมอบอำนาจ"), story.today)
    clerk.sees("Being checked")
    province = story.visit().sign_in("province")
    assert province.task(city.NAME) == f"{city.NAME} อต ๕๒๐๐๑/๔๑๗ Check the letter"
    province.follow(city.NAME)
    province.sees("0994000000774", city.CLERK_NAME)
    assert province.download("Download the letter").read_bytes().startswith(b"%PDF")
    province.press("Accept: let the organisation in")
    clerk.open_mail_to(city.CLERK, f"You may begin: {city.NAME} is in")
    clerk.follow("Invite colleagues")
    owner.invite_a_helper(clerk)
    owner.take_the_invitation_up(helper)
    helper.sees(city.NAME_EN, "You act in this one")


def its_people_write_a_plan(story: Story) -> None:
    clerk, helper = story.clerk, story.helper
    owner.start_the_plan(clerk)
    assert helper.task(city.AREA) == f"{city.AREA} Draft The owner is writing"
    helper.follow(city.AREA)
    helper.sees("Cannot be filed yet")
    owner.write_the_texts(helper)
    owner.plan_projects(helper, story.today)
    owner.set_a_milestone(helper, story.today)
    owner.set_indicators(helper)
    owner.open_the_plan(helper)
    written = [*city.TEXTS, "Smarts chosen", "Projects and money", "Milestones", "Indicators"]
    assert [helper.row(section).text for section in written] == [f"{section} Complete" for section in written]


def they_assess_and_prove_it(story: Story) -> None:
    owner.assess(story.helper, city.letter(story.folder, "บัญชีโครงการและตัวชี้วัด"))
    owner.prove(story.clerk, story.folder)
    owner.open_the_plan(story.clerk)
    story.clerk.sees("Ready to file", "Nothing is missing")


def it_is_filed_returned_mended_and_accepted(story: Story) -> None:
    clerk, secretary = story.clerk, story.secretary
    # whoever only edits cannot sign
    owner.open_the_plan(story.helper)
    story.helper.follow("Check all answers")
    story.helper.sees("Only somebody with the right to sign for the organisation files")
    owner.file(clerk)
    clerk.sees("The application is received")
    assert secretary.task(city.AREA) == f"{city.AREA} Completeness check Check completeness"
    secretary.follow(city.AREA)
    bodies.return_for_correction(secretary, "Vision", "เขียนให้ชัดว่าใครได้ประโยชน์")
    secretary.sees("Returned for correction")
    assert clerk.task(city.AREA) == f"{city.AREA} Returned for correction The owner is correcting"
    clerk.follow(city.AREA)
    clerk.sees("เขียนให้ชัดว่าใครได้ประโยชน์")
    owner.mend(clerk, "ย่านสถานีที่คนท่าเสาทุกวัยเดินถึงรถไฟได้ใน ๕ นาที")
    owner.file(clerk)
    secretary.menu.follow("My work")
    secretary.follow(city.AREA)
    secretary.sees("ย่านสถานีที่คนท่าเสาทุกวัยเดินถึงรถไฟได้ใน ๕ นาที")
    secretary.follow("Check")
    secretary.press("Accept: the application is complete")
    secretary.sees("Complete, in review")


def it_is_scored(story: Story) -> None:
    secretary = story.secretary
    secretary.menu.follow("Review")
    secretary.follow(city.AREA)
    bodies.ask_reviewers(secretary, ASKED)
    secretary.sees("has not sent the scores")
    for role, levels in LEVELS.items():
        reviewer = story.visit().sign_in(role)
        assert "Declare your interests first" in reviewer.task(city.AREA)
        reviewer.follow(city.AREA)
        bodies.declare_no_interest(reviewer)
        bodies.score(reviewer, levels)
        reviewer.sees("Sent scores do not change")
    assert secretary.task(city.AREA) == f"{city.AREA} Working groups Every score is in: close the review"
    secretary.follow(city.AREA)
    secretary.press("Close the review with this verdict")
    secretary.sees("The scores pass the criteria")


def the_subcommittee_puts_it_on_its_list(story: Story) -> None:
    secretary = story.secretary
    assert secretary.task(city.AREA) == f"{city.AREA} Subcommittee Put on the subcommittee's agenda"
    bodies.call_a_meeting(secretary, SUBCOMMITTEE, story.today, city.AREA)
    bodies.open_the_sitting(secretary)
    secretary.sees("Quorate", "Smart Environment 75, mark 70")
    bodies.resolve(secretary, "Put on the list")
    chair = story.visit().sign_in("subcommittee")
    assert chair.task(SUBCOMMITTEE).endswith("Confirm the resolutions")
    chair.follow(SUBCOMMITTEE)
    chair.sees("Put on the list", "for, 0 against, 0 abstained")
    bodies.confirm(chair)
    chair.sees("Confirmed by the chair")


def the_committee_approves_it(story: Story) -> None:
    secretary = story.secretary
    assert secretary.task(city.AREA) == f"{city.AREA} Steering committee Put on the committee's agenda"
    bodies.call_a_meeting(secretary, COMMITTEE, story.today, city.AREA)
    bodies.open_the_sitting(secretary)
    secretary.sees("Quorate", "On the subcommittee's list of")
    bodies.resolve(secretary, "Approve")
    chair = story.visit().sign_in("chair")
    chair.menu.follow("My work")
    chair.row("Confirm the resolutions").follow(COMMITTEE)
    chair.sees("Approve", "for, 0 against, 0 abstained")
    bodies.confirm(chair)
    chair.sees("Confirmed by the chair")
    assert story.clerk.task(city.AREA) == f"{city.AREA} Designated Number issued"
    story.clerk.follow(city.AREA)
    [story.number] = re.findall(r"\d{3}/25\d\d", story.clerk.row("Number, zone, emblem and certificate").text)


def everybody_can_check_the_number(story: Story) -> None:
    public = story.public
    public.open("/")
    public.fill("Check a designation number", story.number)
    public.press("Check")
    public.region("Check a designation number").sees(f"In force {story.number}", city.AREA, city.PROVINCE)
    public.follow(city.AREA)
    public.row("The plan as a whole").sees("84")
    public.follow("See the certificate as a page")
    public.sees("ใบรับรองเมืองอัจฉริยะ", city.AREA, city.NAME, to_thai_digits(story.number))
    public.page.go_back()
    public.wait_for_link("Certificate")
    made = public.download("Certificate")
    assert made.read_bytes().startswith(b"%PDF")
    assert json.loads(PdfReader(made).attachments["designation.json"][0])["number"] == story.number


def the_board_grants_privileges(story: Story) -> None:
    owner.claim_promotion(story.clerk)
    story.clerk.sees("Waiting for the board", story.number)
    officer = story.visit().sign_in("board")
    assert officer.task(city.NAME).endswith("Record the resolution")
    officer.follow(city.NAME)
    officer.sees(city.ACTIVITY, "48,000,000 baht", "In force")
    bodies.record_privileges(officer, story.today)
    officer.sees("Privileges granted", "ยกเว้นภาษีเงินได้นิติบุคคล ๓ ปี")
    owner.open_the_plan(story.clerk)
    assert story.clerk.row("Claim investment promotion").text.endswith("Decided")


def the_city_reports(story: Story) -> None:
    clerk = story.visit().sign_in_with(city.CLERK, city.CLERK_PASSWORD)
    owner.report_progress(clerk, story.today)
    story.public.open("/")
    story.public.follow(city.AREA)
    story.public.sees("0 of 1 promises kept · 10 percent of the plan carried out", "Privileges granted")
    story.public.follow("Read the progress reports")
    story.public.sees("Report 1: 10 percent of the plan", city.REPORT)
