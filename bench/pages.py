"""The pages that are measured, and what is to hold of each."""

from dataclasses import dataclass

MOST_QUERIES = 30
HOTCRP_PAPER, HOTCRP_REVIEW = 122, 107


@dataclass(frozen=True)
class Page:
    """A page: who asks for it (empty: the public), whether it saves, what it must reach.

    `beats` is a rate in requests a second that it must exceed, `within` the milliseconds that 95 of 100 answers may
    take; `of` says where the rate comes from.
    """

    key: str
    title: str
    role: str = ""
    saves: bool = False
    beats: int = 0
    of: str = ""
    within: int = 0


PUBLIC = {"beats": 150, "of": "set by us", "within": 150}
PAGES = (
    Page("list", "public list of areas", **PUBLIC),
    Page("area", "page of a designated area", **PUBLIC),
    Page("desk", "desk, list of 50 cases", "secretariat"),
    Page("case", "one case, its path", "secretariat", beats=HOTCRP_PAPER, of="HotCRP, one paper"),
    Page("workspace", "one case, the owner's workspace", "owner"),
    Page("sheet", "review form", "reviewer", beats=HOTCRP_REVIEW, of="HotCRP, review form"),
    Page("save", "saving a review", "reviewer", saves=True),
)
# Pages with as many rows as there are: these must ask the database as often for 3 rows as for 50.
LISTS = ("list", "desk")
FEW, MANY = 3, 50
