"""Small files are read by one reader that stays, so that nobody waits for it to start."""

from __future__ import annotations

import contextlib
import logging
import pickle
import subprocess
import threading
import weakref
from functools import cache

from api.asking_child import ended_after
from api.child import program
from api.reading import AT_ONCE, WHOLE_FILE, Handed, refused
from scenarios.findings import Finding

READER = program("api.small_reader")
SMALL = 256 * 2**10
"""Bytes of JSON, which unpacks to nothing much larger."""
MOST_AT_ONCE, SECONDS_OF_PATIENCE = 16, 5.0
"""Who comes beyond that, or waits so long, is better off with a program of its own."""
_log = logging.getLogger(__name__)


def is_small(body: bytes, name: str) -> bool:
    """Whether a file is one for the reader that stays."""
    return name.endswith(".json") and len(body) <= SMALL


class SmallFiles:
    """A reader that stays until this is gone, or its process.

    Parameters
    ----------
    seconds
        After which a file is given up, and the reader with it; the next file gets a new one.
    """

    def __init__(self, seconds: float = AT_ONCE.seconds) -> None:
        self._seconds = seconds
        self._room = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the reader, if there is none, without waiting for it."""
        with self._lock:
            self._living()

    def read(self, body: bytes, name: str) -> Handed | None:
        """What is in a file; nothing if it is no small one, or too many are being read."""
        if not is_small(body, name) or not self._room.acquire(blocking=False):
            return None
        try:
            return self._in_turn(body, name)
        finally:
            self._room.release()

    def _in_turn(self, body: bytes, name: str) -> Handed | None:
        if not self._lock.acquire(timeout=SECONDS_OF_PATIENCE):
            return None
        try:
            return self._read(body, name)
        finally:
            self._lock.release()

    def _read(self, body: bytes, name: str) -> Handed:
        child = self._living()
        overdue = threading.Event()
        clock = ended_after(self._seconds, child, overdue)
        try:
            return self._asked(child, body, name)
        except (OSError, EOFError, pickle.UnpicklingError):
            _end(child)
            # What it complained of may quote what was sent, so only the code is told.
            _log.warning("the reader of small files ended with exit code %d", child.returncode)
            code = "upload_too_demanding" if overdue.is_set() else "upload_reader_failed"
            return refused(Finding(code=code, place=WHOLE_FILE))
        finally:
            clock.cancel()

    @staticmethod
    def _asked(child: subprocess.Popen[bytes], body: bytes, name: str) -> Handed:
        assert child.stdin is not None
        assert child.stdout is not None
        pickle.dump((body, name), child.stdin, pickle.HIGHEST_PROTOCOL)
        child.stdin.flush()
        answer: Handed = pickle.load(child.stdout)
        return answer

    def _living(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                READER,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # Ctrl-C in a terminal reaches the whole process group.
                process_group=0,
            )
            weakref.finalize(self, _end, self._child)
        return self._child


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            # What was not yet written is of no use to anybody.
            with contextlib.suppress(OSError):
                stream.close()


@cache
def small_files() -> SmallFiles:
    """The reader of this process: it keeps nothing between files, so one does for everybody."""
    return SmallFiles()
