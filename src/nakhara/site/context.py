"""What every page knows: the menu of whoever is reading, the demo's band, how many notices are unread."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nakhara.foundation.record import clock


@dataclass(frozen=True)
class Entry:
    """A line of the menu: its label, its route, and the standings that see it (none: everybody)."""

    label: str
    route: str
    standings: frozenset[str] = frozenset()


BODIES = frozenset({"secretariat", "committee", "subcommittee", "working-group", "board"})
PUBLIC_MENU = (
    Entry(_("Home"), "registry:home"),
    Entry(_("City registry"), "registry:list"),
    Entry(_("Targets"), "programme:overview"),
    Entry(_("Criteria"), "registry:law"),
    Entry(_("Open data"), "registry:data"),
)
STAFF_MENU = (
    Entry(_("My work"), "casefile:tasks"),
    Entry(_("Cases"), "desk:cases", frozenset({"secretariat"})),
    Entry(_("Rounds"), "application:rounds", frozenset({"secretariat", "operator"})),
    Entry(_("Plans"), "plan:list", frozenset({"member"})),
    Entry(_("Review"), "review:list", frozenset({"secretariat", "working-group", "subcommittee"})),
    Entry(_("Meetings"), "meetings:list", frozenset({"secretariat", "committee", "subcommittee", "board"})),
    Entry(_("Investment promotion"), "investment_promotion:list", frozenset({"board"})),
    Entry(_("Letters"), "circulars:inbox", frozenset({"clerk-anywhere"})),
    Entry(_("Bodies"), "parties:bodies", frozenset({"operator"})),
    Entry(_("Targets"), "programme:overview"),
    Entry(_("City registry"), "registry:list"),
)
FOOTER = (
    Entry(_("About Nakhara"), "registry:about"),
    Entry(_("Accessibility"), "registry:accessibility"),
    Entry(_("Open data"), "registry:data"),
    Entry(_("Keyboard"), "registry:keys"),
)


def site(request: HttpRequest) -> dict:
    """The context of every page."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "menu": SimpleLazyObject(lambda: menu_of(request)),
        "account": account_of(actor),
        "footer": [{"label": entry.label, "url": url} for entry in FOOTER if (url := address(entry.route))],
        "demo": {"now": clock.now(), "links": demo_links()} if settings.DEMO else None,
    }


@cache
def address(route: str) -> str:
    """The address of a named route; empty while its room does not stand yet."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def account_of(actor) -> dict | None:
    """The way to one's roles, named by the post one acts from now."""
    if actor is None or actor.person is None:
        return None
    post = actor.organisation or actor.body
    return {"label": named(post) if post else str(actor.person), "url": address("parties:roles")}


def named(thing) -> str:
    """A thing's name in the reader's language; Thai where there is no other."""
    return (thing.name_en if get_language() == "en" else "") or thing.name_th


def demo_links() -> list[dict]:
    """Where the demo shows what would go out."""
    return [
        {"label": _("Choose a role"), "url": address("account_login")},
        {"label": _("Mail that would go out"), "url": address("notices:mail")},
    ]


def menu_of(request: HttpRequest) -> list[dict]:
    """The menu for whoever is reading, the present place marked."""
    actor = getattr(request, "actor", None)
    signed_in = actor is not None and actor.person is not None
    standing = actor.standing | ({"member"} if actor.organisation else set()) if signed_in else set()
    entries = STAFF_MENU if signed_in else PUBLIC_MENU
    rows = [
        {"label": entry.label, "url": url}
        for entry in entries
        if (not entry.standings or entry.standings & standing) and (url := address(entry.route))
    ]
    here = [row for row in rows if _covers(row["url"], request.path)]
    nearest = max(here, key=lambda row: len(row["url"]), default=None)
    return [{**row, "current": row is nearest} for row in rows]


def _covers(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
