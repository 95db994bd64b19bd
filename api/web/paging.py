"""The pages of a list over HTTP: `?cursor=…&limit=…`, answered by `{"items": […], "next": …}`."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from api.store.pages import CURSOR, MOST, NUMBER, USUAL, At

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of the page at most.")]
FROM = "`next` of the page before; without it the first page."


class Paged(BaseModel, Generic[Item]):
    """A page of a list, newest first."""

    items: list[Item]
    next: str | None = Field(description="Cursor of the next page; null on the last one.")


def _by_time(
    cursor: Annotated[str | None, Query(pattern=CURSOR, description=FROM)] = None,
    limit: Limit = USUAL,
) -> At:
    return At(cursor, limit)


def _by_number(
    cursor: Annotated[str | None, Query(pattern=NUMBER, description=FROM)] = None,
    limit: Limit = USUAL,
) -> At:
    return At(cursor, limit)


Paging = Annotated[At, Depends(_by_time)]
"""For lists by `api.store.pages.paged`."""
CountedPaging = Annotated[At, Depends(_by_number)]
"""For lists by `api.store.pages.numbered`."""
