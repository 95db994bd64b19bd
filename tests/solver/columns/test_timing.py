"""The least convenience of a part, with its clock, against the optimum of every plan listed."""

import numpy as np
import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.columns.column import columns_of
from solver.columns.master import ColumnMaster
from solver.columns.rows import Master
from solver.columns.stages import Stages
from solver.columns.timetable import Limited
from solver.columns.timing import Earlier, Timing
from solver.measure.objective import stage_values
from solver.model.company import Settled
from solver.model.grains import in_units, most_grains
from solver.search.effort import Effort
from solver.search.stop import Clock, Stop
from tests.solver.columns.crowded import two_with_one_teacher
from tests.support.build import need, teacher, window, world
from tests.support.oracle import TooManyPlansError, optimum
from tests.support.strategies import tiny

SCENARIOS = 25
CONVENIENCE = StageId.CONVENIENCE


def settled(scenario: Scenario, limits: dict[StageId, int], known: int | None = None) -> Settled:
    effort = Effort(Clock(20, deterministic=True), Stop(), 20, 1, 1)
    master = ColumnMaster(reduced(candidates(scenario)))
    found = master.settle(CONVENIENCE, limits, effort, known)
    assert found is not None
    assert found.bound is not None
    return found


def test_what_is_proved_is_the_best_of_all_plans() -> None:
    """And no bound is above it, whatever lies outside; most bounds meet it."""
    seen = met = proved = 0
    for seed in range(SCENARIOS):
        scenario = tiny(f"timing {seed}")
        try:
            stages = optimum(scenario, limit=1000).stages
        except TooManyPlansError:
            continue
        at = next((n for n, r in enumerate(stages) if r.stage is CONVENIENCE), None)
        if at is None:
            continue
        limits = {r.stage: most_grains(r.stage, r.most) for r in stages[:at]}
        found = settled(scenario, limits)
        bound = in_units(found.bound or 0, CONVENIENCE)
        assert bound <= stages[at].value, seed
        assert bound == stages[at].value or not found.proved, seed
        seen += 1
        met += bound == stages[at].value
        proved += found.proved
    assert met > 0.7 * seen
    assert proved > 0.3 * seen


SERVED = {StageId.COVERAGE: 0}


@pytest.mark.parametrize(
    ("changeover", "grains"),
    [(5, 2 * 300), (15, 2 * 300), (40, 2 * 2 * 300)],
    ids=["one after the other", "a longer change", "no time to change on one day"],
)
def test_two_groups_on_a_day_or_on_two(changeover: int, grains: int) -> None:
    scenario = two_with_one_teacher(
        "mon 09:00-11:00", "tue 09:00-11:00", changeover_minutes=changeover
    )
    found = settled(scenario, SERVED)
    assert found.proved
    assert found.value == found.bound == grains


def test_a_gap_is_paid_for_unless_another_day_is_cheaper() -> None:
    """Ten minutes of waiting cost 10 points, a day 3; on one day only there is no choice."""
    apart = "mon 09:00-09:45", "mon 10:00-10:45"
    waiting = two_with_one_teacher(*apart)
    assert settled(waiting, SERVED).bound == 2 * (300 + 10 * 100)
    free = two_with_one_teacher(*apart, "tue 10:00-10:45")
    assert settled(free, SERVED).bound == 2 * 2 * 300


def test_a_known_plan_does_not_move_the_bound_above_it() -> None:
    scenario = two_with_one_teacher("mon 09:00-09:45", "mon 10:00-10:45")
    alone = settled(scenario, SERVED)
    assert settled(scenario, SERVED, alone.bound) == alone


def test_members_of_a_school_who_come_to_different_meetings_need_an_adult_at_each() -> None:
    """Columns count the adults of such a school once, so whom they allow may cost too much."""
    hour = "09:00-09:45"
    lessons = {"n1": 2, "n2": 1, "n3": 1}
    when = {"n1": ("mon", "wed"), "n2": ("mon",), "n3": ("wed",)}
    scenario = world(
        [
            need(n, school="s1" if n == "n1" else "s2", priority="promised", lessons_per_week=many)
            for n, many in lessons.items()
        ],
        [window(n, f"{day} {hour}") for n, days in when.items() for day in days],
        teacher("t1", municipality="m2"),
    )
    free = timed(scenario, 1 << 20)
    assert free.plan is not None
    cost = stage_values(scenario, free.plan)[StageId.COST]

    enough = timed(scenario, most_grains(StageId.COST, cost))
    assert enough.proved
    assert enough.value == free.value
    assert timed(scenario, most_grains(StageId.COST, cost - 1)).companies is None


def timed(scenario: Scenario, most: int) -> Settled:
    """All promises served for at most so many half-cents."""
    given = candidates(scenario)
    master = Master(given, columns_of(given, 100))
    stages = Stages(master, None)
    alive = np.ones(len(master.programme.most), dtype=np.bool_)
    served, cost = (stages.of(stage, alive) for stage in (StageId.COVERAGE, StageId.COST))
    assert served is not None
    assert cost is not None
    limits = {**SERVED, StageId.COST: most}
    earlier = Earlier([(served, 0), (cost, most)], limits, Limited(cost, most))
    effort = Effort(Clock(20, deterministic=True), Stop(), 20, 1, 1)
    return Timing(master, stages.comfort, earlier, alive).settled(None, effort)
