"""Our solver and its peers on the same files, for the same seconds, on the same two cores.

    python -m bench.race [--names N ...] [--sizes S ...] [--seconds T] [--seeds K]
                         [--peers P ...] [--resume] [--record] [--page]

Every run is a program of its own; its plans are verified and measured by the same code. Results
are added to `bench/results/`, so that a long campaign can be cut into pieces: with `--resume` what
is there already is not run again, unless it had failed or our solver has changed since. With
`--record` what ours found of a benchmark file is joined with what is best known of it. `--page`
writes `docs/performance.md` anew from all of them, with nothing run if no file is named.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import instances
from bench.child import ROOT
from bench.files import FOLDER_OF_RESULTS, load, names_of_sizes, on_disk, store, stored
from bench.judging import read
from bench.known import ContradictionError
from bench.machine import described, solver_revision
from bench.peers import NAMES
from bench.peers.timefold import compiled
from bench.programs import OUT_OF_TIME, Ran, run
from bench.record import RefusedError, Run, record, told_by_ours
from scenarios.scenario import Scenario

RESULTS = FOLDER_OF_RESULTS / "race.jsonl"
CORES = 2
# The same for every peer: to come to an end, and to write the last plan.
GRACE_SECONDS = 2.0
SECONDS_UNTIL_ENDED = 20.0
OUR_CODE = ("ours", "greedy")
ENDED = ("done", OUT_OF_TIME)
MIB = 2**20
KEY = ("scenario", "peer", "seconds", "seed")


def results(path: Path = RESULTS) -> list[dict[str, Any]]:
    """Everything run so far, the latest of each kind of run."""
    return list({tuple(row[part] for part in KEY): row for row in stored(path)}.values())


def raced(
    name: str, scenario: Scenario, peer: str, seconds: float, seed: int
) -> tuple[dict[str, Any], Ran]:
    """One run of one peer, judged, and what the peer wrote."""
    command = [sys.executable, "-m", f"bench.peers.{peer}", str(on_disk(scenario))]
    ran = run([*command, str(seconds), str(seed)], seconds + SECONDS_UNTIL_ENDED)
    trace = read(ran.lines, scenario, seconds + GRACE_SECONDS)
    row = {
        "name": name,
        "needs": len(scenario.needs),
        "scenario": scenario.content_hash,
        "peer": peer,
        "seconds": seconds,
        "seed": seed,
        "ended": ran.ended,
        "wall": round(ran.seconds, 2),
        "peak_mib": round(ran.peak_bytes / MIB),
        "points": [point._asdict() for point in trace.points],
        "bounds": trace.bounds,
        "machine": described(),
    }
    return row, ran


def recorded(name: str, scenario: Scenario, ran: Ran) -> str:
    """Join what ours found with what is best known; what is wrong with it, if anything is."""
    run = Run(f"Etälukkari {solver_revision()}", round(ran.seconds, 1), CORES)
    found = told_by_ours(ran.lines, scenario, run)
    try:
        kept = record(name, *found) if found else None
    except (RefusedError, ContradictionError) as error:
        return f"{name}: not recorded: {error}"
    stages = kept.stages if kept else ()
    told = " ".join(f"{stage.name}={stage.value} (bound {stage.bound})" for stage in stages)
    print(f"{name}  best known  {told}", flush=True)
    return ""


def is_done(result: dict[str, Any]) -> bool:
    """Whether a run need not be run again: it ended, and what was run is as it was."""
    same = result["peer"] not in OUR_CODE or result["machine"]["revision"] == solver_revision()
    return same and result["ended"] in ENDED


def line(result: dict[str, Any]) -> str:
    """A line for the person who waits."""
    last = result["points"][-1] if result["points"] else {"values": {}, "seconds": None}
    told = " ".join(f"{stage}={value}" for stage, value in last["values"].items())
    return (
        f"{result['name']}  {result['peer']}  seed {result['seed']}  {told}  "
        f"at {last['seconds']} s  {result['peak_mib']} MiB  {result['ended']}"
    )


def main() -> int:
    """Run what is asked for, then write the page if asked to; 1 if a program failed."""
    given = _arguments()
    if len(os.sched_getaffinity(0)) > CORES:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    wrong = [problem for problem in campaign(given) if problem]
    for problem in wrong:
        print(problem, file=sys.stderr)
    if given.page:
        # Only here: what draws is not needed to run.
        from bench import placement
        from bench.race_page import PICTURES, write
        from bench.race_plots import pictures

        docs = ROOT / "docs"
        shown = pictures(results(), docs / PICTURES)
        write(results(), placement.results(), shown, docs)
    return int(bool(wrong))


def campaign(given: argparse.Namespace) -> Iterator[str]:
    """All runs asked for that are left to do; after each what went wrong, if anything did."""
    done = {tuple(row[part] for part in KEY) for row in results() if is_done(row)}
    for name in [*given.names, *(names_of_sizes(given.sizes) if given.sizes else [])]:
        scenario = load(name)
        for seed in range(1, given.seeds + 1):
            for peer in given.peers:
                if given.resume and (scenario.content_hash, peer, given.seconds, seed) in done:
                    continue
                if peer == "timefold":
                    compiled()
                result, ran = raced(name, scenario, peer, given.seconds, seed)
                store(RESULTS, result)
                print(line(result), flush=True)
                if result["ended"] not in ENDED:
                    yield f"{name} {peer}: {result['ended']}"
                elif given.record and peer == "ours" and name in instances.names():
                    yield recorded(name, scenario, ran)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.race")
    parser.add_argument("--names", nargs="*", default=[], help="library or benchmark scenarios")
    parser.add_argument("--sizes", nargs="*", type=int, default=[], help="all files of a size")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=int, default=1, help="how many, counted from 1")
    parser.add_argument("--peers", nargs="*", default=list(NAMES), choices=NAMES)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--record", action="store_true", help="keep what ours found better")
    parser.add_argument("--page", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
