"""Plans followed from many places: one look at the tables for all who follow the same one.

A follower holds no thread and no connection to the database while nothing happens. The events
stand in a table, so it does not matter which process solves; the looks are short, and those who
follow a plan in this process share them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import NamedTuple

from anyio import CapacityLimiter, to_thread

from api.store.engine import Store
from api.store.following import MOST, Heard, heard
from api.store.rows import Found
from api.store.states import ENDS

SECONDS_BETWEEN_LOOKS = 0.4
LOOKS_AT_ONCE = 2
ENDED, DELETED, UNHEARD = "ended", "deleted", "unheard"


class Told(NamedTuple):
    """What a follower is told; the number is that of the event in the table, if it stands there."""

    number: int | None
    kind: str
    data: object


class _Channel:
    """A plan that is followed, and its last events."""

    def __init__(self, after: int) -> None:
        self.recent: deque[Found] = deque()
        self.forgotten = self.last = after
        self.state: str | None = UNHEARD
        self.followers = 0
        self.news = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.failure: Exception | None = None

    def take(self, found: Heard) -> None:
        """Keep what was heard and wake whoever waits for it."""
        if not found.events and found.state == self.state:
            return
        self.state = found.state
        self.recent.extend(found.events)
        if found.events:
            self.last = found.events[-1].number
        while len(self.recent) > MOST:
            self.forgotten = self.recent.popleft().number
        self.wake()

    def wake(self) -> None:
        self.news.set()
        self.news = asyncio.Event()


class Following:
    """All who follow plans in one process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._channels: dict[str, _Channel] = {}
        # Threads of their own: a slow request is not to keep followers waiting, nor they it.
        self._limiter = CapacityLimiter(LOOKS_AT_ONCE)

    async def follow(self, named: str, after: int) -> AsyncIterator[Told]:
        """Events of a plan after a number as they come; the last one is of kind `ended`."""
        found = await self._look(named, after)
        while True:
            for event in found.events:
                after = event.number
                yield Told(event.number, event.kind, event.data)
                if event.kind == ENDED:
                    return
            if not found.more:
                break
            found = await self._look(named, after)
        if found.state is None or found.state in ENDS:
            yield _over(found.state)
            return
        async for told in self._share(named, after):
            yield told

    async def _share(self, named: str, after: int) -> AsyncIterator[Told]:
        """The same for somebody who has heard all there is by now."""
        channel = self._joined(named, after)
        try:
            while True:
                news = channel.news
                if channel.failure is not None:
                    raise channel.failure
                if channel.forgotten > after:
                    events = (await self._look(named, after)).events
                else:
                    events = [one for one in channel.recent if one.number > after]
                for event in events:
                    after = event.number
                    yield Told(event.number, event.kind, event.data)
                    if event.kind == ENDED:
                        return
                if not events and _has_ended(channel):
                    yield _over(channel.state)
                    return
                if not events:
                    await news.wait()
        finally:
            self._leave(named, channel)

    def _joined(self, named: str, after: int) -> _Channel:
        channel = self._channels.get(named)
        if channel is None:
            channel = self._channels[named] = _Channel(after)
            channel.task = asyncio.create_task(self._watch(named, channel))
        channel.followers += 1
        return channel

    def _leave(self, named: str, channel: _Channel) -> None:
        channel.followers -= 1
        if channel.followers == 0 and channel.task is not None:
            channel.task.cancel()
            del self._channels[named]

    async def _watch(self, named: str, channel: _Channel) -> None:
        try:
            while True:
                channel.take(await self._look(named, channel.last))
                await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        except Exception as failure:  # each follower raises it
            channel.failure = failure
            channel.wake()

    async def _look(self, named: str, after: int) -> Heard:
        return await to_thread.run_sync(self._heard, named, after, limiter=self._limiter)

    def _heard(self, named: str, after: int) -> Heard:
        with self._store.read() as connection:
            return heard(connection, named, after)


def _has_ended(channel: _Channel) -> bool:
    return channel.state is None or channel.state in ENDS


def _over(state: str | None) -> Told:
    """The end, for who has heard of it before or cannot hear of it any more."""
    return Told(None, ENDED, {"state": state or DELETED})
