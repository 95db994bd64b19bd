"""Local searches in processes of their own: they share plans, answer for errors, and end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenarios.library import load
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.local.search import LocalSearch
from solver.plan import Plan
from solver.search import finder
from solver.search.apart import LocalSearchError, SearchApart
from solver.search.effort import Effort
from solver.search.finder import Finders, that_find
from solver.search.first_plans import nothing_served
from solver.search.incumbent import Incumbent
from solver.search.params import SolveParams
from solver.search.progress import Observer
from solver.search.prover import Prover
from solver.search.stop import Clock, Stop
from solver.solve import Solve, solve

ROOT = Path(__file__).parents[3]
NAME = "kielisaareke-spring"
LONG = 60


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[SearchApart]:
    """The searches in processes of their own, from now on."""
    searches: list[SearchApart] = []
    ordinary = SearchApart.__init__

    def noted(search: SearchApart, *given: object) -> None:
        ordinary(search, *given)  # type: ignore[arg-type]
        searches.append(search)

    monkeypatch.setattr(SearchApart, "__init__", noted)
    return searches


@pytest.fixture
def finders() -> Iterator[Finders]:
    scenario = load(NAME)
    with Finders(Incumbent(scenario, None), effort(2)) as given:
        yield given


def effort(workers: int) -> Effort:
    return Effort(Clock(LONG, deterministic=False), Stop(), 0, workers, 1)


def left_over(searches: list[SearchApart]) -> list[SearchApart]:
    return [search for search in searches if search._process.poll() is None]


def improved(scenario: Scenario, moves: int) -> Plan:
    local = LocalSearch(scenario, None, 5)
    local.construct()
    local.improve(
        scenario.settings.priorities, {}, lambda: local.iterations < moves, lambda _: None
    )
    return local.plan()


def test_half_of_the_workers_find_and_one_proves_at_least() -> None:
    shares = {workers: that_find(workers) for workers in (2, 3, 4, 64)}

    assert shares == {2: 1, 3: 1, 4: 2, 64: 4}


def test_a_better_plan_of_others_is_gone_on_from(finders: Finders) -> None:
    incumbent = finders.incumbent
    incumbent.offer(nothing_served(incumbent.scenario))
    better = improved(incumbent.scenario, 640)
    taken: list[float] = []
    values: dict[StageId, int] = {}

    def may_go_on() -> bool:
        (search,) = finders._searches
        if not taken and search.is_up and incumbent.offer(better):
            taken.append(time.monotonic())
            values.update(incumbent.values)
        # A plan that beats this one so soon was not made from the empty one.
        return not taken or incumbent.plan is better

    finders.improve(StageId.STATUTORY, may_go_on)

    assert time.monotonic() - taken[0] < 20
    assert [incumbent.values[s] for s in incumbent.order] < [values[s] for s in incumbent.order]
    assert incumbent.rejected == []


def test_a_search_hears_of_the_plans_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "SECONDS_ALONE", 0.0)
    incumbent = Incumbent(load(NAME), None)
    incumbent.offer(nothing_served(incumbent.scenario))
    given: dict[SearchApart, list[Plan]] = {}
    ordinary = SearchApart.improve

    def noted(search: SearchApart, start: Plan, *rest: object) -> None:
        given.setdefault(search, []).append(start)
        ordinary(search, start, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(SearchApart, "improve", noted)
    with Finders(incumbent, effort(4)) as finders:
        finders.improve(
            StageId.STATUTORY, lambda: not any(len(plans) > 1 for plans in given.values())
        )

    assert len(given) == 2
    assert all(plans[0] == nothing_served(incumbent.scenario) for plans in given.values())


def test_many_needs_get_their_first_plan_there_and_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch, started: list[SearchApart]
) -> None:
    scenario = load(NAME)
    here = LocalSearch(scenario, None, 1).construct()
    monkeypatch.setattr(finder, "MANY_NEEDS", 0)

    with Finders(Incumbent(scenario, None), effort(2)) as finders:
        assert finders.construct(None) == here
    assert len(started) == 1
    assert left_over(started) == []


@pytest.mark.parametrize("seconds", [3, LONG])
def test_no_process_is_left_behind(seconds: float, started: list[SearchApart]) -> None:
    stop = Stop()

    class StopsWhenUp(Observer):
        def on_plan(self, plan: Plan) -> None:
            if seconds == LONG and started[0].is_up:
                stop.request()

    outcome = solve(
        load(NAME), SolveParams(seconds=seconds, workers=2), stop=stop, observer=StopsWhenUp()
    )

    assert outcome.plan is not None
    assert outcome.run is not None
    assert outcome.run.stopped_by == ("request" if seconds == LONG else "time")
    assert len(started) == 1
    assert left_over(started) == []


def test_a_process_that_dies_ends_the_solve_with_an_error_and_the_best_plan(
    started: list[SearchApart],
) -> None:
    killed: list[float] = []

    class Kills(Observer):
        def on_plan(self, plan: Plan) -> None:
            if started[0].is_up and not killed:
                killed.append(time.monotonic())
                started[0]._process.kill()

    work = Solve(load(NAME), SolveParams(seconds=LONG, workers=2), observer=Kills())
    with pytest.raises(LocalSearchError, match="out of memory: exit code -9"):
        work.run()

    assert time.monotonic() - killed[0] < 5
    assert work.outcome_so_far().plan is not None
    assert left_over(started) == []


def test_where_one_process_cannot_be_started_the_others_end(
    monkeypatch: pytest.MonkeyPatch, started: list[SearchApart]
) -> None:
    ordinary = subprocess.Popen

    def scarce(*given: object, **named: object) -> object:
        if started:
            raise BlockingIOError
        return ordinary(*given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", scarce)

    with pytest.raises(BlockingIOError), Finders(Incumbent(load(NAME), None), effort(4)):
        pass
    assert len(started) == 1
    assert left_over(started) == []


def test_an_error_of_the_other_hand_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch, started: list[SearchApart]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(Prover, "work", broken)

    with pytest.raises(ZeroDivisionError, match="a defect"):
        solve(load(NAME), SolveParams(seconds=LONG, workers=2))
    assert len(started) == 1
    assert left_over(started) == []


def test_an_error_in_the_process_is_raised_here(
    finders: Finders, started: list[SearchApart]
) -> None:
    incumbent = finders.incumbent
    made = LocalSearch(incumbent.scenario, None, 5).construct()
    unknown = made.groups[0].model_copy(update={"teacher": "nobody"})
    incumbent.plan = made.model_copy(update={"groups": (unknown,)})

    with pytest.raises(LocalSearchError, match="KeyError: 'nobody'"):
        finders.improve(StageId.STATUTORY, lambda: True)
    finders.__exit__()
    assert left_over(started) == []


def test_a_script_without_a_guard_can_solve(tmp_path: Path) -> None:
    """Starting a process must not run the program again that asked for the solve."""
    script = tmp_path / "plans.py"
    script.write_text(
        "from scenarios.library import load\n"
        "from solver.search.params import SolveParams\n"
        "from solver.solve import solve\n"
        f"outcome = solve(load({NAME!r}), SolveParams(seconds=1, workers=2))\n"
        "print(outcome.status.value)\n"
    )

    run = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "feasible\n", "")


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_there(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("how", ["killed", "told to stop"])
def test_the_process_of_a_solver_program_ends_with_it(how: str) -> None:
    """A solver that is killed can end nobody; that it is gone has to be noticed."""
    with subprocess.Popen(
        [sys.executable, "-m", "solver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        given = {"scenario": load(NAME).normal_form(), "params": {"seconds": LONG}}
        program.stdin.write(json.dumps(given).encode() + b"\n")
        program.stdin.flush()
        while not (own := children(program.pid)):
            assert json.loads(program.stdout.readline())["event"] in ("progress", "plan")
        if how == "killed":
            os.kill(program.pid, signal.SIGKILL)
        else:
            program.stdin.write(b"stop\n")
            program.stdin.flush()
        asked = time.monotonic()
        events = [json.loads(line)["event"] for line in program.stdout]
        program.wait(10)

    while any(map(is_there, own)) and time.monotonic() - asked < 10:
        time.sleep(0.02)
    assert not any(map(is_there, own))
    assert ("outcome" in events) == (how == "told to stop")
