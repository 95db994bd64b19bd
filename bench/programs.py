"""Running a program against the clock: what it wrote, how it ended, how much memory it took."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.child import ROOT

SECONDS_BETWEEN_LOOKS = 0.1
GROUP_FIELD, PAGES_FIELD = 2, 21
LAST_WORDS = 400
OUT_OF_TIME = "out of time"
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class Ran(NamedTuple):
    """What a program did.

    Attributes
    ----------
    peak_bytes
        Largest resident memory of the program and all it started, looked at ten times a second.
    ended
        `done`, `out of time`, or the exit code with the last words of its errors.
    """

    lines: tuple[str, ...]
    seconds: float
    peak_bytes: int
    ended: str


def memory_of_group(group: int) -> int:
    """Resident bytes of every process of a process group."""
    pages = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text(encoding="ascii", errors="replace")
            except (FileNotFoundError, ProcessLookupError):
                continue  # It ended while we were looking.
            fields = text.rpartition(")")[2].split()
            if int(fields[GROUP_FIELD]) == group:
                pages += int(fields[PAGES_FIELD])
    return pages * PAGE_BYTES


class _Watch(threading.Thread):
    """Looks at the memory of a process group, and ends the group when its time is over."""

    def __init__(self, group: int, until: float) -> None:
        super().__init__(daemon=True)
        self.peak_bytes = 0
        self.late = False
        self.over = threading.Event()
        self._group = group
        self._until = until

    def run(self) -> None:
        """Until told that the program is over."""
        while not self.over.wait(SECONDS_BETWEEN_LOOKS):
            self.peak_bytes = max(self.peak_bytes, memory_of_group(self._group))
            if time.monotonic() > self._until and not self.late:
                self.late = True
                os.killpg(self._group, signal.SIGKILL)


def run(command: Sequence[str], seconds: float, folder: Path = ROOT) -> Ran:
    """Run a program in a process group of its own, for so many seconds at most."""
    started = time.monotonic()
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=folder,
            start_new_session=True,
        ) as program,
    ):
        watch = _Watch(program.pid, started + seconds)
        watch.start()
        assert program.stdout is not None
        lines = tuple(program.stdout)
        code = program.wait()
        watch.over.set()
        watch.join()
        errors.seek(0)
        said = errors.read().decode(errors="replace")[-LAST_WORDS:]
    failed = OUT_OF_TIME if watch.late else f"exit code {code}: {said}"
    return Ran(
        lines,
        time.monotonic() - started,
        watch.peak_bytes,
        failed if code or watch.late else "done",
    )
