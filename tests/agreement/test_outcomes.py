"""What an outcome says of itself holds: order of stages, bounds, slack, proof, determinism."""

from math import floor
from pathlib import Path

import pytest

from scenarios.files import read, write
from scenarios.rules import STAGES, StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.outcome import Outcome, Status
from solver.plan import Plan
from solver.solve import solve
from solver.verify.report import verify
from tests.support.build import available, group, need, pin, plan, teacher, window, with_rows, world
from tests.support.judging import effort
from tests.support.random_plans import previous_plan
from tests.support.strategies import tiny

SEEDS = range(500, 530)


def outcome_of(seed: int) -> tuple[Scenario, Plan | None, Outcome]:
    scenario = tiny(seed)
    previous = previous_plan(seed, scenario) if seed % 2 else None
    return scenario, previous, solve(scenario, params=effort(), previous=previous)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_outcome_keeps_its_word(seed: int) -> None:
    scenario, previous, outcome = outcome_of(seed)
    if outcome.plan is None:
        assert outcome.status is Status.INFEASIBLE
        assert any(row.kind == "locked" for row in scenario.pins)
        return

    final = stage_values(scenario, outcome.plan, previous)

    assert verify(scenario, outcome.plan) == ()
    assert [stage.name for stage in outcome.stages] == expected_order(scenario, previous)
    for stage in outcome.stages:
        assert stage.unit == STAGES[stage.name].unit
        assert stage.bound <= stage.value
        assert stage.gap == (stage.value - stage.bound) / max(1, stage.value)
        assert stage.final == final[stage.name]
        assert stage.final <= most(scenario, stage.name, stage.value)


def expected_order(scenario: Scenario, previous: Plan | None) -> list[StageId]:
    return [s for s in scenario.settings.priorities if s is not StageId.CONTINUITY or previous]


def most(scenario: Scenario, stage: StageId, value: int) -> int:
    """The value reached plus its slack, rounded down in the unit of the stage."""
    return value + floor(value * scenario.settings.slack(stage) / 100)


def test_a_stage_is_optimal_only_behind_optimal_ones() -> None:
    """Little time, so that some stages end without proof."""
    flags = []
    for seed in SEEDS:
        outcome = solve(tiny(seed), params=effort(whole_up_to=0, seconds=0.3))
        flags.append([stage.optimal for stage in outcome.stages])
        proved = True
        for stage in outcome.stages:
            proved = proved and stage.value == stage.bound
            assert stage.optimal is proved
        assert (outcome.status is Status.OPTIMAL) is (bool(outcome.stages) and proved)

    assert any(False in row for row in flags)
    assert any(row and all(row) for row in flags)


def test_one_worker_and_a_seed_give_the_same_plan_twice() -> None:
    for seed in SEEDS[:12]:
        _, _, first = outcome_of(seed)
        _, _, second = outcome_of(seed)

        assert first.plan == second.plan
        assert [s.value for s in first.stages] == [s.value for s in second.stages]


@pytest.mark.parametrize("name", ["scenario.xlsx", "scenario.json", "scenario.zip", "tables"])
def test_the_same_plan_from_every_format(name: str, tmp_path: Path) -> None:
    for seed in SEEDS[:6]:
        scenario = tiny(seed)
        place = tmp_path / str(seed) / name
        place.parent.mkdir()
        write(scenario, place)

        reading = read(place)

        assert reading.scenario is not None
        assert (
            solve(reading.scenario, params=effort()).plan == solve(scenario, params=effort()).plan
        )


def test_the_old_plan_stays_when_nothing_is_gained_by_another() -> None:
    """Solved again against its own plan, nothing moves although many plans are as good."""
    compared = 0
    for seed in SEEDS:
        scenario = tiny(seed)
        before = solve(scenario, params=effort()).plan
        if before is None or StageId.CONTINUITY not in scenario.settings.priorities:
            continue
        continued = _ids_of_last_year(scenario, before)

        after = solve(scenario, params=effort(), previous=continued)

        first = next(s for s in after.stages if s.name is StageId.CONTINUITY)
        assert first.value == 0
        compared += bool(before.groups)

    assert compared >= 8


def _ids_of_last_year(scenario: Scenario, answer: Plan) -> Plan:
    old = {need.need: need.continues or need.need for need in scenario.needs}
    groups = [
        one.model_copy(
            update={
                "members": tuple(m.model_copy(update={"need": old[m.need]}) for m in one.members)
            }
        )
        for one in answer.groups
    ]
    return Plan(
        scenario=answer.scenario,
        groups=tuple(groups),
        unserved=tuple(old[name] for name in answer.unserved),
    )


def test_a_locked_time_holds_although_it_is_dearer() -> None:
    """On Monday a teacher is in the school; on Tuesday the other one needs a supervisor there."""
    scenario = world(
        need("n1"),
        [window("n1", f"{day} 09:00-09:45") for day in ("mon", "tue")],
        teacher("t1", school="s1"),
        available("t1", "mon 09:00-09:45"),
        teacher("t2"),
    )
    locked = with_rows(scenario, pin("n1", day="tue", start="09:00", kind="locked"))

    free, held = (solve(given, params=effort()).plan for given in (scenario, locked))

    assert free == plan(scenario, group("t1", "mon 09:00", "n1"))
    assert held == plan(locked, group("t2", "tue 09:00", "n1"))


def test_locks_that_exclude_each_other_are_impossible() -> None:
    """Two needs locked to one teacher at one moment in two subjects."""
    scenario = world(
        need("n1"),
        need("n2", school="s2", subject="IS"),
        [window(name, "mon 09:00-09:45") for name in ("n1", "n2")],
        [pin(name, teacher="t1", kind="locked") for name in ("n1", "n2")],
    )

    outcome = solve(scenario, params=effort())

    assert outcome.status is Status.INFEASIBLE
    assert outcome.plan is None
    assert "locked_pins_impossible" in [finding.code for finding in outcome.findings]
