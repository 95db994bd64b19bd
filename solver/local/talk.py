"""What a local search in a process of its own is told, what it tells back, and in what form."""

from __future__ import annotations

import pickle
import struct
from typing import IO, NamedTuple

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.plan import Plan

LENGTH = struct.Struct(">Q")


class Task(NamedTuple):
    """What to search plans of: the first that is told."""

    scenario: Scenario
    previous: Plan | None
    seed: int


class Construct(NamedTuple):
    """An order to make a plan quickly, from one that may be there."""

    number: int
    start: Plan | None


class News(NamedTuple):
    """What a better plan of somebody else has otherwise than the plan known before.

    Attributes
    ----------
    needs
        That are in other groups, or no longer in one.
    values
        Of the plan, by stage.
    """

    needs: frozenset[str]
    values: dict[StageId, int]


class Improve(NamedTuple):
    """An order to go on from a plan, until the next order.

    Attributes
    ----------
    news
        All that is new in the plan; all else is gone on with as it is.
    """

    number: int
    start: Plan
    stages: tuple[StageId, ...]
    limits: dict[StageId, int]
    news: News | None = None

    def in_place_of(self, other: Order) -> Improve:
        """The same where an order before it was not carried out."""
        if self.news is None or not isinstance(other, Improve) or other.news is None:
            return self._replace(news=None)
        needs = self.news.needs | other.news.needs
        return self._replace(news=self.news._replace(needs=needs))


class Halt(NamedTuple):
    """An order to tell the best plan that is not told yet, and to wait."""

    number: int


Order = Construct | Improve | Halt


class Found(NamedTuple):
    """A plan, better than those found before under the same order."""

    number: int
    plan: Plan


class Done(NamedTuple):
    """The order is carried out, and everything found under it is told.

    Attributes
    ----------
    number
        Of the order; 0 for the task, when all is ready.
    moves
        Of the local search since its start.
    """

    number: int
    moves: int


class Failed(NamedTuple):
    """The search has ended with an error."""

    why: str


Message = Found | Done | Failed


def packed(message: object) -> bytes:
    """A message as it is sent."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message, to be unpickled; `None` where the other side is gone, or goes meanwhile."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None
