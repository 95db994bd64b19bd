"""The events of a plan while it is solved, as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from time import monotonic
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.views.events import seen_event
from api.web.following import ENDED, Following
from api.web.problems import documented
from api.web.reading import Reading
from api.web.strict import Strict

router = APIRouter(tags=["plans"], dependencies=[Strict])

MOST_SECONDS = 1800.0
"""After which a follower has to come back, with what lets it in at that time."""
SECONDS_UNTIL_BACK = 1
LastEventId = Annotated[
    str | None,
    Header(
        alias="Last-Event-ID",
        pattern="^[0-9]{1,18}$",
        description="Number of the last event heard: those after it follow.",
    ),
]


class Asked(NamedTuple):
    """What is followed, and how much of it the follower sees."""

    following: Following
    whole: bool


def asked(request: Request, reading: Reading, id: str) -> Asked:
    """Checked before the first byte of an answer."""
    with reading.service.store.read() as connection:
        row = reading.row(connection, id)
        whole = reading.sight(connection, row).whole
    return Asked(request.app.state.following, whole)


@router.get(
    "/plans/{id}/events",
    response_class=EventSourceResponse,
    responses=documented(404, 422),
)
async def follow(
    id: str, who: Annotated[Asked, Depends(asked)], last: LastEventId = None
) -> AsyncIterable[ServerSentEvent]:
    """Follow a solve: `queued`, `started`, what is found on the way, and at last `ended`.

    A follower that was cut off sends the number of its last event and misses nothing. Without
    sight of the whole scenario only the state of the solve is told.
    """
    async for event in followed(who, id, last):
        yield event


async def followed(who: Asked, id: str, last: str | None) -> AsyncIterable[ServerSentEvent]:
    """Events of a job after the last one heard, until it ends or its follower has to come back."""
    until = monotonic() + MOST_SECONDS
    yield ServerSentEvent(comment="etalukkari", retry=1000 * SECONDS_UNTIL_BACK)
    events = who.following.follow(id, int(last or 0))
    while True:
        try:
            told = await asyncio.wait_for(anext(events), until - monotonic())
        except TimeoutError:
            return
        data = seen_event(told.kind, told.data, who.whole)
        if data is not None:
            number = None if told.number is None else str(told.number)
            yield ServerSentEvent(event=told.kind, data=data, id=number)
        if told.kind == ENDED:
            return
