"""Processes of a test, started, killed, frozen and restarted by their own numbers."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

MARK = "TRIAL_OF_ETALUKKARI"
"""A variable that every process of a trial inherits: how its own are told from all others."""
PAUSE = 0.5
"""Seconds until a supervisor starts an ended process again."""
POLL = 0.1
PAGE = os.sysconf("SC_PAGE_SIZE")


class Usage(NamedTuple):
    """What a process holds: resident bytes, open files, threads, and CPU seconds so far."""

    memory: int
    files: int
    threads: int
    seconds: float


def usage(pid: int) -> Usage:
    """What a living process holds now.

    Raises
    ------
    OSError
        If there is no such process.
    """
    place = Path(f"/proc/{pid}")
    fields = (place / "stat").read_text().rpartition(")")[2].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return Usage(
        memory=int((place / "statm").read_text().split()[1]) * PAGE,
        files=len(list((place / "fd").iterdir())),
        threads=int(fields[17]),
        seconds=(int(fields[11]) + int(fields[12])) / ticks,
    )


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    parents: dict[int, list[int]] = {}
    for number, parent in _alive():
        parents.setdefault(parent, []).append(number)
    found, ahead = [], [pid]
    while ahead:
        for number in parents.get(ahead.pop(), ()):
            found.append(number)
            ahead.append(number)
    return found


def marked(mark: str) -> list[int]:
    """The living processes that carry a mark, wherever they hang now."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for number, _parent in _alive():
        with contextlib.suppress(OSError):
            if wanted in Path(f"/proc/{number}/environ").read_bytes().split(b"\0"):
                found.append(number)
    return found


def words_of(pid: int) -> list[str]:
    """The command line of a process; empty where it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return []


def _alive() -> Iterator[tuple[int, int]]:
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
                if state != "Z":
                    yield int(place.name), int(parent)


def signalled(pids: Sequence[int], number: signal.Signals) -> None:
    """Send a signal to those of the processes that are still there."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


class Supervised:
    """A process that a supervisor starts again when it ends, unless it is held.

    Parameters
    ----------
    log
        File to which everything that it says is appended.
    """

    def __init__(
        self, name: str, words: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name, self.words, self.environment, self.log = name, list(words), environment, log
        self.held = True
        self.starts = 0
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        if self._child is None:
            raise ProcessLookupError(f"{self.name} was never started")
        return self._child.pid

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Start it, and let the supervisor keep it alive."""
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                self.words,
                env=dict(self.environment),
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        self.starts += 1
        self.held = False

    def kill(self, hold: bool = False) -> int:
        """End it as power cuts and `kill -9` do; say which process it was."""
        self.held = self.held or hold
        pid = self.pid
        signalled([pid], signal.SIGKILL)
        self.wait(10)
        return pid

    def freeze(self) -> None:
        signalled([self.pid], signal.SIGSTOP)

    def thaw(self) -> None:
        signalled([self.pid], signal.SIGCONT)

    def ask_to_end(self, patience: float) -> int:
        """End it as an operator does; its exit code."""
        self.held = True
        signalled([self.pid], signal.SIGTERM)
        return self.wait(patience)

    def wait(self, patience: float) -> int:
        """Its exit code.

        Raises
        ------
        subprocess.TimeoutExpired
            If it does not end.
        """
        if self._child is None:
            raise ProcessLookupError(f"{self.name} was never started")
        return self._child.wait(patience)


class Supervisor:
    """Starts ended processes again, as an init system or a container platform does."""

    def __init__(self, processes: Sequence[Supervised]) -> None:
        self._processes = processes
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        dead_since: dict[str, float] = {}
        while not self._done.wait(POLL):
            for process in self._processes:
                if process.alive or process.held:
                    dead_since.pop(process.name, None)
                elif time.monotonic() - dead_since.setdefault(process.name, time.monotonic()) > (
                    PAUSE
                ):
                    process.start()

    def close(self) -> None:
        """Start nothing again."""
        self._done.set()
        self._thread.join()
