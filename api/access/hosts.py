"""By which names the service is called."""

from __future__ import annotations

from urllib.parse import urlsplit

from api.entering_settings import LOCALHOST
from api.settings import Settings

_OWN_NAMES = frozenset([LOCALHOST, "127.0.0.1", "::1"])


class Names:
    """Names that a request may call the service by.

    A page of somewhere else whose name leads to this machine (DNS rebinding) calls it by that name.
    Where nothing says how it is reached from outside, every name is taken: nobody comes in there
    without a key.
    """

    def __init__(self, settings: Settings) -> None:
        given = (*settings.hosts.split(","), settings.public_host or "")
        told = {name.strip().lower() for name in given} - {""}
        self._any = not told and not settings.on_loopback
        self._known = told | _OWN_NAMES | {settings.host.lower()}

    def known(self, host: str) -> bool:
        """Whether a `Host` header names the service."""
        return self._any or name_of(host) in self._known


def name_of(host: str) -> str | None:
    """The name in `name:port` or `[::1]:port`, in small letters."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
