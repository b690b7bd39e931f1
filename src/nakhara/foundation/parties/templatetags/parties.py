"""Template tags of parties: what a post is called, and the roles that the demo offers."""

from django import template
from django.conf import settings

from nakhara.foundation.parties.models import Appointment, Membership
from nakhara.foundation.parties.queries import demo_people, posts_of_all
from nakhara.foundation.record import clock
from nakhara.look.templatetags.look import local

register = template.Library()


@register.filter
def post_place(post: Membership | Appointment) -> str:
    """The organisation or body of a post."""
    return local(post.organisation if isinstance(post, Membership) else post.seat.body, "name")


@register.filter
def post_title(post: Membership | Appointment) -> str:
    """What the person is there; empty where nobody has said."""
    return local(post if isinstance(post, Membership) else post.seat, "title")


@register.simple_tag
def demo_roles() -> list[dict]:
    """Everybody whom one may try in the demo, with their first post; nobody elsewhere."""
    if not settings.DEMO:
        return []
    people = list(demo_people())
    posts = posts_of_all(people, clock.now())
    return [{"person": person, "posts": posts.get(person.pk, [])} for person in people]
