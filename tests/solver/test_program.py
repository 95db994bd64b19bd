"""`python -m solver` answers with whole lines, once, whatever it is given."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scenarios.scenario import Scenario
from solver.__main__ import Answer, Lines
from solver.outcome import Outcome, Status
from tests.support.build import changed
from tests.support.worlds import lone_need

ROOT = Path(__file__).parents[2]


def said(line: bytes, **environment: str) -> tuple[int, list[dict[str, Any]], bytes]:
    """Exit code, lines and complaints of a solver whose input ends after this line."""
    done = subprocess.run(
        [sys.executable, "-m", "solver"],
        input=line + b"\n",
        capture_output=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    return done.returncode, [json.loads(row) for row in done.stdout.splitlines()], done.stderr


def job(scenario: Scenario, **fields: object) -> bytes:
    given = {"scenario": scenario.normal_form(), "params": {"seconds": 5}, **fields}
    return json.dumps(given, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        (b"", {("job", "json_invalid")}),
        (b"{", {("job", "json_invalid")}),
        (b"\xff", {("job", "json_invalid")}),
        (b"[]", {("job", "model_type")}),
        (b"{}", {("scenario", "missing")}),
        # Two faults, both told.
        (
            job(lone_need(), params={"seconds": -1}, other=0),
            {("params.seconds", "greater_than"), ("other", "extra_forbidden")},
        ),
    ],
)
def test_a_job_that_cannot_be_read_is_answered_by_its_faults(
    line: bytes, faults: set[tuple[str, str]]
) -> None:
    """Whoever starts the program reads lines; a traceback is for our own mistakes."""
    code, (answer,), complaints = said(line)

    assert (code, answer["event"], complaints) == (2, "failed", b"")
    assert {finding["code"] for finding in answer["findings"]} == {"job_unreadable"}
    assert {(f["numbers"]["path"], f["numbers"]["why"]) for f in answer["findings"]} == faults


def test_lines_are_utf_8_whatever_the_terminal_speaks() -> None:
    """A name read in another encoding would give the scenario another hash."""
    scenario = changed(lone_need(), "s1", name="Sjundeå, Äänekoski")

    code, lines, _ = said(job(scenario), PYTHONIOENCODING="latin-1")

    assert code == 0
    assert lines[-1]["outcome"]["plan"]["scenario"] == scenario.content_hash


def test_the_outcome_is_written_once() -> None:
    """After `stop` the work and the one who answers for it may be ready together."""
    out = io.BytesIO()
    answer = Answer(Lines(out))

    written = [answer.give(Outcome(status=status)) for status in (Status.FAILED, Status.REJECTED)]

    (line,) = out.getvalue().splitlines()
    assert written == [True, False]
    assert json.loads(line)["outcome"]["status"] == "failed"


@pytest.mark.parametrize("attempt", range(3))
def test_the_program_ends_by_itself_while_its_input_stays_open(attempt: int) -> None:
    """A thread still waits for input then; it must not make the end an abort."""
    with subprocess.Popen(
        [sys.executable, "-m", "solver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(job(lone_need()) + b"\n")
        child.stdin.flush()

        answers = [json.loads(row)["event"] for row in child.stdout]
        complaints = child.stderr.read()
        code = child.wait(10)

    assert (code, answers[-1], complaints) == (0, "outcome", b"")


def test_no_first_plan_waits_for_libraries_that_only_prove() -> None:
    program = """
import sys
from scenarios.library import load
from solver.__main__ import Solve
from solver.search.params import SolveParams
from solver.search.progress import Observer

class Look(Observer):
    seen = set()
    def on_plan(self, plan):
        if plan.groups and not self.seen:
            self.seen.update({"solver.solve"}, {"ortools", "pandas", "numpy"} & set(sys.modules))

Solve(load("kielisaareke-spring"), SolveParams(seconds=3), observer=Look()).run()
print(*sorted(Look.seen))
print("ortools" in sys.modules)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert run.stdout.split() == ["solver.solve", "True"]


def test_libraries_that_load_slowly_take_no_time_from_the_proof() -> None:
    program = """
import sys, time
from tests.support.worlds import newcomer_in_the_way
from solver.solve import solve
from solver.search.params import SolveParams

class Slow:
    def find_spec(self, name, path, target=None):
        time.sleep(2 * (name == "ortools"))

sys.meta_path.insert(0, Slow())
outcome = solve(newcomer_in_the_way(), SolveParams(seconds=1.5, workers=1))
print(outcome.status)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert run.stdout == "optimal\n"
