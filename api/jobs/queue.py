"""The order in which jobs that wait are begun, and when each can expect it.

Of those that wait, the next is always of the share (a municipality of an area, or the area's
coordinator) with the fewest jobs under way; among equals, of the one whose last job was begun the
longest ago. So a share alone may use every place, fifty jobs of one delay a single one of another
by one job at most, and nobody waits for ever. Within its share, the job with the least priority
number comes first, then the oldest: an office orders its own work and cannot push another's aside.

Reading and writing files is quick, and somebody waits for it: such jobs have a place of their own
in every worker, beside those for solves and studies. A job that is to stop, and only has to have
what it reached written down, needs no place.

The queues of DBOS cannot do this: a limit for each partition keeps a municipality that is alone
from using what is free, and without one the oldest jobs come first, whosever they are. So the
order is made here, of our own table, and an engine is told of a job only to begin it.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from api.store import jobs, workers
from api.store.engine import Transaction
from api.store.jobs import Load, Waiting
from api.store.states import Kind
from api.store.workers import Places

LIGHT = frozenset({Kind.IMPORT, Kind.EXPORT})
_NEVER = datetime.min.replace(tzinfo=UTC)


class Expected(NamedTuple):
    """What a job that waits can expect.

    Attributes
    ----------
    position
        1 if it is the next.
    seconds
        Until it begins, at the most, if nobody comes in between: solves may prove their plan
        before their time is over. `None` if there is no worker.
    """

    position: int
    seconds: float | None


def is_light(kind: str) -> bool:
    """Whether a job is one that reads or writes files."""
    return kind in LIGHT


def to_begin(load: Load, room: Places) -> list[Waiting]:
    """The jobs to be begun now, in their order.

    Parameters
    ----------
    room
        How many more there is a place for.
    """
    chosen = [one for one in load.waiting if one.stop_asked]
    for light, places in ((False, room.heavy), (True, room.light)):
        line = _Line(load, light=light)
        chosen += [one for _, one in zip(range(places), line, strict=False)]
    return chosen


def expected(load: Load, places: Places) -> dict[str, Expected]:
    """By job that waits what it can expect.

    Parameters
    ----------
    places
        Of all workers that live, whether they are taken or not.
    """
    found: dict[str, Expected] = {}
    for light, there in ((False, places.heavy), (True, places.light)):
        busy = sorted(
            max(0.0, one.seconds_left) for one in load.busy if is_light(one.kind) is light
        )
        # Where there are more jobs under way than places, those that end last leave none free.
        ends = (busy + [0.0] * max(0, there - len(busy)))[:there]
        heapq.heapify(ends)
        for position, one in enumerate(_Line(load, light=light), start=1):
            begins = heapq.heappop(ends) if ends else None
            if begins is not None:
                heapq.heappush(ends, begins + max(0.0, one.seconds_left))
            found[one.id] = Expected(position, begins)
    return found


class _Line:
    """Jobs that wait in one lane, each taken out as the next while the others go on waiting."""

    def __init__(self, load: Load, *, light: bool) -> None:
        self._under_way = Counter(one.share for one in load.busy if is_light(one.kind) is light)
        self._served: dict[str, datetime] = dict(load.served)
        self._by_share = _by_share(
            one for one in load.waiting if is_light(one.kind) is light and not one.stop_asked
        )

    def __iter__(self) -> _Line:
        return self

    def __next__(self) -> Waiting:
        if not self._by_share:
            raise StopIteration
        share = min(self._by_share, key=self._claim)
        waiting = self._by_share[share]
        one = waiting.pop()
        if not waiting:
            del self._by_share[share]
        self._under_way[share] += 1
        return one

    def _claim(self, share: str) -> tuple[int, datetime, datetime, str]:
        oldest = self._by_share[share][-1].created
        return self._under_way[share], self._served.get(share, _NEVER), oldest, share


def _by_share(waiting: Iterable[Waiting]) -> dict[str, list[Waiting]]:
    """By share its jobs, the next one last."""
    found: dict[str, list[Waiting]] = {}
    for one in sorted(waiting, key=lambda one: (one.priority, one.created, one.id), reverse=True):
        found.setdefault(one.share, []).append(one)
    return found


def waits(connection: Transaction, named: str) -> Expected | None:
    """What a job can expect; nothing if it does not wait."""
    return expected(jobs.load(connection), workers.places(connection)).get(named)
