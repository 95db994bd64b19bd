"""Record a better plan or better bounds for a benchmark scenario.

    python -m bench.record NAME PLAN.json --who WORDS --seconds N --workers N [--bound STAGE=N ...]

The plan is checked first and stored beside the values if it is the best. Exit code 1 if it is not
sound or contradicts what is recorded; then nothing is stored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from bench import instances
from bench.known import ContradictionError, Known, allowed, better, contradictions, leads
from scenarios.library.store import BestStage
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.report import report


class RefusedError(ValueError):
    """A plan that is not sound, or one that what is recorded says cannot be."""


def record(name: str, plan: Plan, found: Known) -> Known:
    """Join what was found with what is known, and store both with the better plan.

    Parameters
    ----------
    found
        Values reached and bounds proved. The plan may be worse than these where slack allows it.

    Raises
    ------
    RefusedError
        If the plan breaks a rule or is worse than it is said to be.
    ContradictionError
        If the bounds of the one are above the values of the other.
    """
    scenario = instances.load(name)
    told = report(scenario, plan)
    if told.violations:
        raise RefusedError(", ".join(sorted({one.code for one in told.violations})))
    known = instances.best_known()
    old = known.get(name)
    for row in (found, old) if old else (found,):
        wrong = list(contradictions(row, told.values, scenario))
        if wrong:
            raise RefusedError("; ".join(wrong))
    worse = [
        stage.name for stage in found.stages if told.values[stage.name] > allowed(scenario, stage)
    ]
    if worse:
        raise RefusedError(f"the plan is worse than said in {', '.join(worse)}")
    kept = better(found, old)
    instances.store_best_known({**known, name: kept})
    if leads(found, old):
        instances.store_plan(name, plan)
    return kept


class Run(NamedTuple):
    """Who found something, and with what."""

    who: str
    seconds: float
    workers: int


def found_by(
    scenario: Scenario,
    plan: Plan,
    bounds: Mapping[StageId, int],
    run: Run,
    reached: Mapping[StageId, int] | None = None,
) -> Known:
    """The values of a plan with bounds that hold for plans as good in the earlier stages.

    Parameters
    ----------
    reached
        What stages had reached before later ones gave some of it back.
    """
    measured = report(scenario, plan).values
    values = {
        name: min(value, (reached or {}).get(name, value)) for name, value in measured.items()
    }
    stages: list[BestStage] = []
    for name in scenario.settings.priorities:
        if name in values:
            bound = bounds.get(name, 0)
            proved = bound == values[name] and all(row.optimal for row in stages)
            stages.append(BestStage(name=name, value=values[name], bound=bound, optimal=proved))
    return Known(
        scenario=scenario.content_hash,
        seconds=run.seconds,
        workers=run.workers,
        stages=tuple(stages),
        who=run.who,
    )


def told_by_ours(lines: Iterable[str], scenario: Scenario, run: Run) -> tuple[Plan, Known] | None:
    """The last plan that our solver wrote in a race, with what each stage reached and its bound.

    Parameters
    ----------
    lines
        What `bench.peers.ours` wrote; `None` comes back where there is no plan among them.
    """
    told = [json.loads(line) for line in lines]
    plans = [line["plan"] for line in told if "plan" in line]
    if not plans:
        return None
    stages = {StageId(line["stage"]): line for line in told if "stage" in line}
    reached = {name: row["value"] for name, row in stages.items() if row["value"] is not None}
    bounds = {name: row["bound"] for name, row in stages.items() if row["bound"] is not None}
    plan = Plan.model_validate(plans[-1])
    return plan, found_by(scenario, plan, bounds, run, reached)


def _bound(text: str) -> tuple[StageId, int]:
    stage, _, number = text.partition("=")
    return StageId(stage), int(number)


def main(arguments: list[str] | None = None) -> int:
    """Check, store and tell; 1 if refused."""
    parser = argparse.ArgumentParser(prog="python -m bench.record")
    parser.add_argument("name", choices=instances.names(), metavar="NAME")
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    parser.add_argument("--who", required=True, help="program and version, machine")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--bound", type=_bound, action="append", default=[], metavar="STAGE=N")
    given = parser.parse_args(arguments)
    plan = Plan.model_validate_json(given.plan.read_bytes())
    run = Run(given.who, given.seconds, given.workers)
    found = found_by(instances.load(given.name), plan, dict(given.bound), run)
    try:
        kept = record(given.name, plan, found)
    except (RefusedError, ContradictionError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    for stage in kept.stages:
        print(f"{stage.name}: best known {stage.value}, bound {stage.bound}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
