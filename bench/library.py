"""Solve the library scenarios, check the plans, keep the best values and bounds known.

    python -m bench.library [--seconds 60] [--workers 2] [--seed 1] [--record] [NAME ...]

Every solve runs in a program of its own. Exit code 1 if a plan is rejected by the verifier or
its values differ from those reported. With `--record` better values and bounds are stored and
`docs/library.md` is written anew.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from typing import NamedTuple

from bench.child import ROOT, events
from bench.known import better, gap, known_from
from scenarios.library import BestKnown, best_known, load, names
from scenarios.library.store import store_best_known
from scenarios.scenario import Scenario
from solver.outcome import Outcome
from solver.verify.report import report

LIBRARY = ROOT / "scenarios" / "library"
PAGE = ROOT / "docs" / "library.md"


class Result(NamedTuple):
    """A solved scenario and what is wrong with its plan."""

    name: str
    needs: int
    outcome: Outcome
    faults: tuple[str, ...]


class Limits(NamedTuple):
    """How long and with how many threads."""

    seconds: float
    workers: int
    seed: int


def solved(scenario: Scenario, limits: Limits) -> Outcome:
    """The outcome of a solve in a child program.

    Raises
    ------
    RuntimeError
        If the child says nothing that is an outcome.
    """
    params = {"seconds": limits.seconds, "workers": limits.workers, "seed": limits.seed}
    with closing(events(scenario.normal_form(), params)) as said:
        for event in said:
            if event["event"] == "outcome":
                return Outcome.model_validate(event["outcome"])
    raise RuntimeError("the solver ended without an outcome")


def checked(name: str, scenario: Scenario, outcome: Outcome) -> Result:
    """The outcome with every fault of its plan: broken rules, values that are not so."""
    if outcome.plan is None:
        return Result(name, len(scenario.needs), outcome, (f"no plan: {outcome.status}",))
    found = report(scenario, outcome.plan)
    faults = [finding.code for finding in found.violations]
    faults += [
        f"{stage.name}: reported {stage.final}, is {found.values[stage.name]}"
        for stage in outcome.stages
        if stage.final != found.values[stage.name]
    ]
    faults += [
        f"{stage.name}: value {stage.value} below bound {stage.bound}"
        for stage in outcome.stages
        if stage.value is not None and stage.bound is not None and stage.value < stage.bound
    ]
    return Result(name, len(scenario.needs), outcome, tuple(faults))


def page(known: dict[str, BestKnown]) -> str:
    """The table of what is known, in Markdown."""
    lines = [
        "# Library scenarios",
        "",
        "Best plans known of the stored scenarios, written by `python -m bench.library --record`.",
        "Values and bounds have the unit of the stage; the gap is (value − bound) / max(1, value).",
        "",
        "| scenario | needs | stage | value | bound | gap | seconds | status |",
        "|---|---:|---|---:|---:|---:|---:|---|",
    ]
    for name, entry in sorted(known.items()):
        needs = len(load(name).needs)
        for stage in entry.stages:
            status = "optimal" if stage.optimal else "feasible"
            lines.append(
                f"| {name} | {needs} | {stage.name} | {stage.value} | {stage.bound} "
                f"| {gap(stage.value, stage.bound):.1%} | {entry.seconds:.0f} | {status} |"
            )
    return "\n".join(lines) + "\n"


def record(results: list[Result], limits: Limits) -> None:
    """Store what is better than before and write the page."""
    known = best_known()
    for result in results:
        scenario = load(result.name)
        new = known_from(scenario, result.outcome, limits.seconds, limits.workers)
        known[result.name] = better(new, known.get(result.name))
    store_best_known(known, LIBRARY)
    PAGE.write_text(page(known), encoding="utf-8")


def line(result: Result) -> str:
    """One line for the person who waits."""
    stages = " ".join(f"{row.name}={row.final} (>={row.bound})" for row in result.outcome.stages)
    words = [result.name, result.outcome.status.value, stages, *result.faults]
    return "  ".join(words)


def main() -> int:
    """Solve, print, record; 1 if any plan is faulty."""
    parser = argparse.ArgumentParser(prog="python -m bench.library")
    parser.add_argument("names", nargs="*", help="library scenarios; all if none is given")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    limits = Limits(given.seconds, given.workers, given.seed)
    results = []
    for name in given.names or names():
        scenario = load(name)
        result = checked(name, scenario, solved(scenario, limits))
        print(line(result), flush=True)
        results.append(result)
    sound = [result for result in results if not result.faults]
    if given.record:
        record(sound, limits)
    return 0 if len(sound) == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
