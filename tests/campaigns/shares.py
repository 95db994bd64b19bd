"""Shares of a whole pilot, killed and resumed: `python -m tests.campaigns.shares FOLDER`.

Every coalition of the ten municipalities of Päijät-Häme is solved as one study. In the middle the
engine is killed with SIGKILL, then the same job is given again.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scenarios.library import load
from solver.study.coalitions import players_in
from tests.support.studying import finished, gone, killed, last

MINUTES = 15


def main() -> int:
    asked = _arguments()
    folder: Path = asked.folder
    if finished(folder):
        print(f"{folder} has finished cases already: name an empty folder")
        return 2
    scenario = load(asked.scenario)
    coalitions = 2 ** len(players_in(scenario)) - 1
    job = {
        "scenario": scenario.normal_form(),
        "kind": "shares",
        "folder": str(folder),
        "seconds": asked.seconds,
        "workers": asked.workers,
    }
    print(f"{asked.scenario}: {coalitions} coalitions, {asked.seconds} s each at most", flush=True)
    began = time.monotonic()
    workers = killed(job, coalitions // 2)
    vanished = gone(workers)
    first = time.monotonic() - began
    before = finished(folder)
    print(f"killed after {first:.0f} s with {len(before)} cases finished", flush=True)
    outcome = last(job)["outcome"]
    seconds = time.monotonic() - began
    after = finished(folder)
    (folder / "report.txt").write_text(json.dumps(outcome), encoding="utf-8")
    wrong = list(
        _wrong(
            outcome,
            coalitions,
            workers_left=not vanished,
            repeated=sum(after.get(name) != written for name, written in before.items()),
            missed=len(before) - outcome["found"],
        )
    )
    _tell(outcome, seconds)
    for line in wrong:
        print(f"WRONG: {line}")
    if seconds > 60 * MINUTES:
        print(f"TOO LONG: more than {MINUTES} minutes")
    return 1 if wrong or seconds > 60 * MINUTES else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder, or one to be made")
    parser.add_argument("--scenario", default="paijat-hame-spring", help="of the library")
    parser.add_argument("--seconds", type=float, default=30, help="of a case")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _wrong(
    outcome: dict[str, Any], coalitions: int, *, workers_left: bool, repeated: int, missed: int
) -> Iterator[str]:
    report = outcome["report"]
    if workers_left:
        yield "workers were left running"
    if repeated:
        yield f"{repeated} finished cases were written again"
    if missed:
        yield f"{missed} finished cases were not found again"
    if len(report["coalitions"]) != coalitions:
        yield f"{len(report['coalitions'])} coalitions in the report"
    for key in report["keys"]:
        if sum(share["whole"] for share in key["shares"]) != report["total"]:
            yield f"{key['key']} does not sum to the total"
        if sum(share["pays"] for share in key["shares"]) != report["bill"]:
            yield f"{key['key']} does not sum to the bill"


def _tell(outcome: dict[str, Any], seconds: float) -> None:
    report = outcome["report"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{outcome['asked']} cases, {outcome['found']} of them found, {seconds:.0f} s in all, "
        f"{used.ru_utime + used.ru_stime:.0f} s of processor time since it was resumed, "
        f"{report['unproved']} coalitions unproved"
    )
    print(f"total {report['total'] / 100:.2f}, bill {report['bill'] / 100:.2f} euros a year")
    for key in report["keys"]:
        print(f"{key['key']}: {key['better_alone']} coalitions better alone", end="")
        print(f", {key['perhaps_better']} perhaps" if key["perhaps_better"] else "")
        for share in key["shares"]:
            print(f"  {report['names'][share['municipality']]}: {_euros(share)}")


def _euros(share: dict[str, Any]) -> str:
    pays = f"pays {share['pays'] / 100:.2f} euros"
    if share["low"] is None:
        return pays
    low, high = ((share[end] - share["own"]) / 100 for end in ("low", "high"))
    return f"{pays} (between {low:.2f} and {high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
