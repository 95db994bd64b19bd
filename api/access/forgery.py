"""Against requests that a page of somewhere else makes a browser send with our cookie."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

HEADER = "X-CSRF-Token"
FIELD = "csrf_token"
SAFE = frozenset(["GET", "HEAD", "OPTIONS", "TRACE"])
_OWN_SITES = frozenset(["same-origin", "none"])


def token_of(secret: str) -> str:
    """What a page of ours sends along: it follows from the cookie, which no other page can read."""
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def is_token(given: str | None, secret: str) -> bool:
    """Whether a page of ours sent it, compared in constant time."""
    return hmac.compare_digest((given or "").encode(), token_of(secret).encode())


def from_own_page(origin: str | None, site: str | None, own: frozenset[str]) -> bool:
    """Whether a request comes from a page of ours, or from no page.

    Parameters
    ----------
    origin, site
        The headers `Origin` and `Sec-Fetch-Site`; browsers send at least one of them with every
        request that changes something, other programs neither.
    own
        Origins of the service.
    """
    if site is not None and site not in _OWN_SITES:
        return False
    return origin is None or origin.lower() in own


def origin_of(address: str) -> str:
    """The origin of an address: scheme, host and port, in small letters."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
