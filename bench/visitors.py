"""A visitor: one connection at a time, cookies, sign-in by e-mail and password, forms filled in as a person would."""

import gzip
import http.client
import re
import secrets
from html import unescape
from urllib.parse import urlencode

PASSWORD = "nakhara-demo-2561"
SIGN_IN = "/accounts/login/"
REASON = "อ้างอิงโครงการและตัวชี้วัดในแผน ตรวจจากเอกสารแนบและหน้าที่อ้างแล้ว ครั้งที่ {number}"
LEVELS = 6
# A browser comes, reads some pages and goes; a connection kept for ever would tie its visitor to one process.
ANSWERS_A_CONNECTION = 10
HIDDEN = re.compile(r'<input\b[^>]*\bname="(?P<name>csrfmiddlewaretoken|version)"[^>]*\bvalue="(?P<value>[^"]*)"')
ITEM = re.compile(r'name="reason-(\d+)"')


class UnexpectedAnswerError(Exception):
    """A page did not answer as it should, so that its time says nothing."""


class Visitor:
    """Somebody with a browser, signed in or not."""

    def __init__(self, port: int, email: str = ""):
        self.port = port
        self.cookies: dict[str, str] = {}
        self.answers = 0
        self.sent = self.posted = 0
        self.connection: http.client.HTTPConnection | None = None
        if email:
            self._sign_in(email)

    def get(self, path: str) -> bytes:
        """The page, which must be there."""
        return self._ask("GET", path, 200)

    def post(self, path: str, fields: dict[str, str]) -> bytes:
        """Send a form, which must be taken."""
        body = urlencode(fields).encode()
        self.posted = len(body)
        return self._ask("POST", path, 302, body)

    def close(self) -> None:
        """End the connection, if there is one."""
        if self.connection:
            self.connection.close()
        self.connection = None

    def _sign_in(self, email: str) -> None:
        token = hidden(self.get(SIGN_IN).decode())["csrfmiddlewaretoken"]
        self.post(SIGN_IN, {"csrfmiddlewaretoken": token, "login": email, "password": PASSWORD})
        if "session" not in self.cookies:
            raise UnexpectedAnswerError(f"{email} could not sign in")

    def _ask(self, method: str, path: str, status: int, body: bytes | None = None) -> bytes:
        if self.connection is None or self.answers % ANSWERS_A_CONNECTION == 0:
            self.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.answers += 1
        self.connection.request(method, path, body, self._headers(body))
        answer = self.connection.getresponse()
        content = self._unpacked(answer)
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status != status:
            raise UnexpectedAnswerError(f"{method} {path} answered {answer.status}, not {status}")
        return content

    def _unpacked(self, answer: http.client.HTTPResponse) -> bytes:
        """The content, and in `sent` how many bytes of it came over the line."""
        content = answer.read()
        self.sent = len(content)
        return gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {"Accept-Encoding": "gzip", "Origin": f"http://127.0.0.1:{self.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


def hidden(page: str) -> dict[str, str]:
    """The safeguards of a page's forms: the token against forgery and, where a form has one, the version."""
    return {found["name"]: unescape(found["value"]) for found in HIDDEN.finditer(page)}


def changed(page: str, number: int) -> dict[str, str]:
    """What a reviewer sends from the page of a sheet: every item with another level and another reason than before."""
    fields = hidden(page) | {"idempotency_key": secrets.token_urlsafe(24), "comment": REASON.format(number=number)}
    for item in dict.fromkeys(ITEM.findall(page)):
        fields |= {
            f"level-{item}": str((number + int(item)) % LEVELS),
            f"reason-{item}": REASON.format(number=number),
            f"evidence-{item}": f"เอกสารแนบ หน้า {number}",
        }
    return fields
