"""Our solver as a child program.

Nothing of the project is loaded here, so that whoever only passes lines on starts at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
GRACE_SECONDS = 60


def events(
    tables: Mapping[str, Any], params: Mapping[str, Any], folder: Path = ROOT
) -> Generator[dict[str, Any]]:
    """What the solver says of a scenario, line by line; closing the iterator ends the solve.

    Parameters
    ----------
    folder
        Root of the code that solves, which may be another than this one.
    """
    job = {"scenario": tables, "previous": None, "start": None, "params": params}
    with subprocess.Popen(
        [sys.executable, "-m", "solver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        # The input stays open: its end would stop the solve.
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()
        try:
            for line in child.stdout:
                yield json.loads(line)
        finally:
            # What is still said is read too: who writes into a full pipe cannot end.
            child.communicate(timeout=GRACE_SECONDS)
