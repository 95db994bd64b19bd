"""Build, solve and check the scenario whose six schools live in six real Finnish weeks.

    python -m bench.finnish_weeks FOLDER [--seconds 60] [--workers 2] [--seed 1]

FOLDER holds the six Finnish files of the XHSTT archive, which are not part of this project.
Exit code 1 if the plan is rejected by the verifier or its values differ from those reported.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.library import Limits, checked, line, solved
from scenarios.importers import six_finnish_weeks


def main() -> int:
    """Build, solve, print; 1 if the plan is faulty."""
    parser = argparse.ArgumentParser(prog="python -m bench.finnish_weeks")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    scenario = six_finnish_weeks(given.folder)
    sizes = {name: len(scenario.rows(name)) for name in ("schools", "classes", "lessons", "needs")}
    print(*(f"{name}={size}" for name, size in sizes.items()))
    outcome = solved(scenario, Limits(given.seconds, given.workers, given.seed))
    result = checked("six-finnish-weeks", scenario, outcome)
    print(line(result))
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
