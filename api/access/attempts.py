"""A sign-in under way: all it needs follows from a secret in the browser, nothing is kept here."""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from urllib.parse import urlsplit

from api.access.provider import Attempt
from api.access.tokens import new_secret

COOKIE = "__Host-etalukkari-attempt"
SECONDS = 600
"""How long somebody may take at the provider."""
_HOME = "/"


class Ticket(NamedTuple):
    """What the browser keeps while its person is at the provider."""

    begun: int
    secret: str
    next: str

    @property
    def attempt(self) -> Attempt:
        """State, nonce and verifier; the moment and the way on cannot be changed under them."""
        return Attempt(*(self._derived(name) for name in Attempt._fields))

    @property
    def text(self) -> str:
        """The ticket as a cookie."""
        way = urlsafe_b64encode(self.next.encode()).decode().rstrip("=")
        return f"{self.begun}.{self.secret}.{way}"

    def _derived(self, purpose: str) -> str:
        about = f"{purpose} {self.begun} {self.next}".encode()
        digest = hmac.new(self.secret.encode(), about, hashlib.sha256).digest()
        return urlsafe_b64encode(digest).decode().rstrip("=")


def new_ticket(next: str) -> Ticket:
    """A ticket that leads on to a page of ours in the end."""
    return Ticket(int(time.time()), new_secret(), local_path(next))


def read_ticket(text: str) -> Ticket | None:
    """A ticket as it came back; none if it is not one or has come too late."""
    try:
        begun, secret, way = text.split(".")
        padded = way + "=" * (-len(way) % 4)
        ticket = Ticket(int(begun), secret, urlsafe_b64decode(padded).decode())
    except ValueError:
        return None
    in_time = 0 <= time.time() - ticket.begun <= SECONDS
    return ticket if in_time and ticket.text == text else None


def is_state(ticket: Ticket, given: str) -> bool:
    """Whether what came back belongs to the ticket, compared in constant time."""
    return hmac.compare_digest(ticket.attempt.state.encode(), given.encode())


def local_path(given: str) -> str:
    """The path if it is one of ours, else the first page: nobody is led elsewhere from here."""
    plain = given.isascii() and given.isprintable() and "\\" not in given
    if not plain or not given.startswith("/") or given.startswith("//"):
        return _HOME
    parts = urlsplit(given)
    return _HOME if parts.scheme or parts.netloc else given
