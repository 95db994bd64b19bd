"""What is done with plans when time is over is part of the time."""

import time

import pytest

import solver.solve
from scenarios.library import load
from scenarios.scenario import Scenario
from solver.outcome import Status
from solver.plan import Plan
from solver.search.params import SolveParams
from solver.search.stages import Stages
from solver.solve import LOOKS_AT_THE_END, MOST_SET_ASIDE, solve

SECONDS = 20.0


@pytest.mark.parametrize(
    ("measuring", "many", "set_aside"),
    [
        (0.5, 0, LOOKS_AT_THE_END * 0.5),
        (2.0, 0, MOST_SET_ASIDE * SECONDS),
        (0.5, 1_000, 0.0),
    ],
)
def test_time_is_kept_for_measuring_the_plans_of_many_needs(
    measuring: float, many: int, set_aside: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[float] = []

    class NoStages(Stages):
        def run(self) -> None:
            left.append(SECONDS - self.effort.clock.elapsed - self.effort.clock.wall_left)

    def slow(_scenario: Scenario, _plan: Plan, _previous: Plan | None) -> dict[str, int]:
        time.sleep(measuring)
        return {}

    monkeypatch.setattr(solver.solve, "MANY_NEEDS", many)
    monkeypatch.setattr(solver.solve, "Stages", NoStages)
    monkeypatch.setattr(solver.solve, "kpis", slow)

    outcome = solve(load("lappi-august"), SolveParams(seconds=SECONDS))

    assert outcome.status is Status.FEASIBLE
    (kept,) = left
    assert kept == pytest.approx(set_aside, abs=0.3)
