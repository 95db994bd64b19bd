"""A program of ours that runs beside the test, and is always ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.architecture.files import ROOT


@contextmanager
def running(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """`etalukkari` with these arguments in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ETALUKKARI_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "api", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
