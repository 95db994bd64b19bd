"""Laws that hold whatever the best plan is: they need no oracle, so larger cases obey them too."""

from collections.abc import Callable

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.outcome import Outcome, Status
from solver.solve import solve
from tests.support.build import changed, qualification, teacher, window, with_rows, with_settings
from tests.support.judging import effort
from tests.support.strategies import tiny
from tests.support.transform import later, renamed

SEEDS = range(300, 325)


def values(outcome: Outcome) -> dict[StageId, int | None] | Status:
    """Value of each stage, all proved; the status where there is no plan."""
    assert outcome.status in (Status.OPTIMAL, Status.INFEASIBLE), outcome.findings
    return {s.name: s.value for s in outcome.stages} if outcome.plan else outcome.status


def solved(scenario: Scenario) -> dict[StageId, int | None] | Status:
    return values(solve(scenario, params=effort()))


def unserved(scenario: Scenario) -> tuple[int | None, ...]:
    """Statutory, then promised pupil-lessons unserved; nothing served at all is worst."""
    only = {"priorities": "statutory;coverage", "slack_statutory": 0}
    outcome = solve(with_settings(scenario, **only), params=effort())
    reached = values(outcome)
    return (10**9,) if isinstance(reached, Status) else tuple(reached.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_other_ids_in_another_order_change_no_value(seed: int) -> None:
    """Ids tell nothing, and no row comes before another."""
    scenario = tiny(seed)

    assert solved(renamed(scenario)) == solved(scenario)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_whole_day_moved_changes_no_value(seed: int) -> None:
    """60 minutes is a multiple of every step in use, and nothing is near midnight."""
    scenario = tiny(seed)

    assert solved(later(scenario, 60)) == solved(scenario)


def one_more_teacher(scenario: Scenario) -> Scenario:
    subjects = [qualification("t9", row.subject) for row in scenario.subjects]
    return with_rows(scenario, teacher("t9", municipality="m2"), subjects)


def one_more_room_and_adult(scenario: Scenario) -> Scenario:
    for row in scenario.schools:
        more = {"remote_rooms": row.remote_rooms + 1, "supervisors": row.supervisors + 1}
        scenario = changed(scenario, row.school, **more)
    return scenario


def one_more_window(scenario: Scenario) -> Scenario:
    """Only for needs whose windows are given: else it would replace the derived ones."""
    given = sorted(scenario.windows_of)
    return with_rows(scenario, [window(name, "thu 09:00-11:00") for name in given])


HELP = [one_more_teacher, one_more_room_and_adult, one_more_window]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("help_given", HELP)
def test_help_never_leaves_more_unserved(
    help_given: Callable[[Scenario], Scenario], seed: int
) -> None:
    scenario = tiny(seed)

    assert unserved(help_given(scenario)) <= unserved(scenario)


def test_help_helps_somewhere() -> None:
    """Else the law above would say nothing."""
    cases = [(tiny(seed), help_given) for seed in SEEDS for help_given in HELP]

    assert sum(unserved(help_given(s)) < unserved(s) for s, help_given in cases) >= 3
