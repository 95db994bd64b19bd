"""A fault of ours: one sentence for the person, the details in a file for whoever mends it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from api.cli.terminal import Terminal


def reported(error: BaseException, terminal: Terminal, debug: bool) -> None:
    """Say that something of ours failed and keep the details.

    Parameters
    ----------
    debug
        Show the details at once instead of naming the file.
    """
    details = "".join(traceback.format_exception(error))
    if debug:
        sys.stderr.write(details)
        terminal.note("cli.our_fault_shown")
        return
    path = _kept(details)
    if path is None:
        terminal.note("cli.our_fault_unlogged")
    else:
        terminal.note("cli.our_fault", file=str(path))
    if terminal.as_json:
        terminal.answer({"findings": [], "fault": type(error).__name__})


def _kept(details: str) -> Path | None:
    """The file with the details, readable by its owner only; `None` if no folder takes it."""
    head = f"{datetime.now(UTC).isoformat()} Python {platform.python_version()}\n"
    for folder in (_state_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="fault-", suffix=".log", dir=folder)
        except OSError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(head + details)
        return Path(name)
    return None


def _state_folder() -> Path:
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "etalukkari"
