"""Whether the process lives, and whether the service can do its work."""

from __future__ import annotations

import asyncio
import os
import shutil

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.store.figures import has_workers
from api.store.opening import files_of, is_ready
from api.web.depends import Parts
from api.web.looking import Look

PATIENCE_SECONDS = 0.7
"""With what surrounds it an answer comes within a second, whatever the database does."""
LEAST_FREE = 64 * 2**20
"""Bytes of the disk below which nothing more can be kept."""

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    """The process answers."""

    alive: bool = True


class Readiness(BaseModel):
    """What the service needs; it is ready if all of it holds."""

    ready: bool
    database: bool = Field(description="Whether it answers with the schema of this program.")
    workers: bool = Field(description="Whether any process lives that takes jobs.")
    disk: bool = Field(description="Whether files can be written and there is room for them.")


class Probe:
    """Looks at what the service needs."""

    def __init__(self, parts: Parts) -> None:
        self._database = Look(lambda: is_ready(parts.store))
        self._workers = Look(lambda: has_workers(parts.store))
        self._disk = Look(lambda: _has_room(parts))

    async def readiness(self) -> Readiness:
        """What holds now; what could not be found out in time does not."""
        looks = (self._database, self._workers, self._disk)
        database, workers, disk = await asyncio.gather(*map(_holds, looks))
        ready = database and workers and disk
        return Readiness(ready=ready, database=database, workers=workers, disk=disk)


async def _holds(look: Look[bool]) -> bool:
    try:
        return await look.within(PATIENCE_SECONDS)
    except Exception:
        # Whatever keeps it from answering: that it does not is the answer.
        return False


def _has_room(parts: Parts) -> bool:
    written = [parts.settings.state, *files_of(parts.store)]
    folders = [next(one for one in (path, *path.parents) if one.exists()) for path in written]
    return all(
        os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= LEAST_FREE
        for folder in folders
    )


@router.get("/health")
async def health() -> Alive:
    """Whether the process lives."""
    return Alive()


@router.get("/ready", responses={503: {"model": Readiness, "description": "Not ready"}})
async def ready(request: Request, response: Response) -> Readiness:
    """Whether the service can do its work."""
    probe: Probe = request.app.state.probe
    found = await probe.readiness()
    if not found.ready:
        response.status_code = 503
    return found
