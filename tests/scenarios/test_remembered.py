"""Answers are remembered by scenario object, and only as long as it lives."""

from __future__ import annotations

import gc
import weakref

from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from tests.support.build import available, group, need, plan, with_rows, world


def test_each_question_is_answered_once() -> None:
    asked: list[tuple[str, int]] = []

    @per_scenario
    def answer(scenario: Scenario, name: str, number: int) -> str | None:
        """Some answer."""
        asked.append((name, number))
        return None if name == "none" else f"{scenario.settings.name} {name} {number}"

    scenario, other = world(need("n1")), world(need("n1"))

    assert [answer(scenario, "a", 1), answer(scenario, "a", 1)] == ["tiny a 1"] * 2
    assert [answer(scenario, "none", 2), answer(scenario, "none", 2)] == [None, None]
    assert answer(other, "a", 1) == "tiny a 1"
    assert asked == [("a", 1), ("none", 2), ("a", 1)]
    assert answer.__doc__ == "Some answer."


def test_answers_die_with_their_scenario() -> None:
    """Ids are used again, so an answer that stays would be given of another scenario."""
    alive: list[int] = []

    @per_scenario
    def answer(scenario: Scenario) -> int:
        alive.append(id(scenario))
        return len(alive)

    for number in range(1, 6):
        assert answer(world(need(f"n{number}"))) == number
        gc.collect()


def test_a_changed_scenario_has_its_own_answers() -> None:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t1", "mon 09:00", "n1"))
    before = stage_values(scenario, answer)

    changed = with_rows(scenario, available("t1", "mon 09:00-09:20", kind="preferred"))

    assert stage_values(changed, answer) != before
    assert stage_values(scenario, answer) == before


def test_answers_do_not_keep_the_scenario_alive() -> None:
    scenario = world(need("n1"))
    stage_values(scenario, plan(scenario))
    watched = weakref.ref(scenario)

    del scenario
    gc.collect()

    assert watched() is None
