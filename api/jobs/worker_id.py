"""Names of workers, which tell those on the same machine whether a process is gone."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path

_LONGEST_HOST = 20
_ODD = re.compile("[^A-Za-z0-9]+")


def new_worker() -> str:
    """Host, place, process and chance: an id that no other process has or had."""
    host = _ODD.sub("", socket.gethostname())[:_LONGEST_HOST] or "host"
    return f"{host}-{_place()}-{os.getpid()}-{secrets.token_hex(3)}"


def new_attempt(worker: str) -> str:
    """Id of one attempt of a worker at a job."""
    return f"{worker}.{secrets.token_hex(4)}"


def is_gone(worker: str) -> bool:
    """Whether a worker of this machine is surely gone; of other machines nothing is known."""
    parts = worker.split("-")
    if len(parts) != len(new_worker().split("-")) or parts[1] != _place():
        return False
    if sys.platform == "win32":
        # There, to ask with a signal is to end the process.
        return False
    try:
        os.kill(int(parts[2]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _place() -> str:
    """Where process numbers mean the same: this boot of this machine, this container."""
    told = socket.gethostname()
    with suppress(OSError):
        told += Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")
        told += os.readlink("/proc/self/ns/pid")
    return hashlib.sha256(told.encode()).hexdigest()[:8]
