"""How often somebody may ask, and how often somebody may fail to come in.

Counted in the memory of each web process: a count in the database would cost every request a
write. With several web processes behind one address, each allows as much.
"""

from __future__ import annotations

import math
import time
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

MINUTE = 60
# Whoever has one address of IPv6 has all of such a network.
_ONE_HOUSEHOLD = 64


class Left(NamedTuple):
    """What is left of an allowance.

    Attributes
    ----------
    enough
        Whether this one was still within it.
    seconds
        Until there is more.
    """

    enough: bool
    allowed: int
    remaining: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """The allowance as clients read it (draft-ietf-httpapi-ratelimit-headers)."""
        told = {
            "RateLimit-Policy": f'"requests";q={self.allowed};w={MINUTE}',
            "RateLimit": f'"requests";r={self.remaining};t={self.seconds}',
        }
        return told if self.enough else {**told, "Retry-After": str(self.seconds)}


class Limits:
    """Counts requests by actor and failures by address of the client."""

    def __init__(self, requests: int, failures: int) -> None:
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._requests = RateLimitItemPerMinute(requests, namespace="requests")
        self._failures = RateLimitItemPerMinute(failures, namespace="failures")

    def asked(self, actor: str) -> Left:
        """Count a request of somebody."""
        return self._left(self._requests, actor, self._counter.hit(self._requests, actor))

    def failed(self, address: str) -> Left:
        """Count a failed sign-in."""
        source = source_of(address)
        return self._left(self._failures, source, self._counter.hit(self._failures, source))

    def may_try(self, address: str) -> Left:
        """Whether an address has failed too often to be listened to."""
        source = source_of(address)
        return self._left(self._failures, source, self._counter.test(self._failures, source))

    def _left(self, item: RateLimitItem, name: str, enough: bool) -> Left:
        stats = self._counter.get_window_stats(item, name)
        seconds = max(1, math.ceil(stats.reset_time - time.time()))
        return Left(enough, item.amount, max(0, stats.remaining), seconds)


def source_of(address: str) -> str:
    """The address, or of IPv6 its network: that of one household or office."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(ip_network((known, _ONE_HOUSEHOLD), strict=False))
