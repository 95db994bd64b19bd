"""`kill -9` at random moments while jobs run: every job must end once, with its best plan.

    python -m tests.campaigns.kill --rounds 100 [--database postgresql] [--first 1] [--out FILE]

A round hands in jobs, waits a moment, kills a process (the web process, a worker, a solver, the
database) or freezes one longer than others trust it, and waits until what it did is done again.
Jobs go on through the rounds, so that some are hit several times. A leg is 25 rounds on one new
service; at its end all jobs are judged from the database. With `--out` finished legs are kept
there, a line of JSON for each round and leg, and are not run again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from tests.campaigns.judged_jobs import judge
from tests.campaigns.rounds import Trial
from tests.support.served import on_trial

DATABASES = ("sqlite", "postgresql")
LEG = 25
WORKERS = 3
TAKE_OVER_SECONDS = 30.0


def leg(database: str, seeds: list[int], keep: Path | None) -> list[dict[str, Any]]:
    """Rounds on one new service; a line for each, and one for what became of the jobs."""
    began = time.monotonic()
    lines = []
    with on_trial("kill", database, at_once=1, workers=WORKERS, keep=keep) as service:
        trial = Trial(service, Random(seeds[0]))
        try:
            for seed in seeds:
                lines.append({"database": database, **trial.round(seed)})
                print(json.dumps(lines[-1]), flush=True)
            late = trial.drain()
        finally:
            trial.close()
        judgement = judge(service.store, trial.office.accepted, trial.office.deleted)
        faults = [*trial.faults, *late, *judgement.faults, *trial.left_over()]
        for process in service.processes:
            faults += [f"{process.name}: {line}" for line in _tracebacks(service.said(process))]
    lines.append(
        {
            "database": database,
            "leg": seeds[0],
            "rounds": len(seeds),
            "jobs": judgement.jobs,
            "stored_plans": judgement.steps,
            "states": judgement.by_state,
            "deleted": len(trial.office.deleted),
            "asked_again": trial.office.asked_again,
            "attempts": trial.attempts(),
            "seconds": round(time.monotonic() - began, 1),
            "faults": faults,
            "folder": str(service.folder),
        }
    )
    print(json.dumps(lines[-1]), flush=True)
    return lines


def _tracebacks(log: str) -> list[str]:
    lines = log.splitlines()
    return [
        f"traceback in the log, line {n}" for n, line in enumerate(lines) if "Traceback" in line
    ]


def summary(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """What all rounds come to."""
    rounds = [line for line in lines if "kind" in line]
    legs = [line for line in lines if "leg" in line]
    taken = sorted(seconds for line in rounds for seconds in line["taken_over"])
    after_loss = sorted(
        seconds
        for line in rounds
        if line["kind"] in ("lost", "freeze")
        for seconds in line["taken_over"]
    )
    faults = [fault for line in legs for fault in line["faults"]]
    faults += [f"taken over after {one} s" for one in taken if one > TAKE_OVER_SECONDS]
    return {
        "rounds": len(rounds),
        "jobs": sum(line["jobs"] for line in legs),
        "stored_plans": sum(line["stored_plans"] for line in legs),
        "kinds": dict(Counter(line["kind"] for line in rounds)),
        "jobs_running": sum(line["running"] for line in rounds),
        "taken_over": len(taken),
        "take_over_median": median(taken) if taken else None,
        "take_over_max": max(taken, default=None),
        "take_over_of_a_lost_worker_median": median(after_loss) if after_loss else None,
        "take_over_of_a_lost_worker_max": max(after_loss, default=None),
        "seconds": round(sum(line["seconds"] for line in legs), 1),
        "faults": faults,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument("--out", type=Path, help="file for the lines; finished legs are kept")
    parser.add_argument("--keep", type=Path, help="folder for databases and logs")
    asked = parser.parse_args()
    found = {
        database: summary(lines_of(database, asked.first, asked.rounds, asked.out, asked.keep))
        for database in ([asked.database] if asked.database else DATABASES)
    }
    print(json.dumps(found, indent=2))
    return 1 if any(one["faults"] for one in found.values()) else 0


def lines_of(
    database: str, first: int, rounds: int, out: Path | None, keep: Path | None
) -> list[dict[str, Any]]:
    """The lines of so many rounds: those kept in a file, and of the other legs new ones."""
    lines: list[dict[str, Any]] = []
    if out is not None and out.exists():
        kept = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
        lines = [line for line in kept if line["database"] == database]
    done = {line["leg"] for line in lines if "leg" in line}
    for begin in range(first, first + rounds, LEG):
        if begin not in done:
            seeds = list(range(begin, min(begin + LEG, first + rounds)))
            fresh = leg(database, seeds, keep)
            lines += fresh
            if out is not None:
                with out.open("a", encoding="utf-8") as written:
                    written.writelines(json.dumps(line) + "\n" for line in fresh)
    return lines


if __name__ == "__main__":
    sys.exit(main())
