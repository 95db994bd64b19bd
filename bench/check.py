"""Check a plan for a benchmark scenario: broken rules, stage values, gap to the best known.

    python -m bench.check FILE_OR_NAME PLAN.json

The scenario is a name of the benchmark set or a file, JSON or JSON compressed with xz. Exit code 1
if the plan breaks a rule or its values prove a recorded bound wrong, 2 if a file cannot be read.
No solver is loaded.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import instances
from bench.known import Known, contradictions, gap
from scenarios.findings import Finding
from scenarios.library.store import BestStage
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.report import Report, report

SHOWN_VIOLATIONS = 50


def scenario_of(given: str) -> Scenario:
    """The benchmark scenario of that name, or the one in that file.

    Raises
    ------
    LookupError
        If there is neither.
    """
    if given in instances.names():
        return instances.load(given)
    path = Path(given)
    if not path.is_file():
        raise LookupError(f"neither a benchmark scenario nor a file: {given!r}")
    packed = path.read_bytes()
    text = lzma.decompress(packed) if path.suffix == ".xz" else packed
    tables = json.loads(text)
    tables.pop("schema_version", None)
    return Scenario.model_validate(tables)


def known_of(scenario: Scenario) -> Known | None:
    """What is recorded of the scenario, by its content."""
    for entry in instances.best_known().values():
        if entry.scenario == scenario.content_hash:
            return entry
    return None


def lines_of(found: Report, known: Known | None, wrong: list[str]) -> Iterator[str]:
    """What to tell: violations, then a line per stage, then bounds proved wrong."""
    yield f"violations: {len(found.violations)}"
    for violation in found.violations[:SHOWN_VIOLATIONS]:
        yield "  " + _told(violation)
    if len(found.violations) > SHOWN_VIOLATIONS:
        yield f"  and {len(found.violations) - SHOWN_VIOLATIONS} more"
    stages = {stage.name: stage for stage in known.stages} if known else {}
    for name, value in found.values.items():
        yield f"{name}: {value}" + _compared(value, stages.get(name))
    yield from (f"recorded bound is wrong: {line}" for line in wrong)


def _told(violation: Finding) -> str:
    numbers = " ".join(f"{name}={value}" for name, value in violation.numbers.items())
    return " ".join(filter(None, [violation.code, *violation.subjects, numbers]))


def _compared(value: int, stage: BestStage | None) -> str:
    if stage is None:
        return ""
    share = gap(value, stage.bound)
    return f"  best known {stage.value}, bound {stage.bound}, gap to the bound {share:.1%}"


def checked(scenario: Scenario, plan: Plan) -> tuple[bool, list[str]]:
    """Whether the plan is sound and contradicts no record, and the lines that say so."""
    found = report(scenario, plan)
    known = known_of(scenario)
    wrong: list[str] = []
    if known and not found.violations:
        wrong = list(contradictions(known, found.values, scenario))
    return not found.violations and not wrong, list(lines_of(found, known, wrong))


def main(arguments: list[str] | None = None) -> int:
    """Print what is found; 0 if the plan is sound, 1 if not, 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m bench.check")
    parser.add_argument("scenario", help="name of a benchmark scenario, or a file")
    parser.add_argument("plan", type=Path, help="file with the plan")
    given = parser.parse_args(arguments)
    try:
        scenario = scenario_of(given.scenario)
        plan = Plan.model_validate_json(given.plan.read_bytes())
    except (LookupError, OSError, ValueError, lzma.LZMAError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    sound, lines = checked(scenario, plan)
    print(*lines, sep="\n")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
