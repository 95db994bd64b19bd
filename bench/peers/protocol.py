"""What every peer is given and what it answers."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

STARTED_FIELD = 19


class Task(NamedTuple):
    """A scenario file, how long to work on it, and a seed."""

    scenario: Path
    seconds: float
    seed: int

    @property
    def left(self) -> float:
        """Seconds until the time is up, never below 0."""
        return max(0.0, self.seconds - since_start())

    def tables(self) -> dict[str, Any]:
        """The scenario as it stands in the file, without the version of its schema."""
        read: dict[str, Any] = json.loads(self.scenario.read_text(encoding="utf-8"))
        return {table: rows for table, rows in read.items() if table != "schema_version"}


def since_start() -> float:
    """Seconds since this process was started, to a hundredth.

    Counted by the system, because a program that looks at a clock has already loaded a part of
    itself.
    """
    fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    started = int(fields[STARTED_FIELD]) / os.sysconf("SC_CLK_TCK")
    return max(0.0, time.clock_gettime(time.CLOCK_BOOTTIME) - started)


def task(program: str, arguments: list[str] | None = None) -> Task:
    """The task on the command line of a peer."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.peers.{program}")
    parser.add_argument("scenario", type=Path)
    parser.add_argument("seconds", type=float)
    parser.add_argument("seed", type=int)
    given = parser.parse_args(arguments)
    return Task(given.scenario, given.seconds, given.seed)


def tell(**line: Any) -> None:
    """Write a line with the moment it is written."""
    stamped = {"seconds": round(since_start(), 3), **line}
    sys.stdout.write(json.dumps(stamped, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def tell_plan(plan: dict[str, Any]) -> None:
    """Write an improved plan."""
    tell(plan=plan)
