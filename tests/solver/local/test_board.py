"""The board's own values are those of the measures, whatever plan is put on it."""

import random

import pytest

from scenarios.library import load
from scenarios.scenario import Scenario
from solver.local.search import LocalSearch
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.random_plans import plans, previous_plan
from tests.support.strategies import tiny


def previous_of(seed: int, scenario: Scenario) -> Plan | None:
    return previous_plan(seed, scenario) if seed % 3 == 0 else None


def openings(search: LocalSearch) -> tuple[list[int], list[int]]:
    """Starts free of teachers and closed at schools, for lessons of every length."""
    problem, found = search.problem, search.board.openings
    lengths = range(len(problem.grid.lengths))
    free = [found.free(teacher, n) for teacher in range(len(problem.teachers)) for n in lengths]
    closed = [found.closed(school, n) for school in range(len(problem.schools)) for n in lengths]
    return free, closed


def own_values(search: LocalSearch, like: dict[object, int]) -> dict[object, int]:
    return {stage: search.measures.value(stage) for stage in like}


def test_a_sound_plan_keeps_its_values_and_comes_back_unchanged() -> None:
    loaded = 0
    for seed in range(40):
        scenario = tiny(seed)
        previous = previous_of(seed, scenario)
        search = LocalSearch(scenario, previous, seed)
        for plan in plans(seed, scenario):
            if not verify(scenario, plan):
                values = stage_values(scenario, plan, previous)
                search.load(plan)
                back = search.plan()

                assert own_values(search, values) == values
                assert not verify(scenario, back)
                assert stage_values(scenario, back, previous) == values
                loaded += 1
    assert loaded > 90


@pytest.mark.parametrize("name", ["savogrow-spring", "etela-savo-august"])
def test_changes_taken_back_leave_nothing_behind(name: str) -> None:
    """Random ruin and recreate, some kept and some not: values and free starts stay true."""
    scenario = load(name)
    search = LocalSearch(scenario, None, 5)
    search.construct()
    stages = scenario.settings.priorities
    rng = random.Random(2)

    for _ in range(5):
        until = search.iterations + rng.choice([16, 48, 112])
        search.improve(stages, {}, lambda until=until: search.iterations < until, lambda _: None)
        plan = search.plan()
        fresh = LocalSearch(scenario, None, 5)
        fresh.load(plan)

        assert own_values(search, stage_values(scenario, plan)) == stage_values(scenario, plan)
        assert openings(search) == openings(fresh)
        assert search.board.present == fresh.board.present
        assert search.board.sold == {k: v for k, v in fresh.board.sold.items() if v} | {
            k: 0 for k, v in search.board.sold.items() if not v
        }
