"""A child may crash, hang, lie or be stopped: the office gets a checked plan or a finding."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from api.child import Ending
from api.solving import Effort, Solve, Solved
from scenarios.findings import Severity
from scenarios.rules import StageId
from solver.outcome import Status
from solver.plan import Plan
from tests.support.build import group, plan, replaced
from tests.support.worlds import lone_need

FAKE = Path(__file__).parents[1] / "support" / "fake_solver.py"
WORLD = lone_need()
GOOD = plan(WORLD, group("t1", "mon 09:00", "n1"))


class Child:
    """A solve with a fake child; what it was told is in `jobs`."""

    def __init__(self, mode: str, folder: Path, answer: Plan = GOOD) -> None:
        self.log = folder / "jobs"
        self.events: list[dict[str, Any]] = []
        self.solve = Solve(
            WORLD,
            answer,
            Effort(seconds=9, workers=3, seed=5),
            self.events.append,
            (sys.executable, str(FAKE), mode, str(self.log)),
        )

    def run(self, stop: threading.Event | None = None) -> Solved:
        return self.solve.run(stop or threading.Event())

    @property
    def jobs(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def codes(solved: Solved) -> list[str]:
    return [finding.code for finding in solved.outcome.findings]


def stopped_after(seconds: float) -> threading.Event:
    stop = threading.Event()
    threading.Timer(seconds, stop.set).start()
    return stop


def test_plan_and_progress_come_through(tmp_path: Path) -> None:
    child = Child("good", tmp_path)

    solved = child.run()

    assert solved.outcome.plan == GOOD
    assert solved.faults == ()
    assert not solved.stopped
    assert [event["value"] for event in child.events] == [4]


def test_job_is_what_the_solver_reads(tmp_path: Path) -> None:
    child = Child("good", tmp_path)

    child.run()

    (job,) = child.jobs
    assert job["params"] == {"seconds": 9, "workers": 3, "seed": 5}
    assert job["scenario"] == WORLD.normal_form()
    assert "start" not in job


def test_crash_is_tried_once_more_with_one_worker_from_the_best_plan(tmp_path: Path) -> None:
    child = Child("plan-crash-once", tmp_path)

    solved = child.run()

    assert [job["params"]["workers"] for job in child.jobs] == [3, 1]
    assert [job["params"]["seed"] for job in child.jobs] == [5, 6]
    assert child.jobs[1]["start"] == GOOD.model_dump(mode="json")
    assert solved.outcome.plan == GOOD
    assert codes(solved) == ["solver_crashed", "retried_with_one_worker"]


def test_second_crash_leaves_the_best_plan_with_its_values(tmp_path: Path) -> None:
    solved = Child("plan-crash", tmp_path).run()

    assert solved.outcome.status is Status.FEASIBLE
    assert solved.outcome.plan == GOOD
    assert [finding.severity for finding in solved.outcome.findings] == [Severity.WARNING]
    # Stages as listed in the settings, with a previous plan: all of the default ones.
    assert [stage.name for stage in solved.outcome.stages] == list(WORLD.settings.priorities)
    assert all(stage.bound is None and not stage.optimal for stage in solved.outcome.stages)
    # 31 € lesson + 13 € hiring + 21 € adult, in cents.
    cost = next(stage for stage in solved.outcome.stages if stage.name is StageId.COST)
    assert cost.final == 6500


@pytest.mark.parametrize(
    ("mode", "code"), [("crash", "solver_crashed"), ("memory", "out_of_memory")]
)
def test_two_crashes_without_a_plan_are_a_finding(mode: str, code: str, tmp_path: Path) -> None:
    child = Child(mode, tmp_path)

    solved = child.run()

    assert len(child.jobs) == 2
    assert solved.outcome.status is Status.FAILED
    assert solved.outcome.plan is None
    assert codes(solved) == [code]
    assert solved.outcome.findings[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    "complaint",
    [
        "terminate called after throwing an instance of 'std::bad_alloc'",
        "cannot allocate memory for thread-local data: ABORT",
        "OSError: [Errno 12] Cannot allocate memory",
        "what():  Resource temporarily unavailable",
        "MemoryError",
    ],
)
def test_memory_that_ran_out_is_known_by_its_words(complaint: str) -> None:
    """Libraries end with other exit codes than the system when it kills."""
    assert Ending(None, None, -6, killed=False, complaint=complaint).out_of_memory
    assert not Ending(None, None, -6, killed=False, complaint="an assertion").out_of_memory


def test_stop_is_heard(tmp_path: Path) -> None:
    solved = Child("until-stop", tmp_path).run(stopped_after(0.5))

    assert solved.stopped
    assert solved.outcome.plan == GOOD
    assert codes(solved) == []


def test_child_that_does_not_stop_is_ended_in_two_seconds(tmp_path: Path) -> None:
    child = Child("plan-deaf", tmp_path)
    stop = stopped_after(0.5)

    began = time.monotonic()
    solved = child.run(stop)
    seconds = time.monotonic() - began - 0.5

    assert seconds < 2
    assert len(child.jobs) == 1
    assert solved.outcome.plan == GOOD
    assert solved.outcome.run is not None
    assert solved.outcome.run.stopped_by == "request"


def test_stop_before_any_plan_leaves_none(tmp_path: Path) -> None:
    solved = Child("deaf", tmp_path).run(stopped_after(0.5))

    assert solved.stopped
    assert solved.outcome.plan is None
    assert codes(solved) == []


def test_child_that_lingers_after_its_answer_is_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    solved = Child("lingers", tmp_path).run()

    assert time.monotonic() - began < 5
    assert solved.outcome.plan == GOOD
    assert codes(solved) == []


def test_child_that_does_not_start_is_a_finding() -> None:
    solve = Solve(WORLD, GOOD, command=(sys.executable, "-c", "import sys; sys.exit(3)"))

    solved = solve.run(threading.Event())

    assert codes(solved) == ["solver_crashed"]


def test_plan_that_breaks_a_rule_must_not_leave(tmp_path: Path) -> None:
    broken = replaced(GOOD, "g1", teacher="t9")

    solved = Child("good", tmp_path, broken).run()

    assert "qualified" in [finding.code for finding in solved.faults]


def test_value_that_the_plan_does_not_bear_out_must_not_leave(tmp_path: Path) -> None:
    solved = Child("lie", tmp_path).run()

    assert [(fault.code, fault.numbers) for fault in solved.faults] == [
        ("value_differs", {"stage": "coverage", "said": 5, "counted": 0})
    ]
