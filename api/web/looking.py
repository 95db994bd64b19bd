"""Look at something that may hang, and be back in time all the same."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Seen = TypeVar("Seen")


class Look(Generic[Seen]):
    """A function that is called in a thread of its own, at most once at a time.

    A call that hangs is waited for by nobody: its thread ends with what it hangs on, or with the
    process, and until then nobody calls again.
    """

    def __init__(self, function: Callable[[], Seen]) -> None:
        self._function = function
        self._lock = threading.Lock()
        self._call: Future[Seen] | None = None

    async def within(self, seconds: float) -> Seen:
        """What the function sees.

        Raises
        ------
        TimeoutError
            If it does not return in time; whatever it raises.
        """
        called = asyncio.wrap_future(self._called())
        return await asyncio.wait_for(asyncio.shield(called), seconds)

    def _called(self) -> Future[Seen]:
        with self._lock:
            if self._call is None or self._call.done():
                self._call = Future()
                threading.Thread(target=self._run, args=(self._call,), daemon=True).start()
            return self._call

    def _run(self, call: Future[Seen]) -> None:
        try:
            seen = self._function()
        except Exception as error:
            call.set_exception(error)
        else:
            call.set_result(seen)
