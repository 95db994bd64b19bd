"""Secrets that open the door: made from random bytes, kept as a hash, found by their prefix."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import NamedTuple

PREFIX = "etk_"
BYTES = 32
# Programs that look for secrets in files and mail know a key by this form.
KEY = re.compile(rf"{PREFIX}([0-9a-f]{{32}})_[0-9A-Za-z_-]{{43}}")
NOBODYS = "0" * 32
"""An id that no key has: it is looked up where none was given, which takes as long."""


class Given(NamedTuple):
    """A key as somebody gave it.

    Attributes
    ----------
    id
        Of the key that it would be.
    hash
        Of the whole text.
    """

    id: str
    hash: str


def new_key(named: str) -> str:
    """A key with 256 random bits; it is shown once and kept nowhere."""
    return f"{PREFIX}{named}_{new_secret()}"


def new_secret() -> str:
    """256 random bits as text for an address, a cookie or a header."""
    return secrets.token_urlsafe(BYTES)


def read_key(text: str) -> Given:
    """A key as it was given; what is no key at all has an id that nobody has."""
    found = KEY.fullmatch(text)
    return Given(found[1] if found else NOBODYS, hash_of(text))


def hash_of(secret: str) -> str:
    """SHA-256: a secret of 256 random bits needs neither salt nor stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()
