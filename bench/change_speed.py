"""How soon a latecomer has its places and a move by hand its answer, on the largest pilot.

    python -m bench.change_speed [--record]

Every question is asked of a plan read anew, so nothing is known from the question before but the
windows of the scenario's needs; the first of each kind has not even those. Seconds are processor
time, which other work on the machine does not lengthen; the command as a whole, with the start of
the interpreter and the reading of the files, is given beside. With `--record` the table in
`docs/changes.md` is written anew.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.child import ROOT
from bench.pages import put_between
from scenarios.files import write
from scenarios.library import load
from scenarios.scenario import Scenario
from scenarios.times import clock
from solver.change.effects import Before
from solver.change.moves import Leave, MoveMeeting, moved
from solver.change.places import places_of_need
from solver.local.search import LocalSearch
from solver.plan import Plan

PILOT = "paijat-hame-spring"
QUESTIONS = 30
PAGE, MARK = ROOT / "docs" / "changes.md", "speed"


class Speed(NamedTuple):
    """Milliseconds of one kind of question."""

    question: str
    first: float
    median: float
    most: float
    command: float


def latecomers(scenario: Scenario, plan: Plan, rng: Random) -> Iterator[float]:
    """Milliseconds for the places of needs taken out of the plan."""
    for need in rng.sample(sorted(plan.group_of), QUESTIONS):
        without = moved(scenario, plan, [Leave(need=need)])
        yield _milliseconds(lambda: places_of_need(Before(scenario, without), need, most=5))  # noqa: B023


def checks(scenario: Scenario, plan: Plan, rng: Random) -> Iterator[float]:
    """Milliseconds for the effects of a group's lesson at the time of another group's."""
    for _ in range(QUESTIONS):
        group, other = rng.sample(plan.groups, 2)
        then = other.meetings[0]
        move = MoveMeeting(group=group.group, meeting=0, day=then.day, start=clock(then.start))
        yield _milliseconds(lambda: Before(scenario, plan).effects([move]))  # noqa: B023


def _milliseconds(ask: Callable[[], object]) -> float:
    began = time.process_time()
    ask()
    return 1000 * (time.process_time() - began)


def _command(scenario: Path, plan: Path, *options: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "api", options[0], str(scenario), str(plan), *options[1:]]
    subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measured() -> tuple[Speed, Speed]:
    """Both questions, each from a scenario of which nothing is known yet."""
    plan = LocalSearch(load(PILOT), None, 1).construct()
    group = plan.groups[0]
    with tempfile.TemporaryDirectory() as folder:
        scenario_file, plan_file = Path(folder) / "scenario.json", Path(folder) / "plan.json"
        write(load(PILOT), scenario_file)
        late = group.members[0].need
        without = moved(load(PILOT), plan, [Leave(need=late)])
        plan_file.write_text(without.model_dump_json(), encoding="utf-8")
        whole = _command(scenario_file, plan_file, "latecomer", "--need", late)
        plan_file.write_text(plan.model_dump_json(), encoding="utf-8")
        to = ("--group", group.group, "--to", "tue 10:00")
        whole_move = _command(scenario_file, plan_file, "move", *to)
    # Each has a scenario of its own, of which nothing is remembered.
    late_ms = list(latecomers(load(PILOT).replace(), plan, Random(1)))
    move_ms = list(checks(load(PILOT).replace(), plan, Random(1)))
    return (
        Speed("places of a latecomer", *_three(late_ms), whole),
        Speed("check of a move by hand", *_three(move_ms), whole_move),
    )


def _three(found: list[float]) -> tuple[float, float, float]:
    return found[0], statistics.median(found[1:]), max(found[1:])


def table(found: tuple[Speed, ...]) -> str:
    """The figures as Markdown."""
    lines = [
        "Written by `python -m bench.change_speed --record`; milliseconds of processor time.",
        "",
        "| question | the first | median of the others | most | whole command |",
        "|---|---:|---:|---:|---:|",
    ]
    for one in found:
        cells = " | ".join(f"{cell:.0f}" for cell in one[1:])
        lines.append(f"| {one.question} | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print, record."""
    parser = argparse.ArgumentParser(prog="python -m bench.change_speed")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    text = table(measured())
    sys.stdout.write(text)
    if given.record:
        put_between(PAGE, MARK, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
