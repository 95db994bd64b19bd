"""JSON lines: how a program of ours tells what happens."""

from __future__ import annotations

import json
import threading
from typing import Any, BinaryIO


class JsonLines:
    """Writes lines, each whole and at once, from any thread."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()

    def write(self, **line: Any) -> None:
        """One line."""
        with self._lock:
            self._out.write(f"{json.dumps(line, ensure_ascii=False)}\n".encode())
            self._out.flush()
