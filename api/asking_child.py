"""Ask a part of the engine one question; it answers as a program of its own.

A crash or exhausted memory ends the child only, and the doors load no solver.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


class ChildError(RuntimeError):
    """The program ended without an answer."""


def answer_of(module: str, asked: Mapping[str, Any]) -> Any:
    """The JSON value that `python -m module` answers to the one it is given.

    Raises
    ------
    ChildError
        If the program fails; what it said is in the message.
    """
    # Without -P a file named solver.py in the office's folder would be run instead.
    done = subprocess.run(
        (sys.executable, "-P", "-m", module),
        input=json.dumps(asked, ensure_ascii=False),
        capture_output=True,
        check=False,
        # Ctrl-C in a terminal reaches the whole process group; only the door is to hear it.
        process_group=0,
        encoding="utf-8",
    )
    if done.returncode:
        raise ChildError(f"{module} ended with exit code {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)
