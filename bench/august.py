"""Twelve August changes to solved pilots: planned from scratch, and planned again.

    python -m bench.august [--seconds 10] [--workers 2] [--seed 1] [--record] [NAME ...]

Both have the same seconds. Exit code 1 unless planning again serves as much as planning from
scratch and moves less, or as little where nothing has to move, in every case. With `--record`
the table in `docs/changes.md` is written anew.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator
from typing import NamedTuple

from api.changing import Replan
from api.solving import Effort, Solve
from bench.august_changes import AugustChange, august_changes
from bench.child import ROOT
from bench.pages import put_between
from scenarios.library import load
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import apply
from solver.change.counted import moved_half_pupil_lessons
from solver.change.freezing import carried, following
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify

PILOTS = ("uusimaa-spring", "riihimaki-august", "pirkanmaa-spring")
PAGE, MARK = ROOT / "docs" / "changes.md", "measured"
SERVED = (StageId.STATUTORY, StageId.COVERAGE)
SECONDS_FOR_THE_FIRST = 3.0
"""So many times as long as afterwards: the plan to be changed is meant to be good."""


class Reached(NamedTuple):
    """What a plan leaves unserved and what moves, in pupil-lessons."""

    statutory: float
    coverage: float
    moved: float


class Row(NamedTuple):
    """One change of one pilot, planned both ways."""

    pilot: str
    change: str
    taught: float
    scratch: Reached
    again: Reached

    @property
    def good(self) -> bool:
        """Whether planning again serves as much and moves less."""
        as_much = self.again[:2] <= self.scratch[:2]
        return as_much and (self.again.moved < self.scratch.moved or self.again.moved == 0)


def rows(name: str, effort: Effort) -> Iterator[Row]:
    """Every change of a pilot."""
    scenario = load(name)
    first = effort._replace(seconds=SECONDS_FOR_THE_FIRST * effort.seconds)
    plan = _plan_of(Solve(scenario, effort=first))
    for change in august_changes(scenario, plan):
        yield _row(name, scenario, plan, change, effort)


def _row(name: str, scenario: Scenario, plan: Plan, change: AugustChange, effort: Effort) -> Row:
    changed = apply(scenario, change.edits).scenario
    if changed is None:
        raise RuntimeError(f"{name}: {change.name} is no scenario")
    before = carried(following(changed, plan), plan)
    scratch = _plan_of(Solve(changed, effort=effort))
    again = Replan(changed, plan, effort=effort).run(threading.Event()).plan
    if again is None:
        raise RuntimeError(f"{name}: {change.name}: not planned again")
    taught = sum(changed.need_of[need].half_pupil_lessons for need in before.group_of) / 2
    reached = [_reached(changed, before, one) for one in (scratch, again)]
    return Row(name, change.name, taught, *reached)


def _plan_of(solve: Solve) -> Plan:
    plan = solve.run(threading.Event()).outcome.plan
    if plan is None:
        raise RuntimeError("no plan")
    return plan


def _reached(scenario: Scenario, before: Plan, plan: Plan) -> Reached:
    if broken := verify(scenario, plan):
        raise RuntimeError(f"a rule is broken: {broken[0].code}")
    values = stage_values(scenario, plan)
    moved = moved_half_pupil_lessons(scenario, before, plan)
    return Reached(*(values[stage] / 2 for stage in SERVED), moved / 2)


def table(found: list[Row], command: str) -> str:
    """The rows as Markdown."""
    lines = [
        f"Written by `{command}`; numbers are pupil-lessons.",
        "",
        "| pilot | change | taught before | unserved duties: scratch | again "
        "| unserved promises: scratch | again | moved: scratch | again |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for row in found:
        cells = (
            row.taught,
            row.scratch.statutory,
            row.again.statutory,
            row.scratch.coverage,
            row.again.coverage,
            row.scratch.moved,
            row.again.moved,
        )
        numbers = " | ".join(f"{cell:g}" for cell in cells)
        lines.append(f"| {row.pilot} | {row.change} | {numbers} |")
    good = sum(row.good for row in found)
    lines += [
        "",
        f"In {good} of {len(found)} cases planning again serves as much as planning from scratch "
        "and moves less, or nothing.",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Plan both ways, print, record; 1 if a case is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m bench.august")
    parser.add_argument("names", nargs="*", help=f"library scenarios; {' '.join(PILOTS)} if none")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    effort = Effort(given.seconds, given.workers, given.seed)
    found = []
    for name in given.names or PILOTS:
        for row in rows(name, effort):
            sys.stdout.write(f"{'  ' if row.good else '! '}{row}\n")
            sys.stdout.flush()
            found.append(row)
    if given.record:
        options = f"--seconds {given.seconds:g} --workers {given.workers} --seed {given.seed}"
        put_between(PAGE, MARK, table(found, f"python -m bench.august {options}"))
    return 0 if all(row.good for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
