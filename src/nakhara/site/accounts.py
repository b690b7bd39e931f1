"""How sign-in behaves here: nobody signs up, people are invited (enrolment)."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """allauth's hooks, as this site wants them."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
