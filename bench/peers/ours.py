"""Our solver as a child program, its plans and bounds stamped as they come.

This program loads nothing but what it needs to pass lines on, so that its own start costs little.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import Any

from bench import child
from bench.peers.protocol import Task, task, tell, tell_plan

WORKERS = 2


def events(given: Task) -> Generator[dict[str, Any]]:
    """What the solver says until it ends."""
    params = {"seconds": given.left, "workers": WORKERS, "seed": given.seed}
    return child.events(given.tables(), params)


def main() -> int:
    """Pass plans and bounds on; 1 if the solver ends without an outcome."""
    for event in events(task("ours")):
        match event:
            case {"event": "plan", "plan": plan}:
                tell_plan(plan)
            case {"event": "progress", "stage": stage, "value": value, "bound": bound}:
                tell(stage=stage, value=value, bound=bound)
            case {"event": "outcome", "outcome": outcome}:
                for row in outcome["stages"]:
                    tell(stage=row["name"], value=row["value"], bound=row["bound"])
                if outcome["plan"] is not None:
                    tell_plan(outcome["plan"])
                tell(status=outcome["status"], run=outcome["run"])
                return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
