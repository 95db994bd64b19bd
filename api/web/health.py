"""Whether the process lives, and whether the service can do its work."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from concurrent.futures import Future

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.store.engine import Store
from api.store.opening import files_of, is_ready
from api.web.depends import Parts

PATIENCE_SECONDS = 0.8
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
    disk: bool = Field(description="Whether files can be written and there is room for them.")


class Probe:
    """Looks at what the service needs, at most once at a time.

    A look that hangs is waited for by nobody: its thread ends with the database's silence or with
    the process.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = threading.Lock()
        self._look: Future[Readiness] | None = None
        self._disk = False

    async def readiness(self) -> Readiness:
        """What holds now; what could not be found out in time does not."""
        looking = asyncio.wrap_future(self._looking())
        try:
            return await asyncio.wait_for(asyncio.shield(looking), PATIENCE_SECONDS)
        except TimeoutError:
            return _found(database=False, disk=self._disk)

    def _looking(self) -> Future[Readiness]:
        with self._lock:
            if self._look is None or self._look.done():
                self._look, self._disk = Future(), False
                threading.Thread(target=self._run, args=(self._look,), daemon=True).start()
            return self._look

    def _run(self, look: Future[Readiness]) -> None:
        self._disk = _has_room(self._parts)
        look.set_result(_found(database=_answers(self._parts.store), disk=self._disk))


def _found(**checks: bool) -> Readiness:
    return Readiness(ready=all(checks.values()), **checks)


def _answers(store: Store) -> bool:
    try:
        return is_ready(store)
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
