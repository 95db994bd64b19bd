"""What the benchmark keeps of several runs, and what it notices in a bad one."""

from bench.library import better, checked, page
from scenarios.library import BestKnown, load
from scenarios.library.store import BestStage
from scenarios.rules import StageId
from solver.outcome import Outcome, StageResult, Status
from solver.plan import Plan

LAPPI = load("lappi-spring")


def known(*stages: tuple[int, int], scenario: str = "s") -> BestKnown:
    """Values and bounds of the statutory stage, the coverage stage and so on."""
    rows = []
    for name, (value, bound) in zip(StageId, stages, strict=False):
        proved = value == bound and all(row.optimal for row in rows)
        rows.append(BestStage(name=name, value=value, bound=bound, optimal=proved))
    return BestKnown(scenario=scenario, seconds=30, workers=2, stages=tuple(rows))


def test_earlier_stage_decides() -> None:
    """A better later stage never makes up for a worse earlier one."""
    new, old = known((4, 0), (90, 0)), known((6, 0), (10, 0))

    assert better(new, old).stages[1].value == 90
    assert better(old, new).stages[1].value == 90


def test_bounds_of_equal_stages_are_joined_and_may_prove() -> None:
    """Bound 4 of the one and value 4 of the other prove the first stage, then the second."""
    new, old = known((4, 0), (9, 9)), known((4, 4), (12, 3))

    kept = better(new, old)

    assert [(row.value, row.bound) for row in kept.stages] == [(4, 4), (9, 9)]
    assert all(row.optimal for row in kept.stages)


def test_bound_beyond_a_different_earlier_value_is_not_taken() -> None:
    """Bound 8 of coverage holds only with 6 statutory half lessons unserved."""
    kept = better(known((4, 0), (9, 2)), known((6, 3), (9, 8)))

    assert [row.bound for row in kept.stages] == [3, 2]


def test_values_of_an_older_scenario_are_dropped() -> None:
    new, old = known((6, 0), scenario="new"), known((4, 0), scenario="old")

    assert better(new, old) is new


def empty_plan_outcome(statutory: int, bound: int = 0) -> Outcome:
    plan = Plan(
        scenario=LAPPI.content_hash,
        groups=(),
        unserved=tuple(sorted(need.need for need in LAPPI.needs)),
    )
    stage = StageResult(
        name=StageId.STATUTORY,
        unit="half_pupil_lessons",
        value=statutory,
        bound=bound,
        gap=None,
        optimal=False,
        final=statutory,
        seconds=3,
    )
    return Outcome(status=Status.FEASIBLE, plan=plan, stages=(stage,))


def unserved_statutory() -> int:
    return sum(n.half_pupil_lessons for n in LAPPI.needs if n.priority == "statutory")


def test_sound_outcome_has_no_faults() -> None:
    outcome = empty_plan_outcome(unserved_statutory())

    assert checked("lappi-spring", LAPPI, outcome).faults == ()


def test_value_that_is_not_so_is_a_fault() -> None:
    value = unserved_statutory() - 2

    [fault] = checked("lappi-spring", LAPPI, empty_plan_outcome(value)).faults

    assert fault == f"statutory: reported {value}, is {value + 2}"


def test_bound_above_the_value_is_a_fault() -> None:
    value = unserved_statutory()

    [fault] = checked("lappi-spring", LAPPI, empty_plan_outcome(value, value + 1)).faults

    assert fault == f"statutory: value {value} below bound {value + 1}"


def test_missing_plan_is_a_fault() -> None:
    assert checked("lappi-spring", LAPPI, Outcome(status=Status.FAILED)).faults == (
        "no plan: failed",
    )


def test_page_has_a_line_per_stage_with_the_gap() -> None:
    """Value 80 and bound 60 leave a gap of 25 %."""
    text = page({"lappi-spring": known((0, 0), (80, 60))})

    assert "| lappi-spring | 12 | coverage | 80 | 60 | 25.0% | 30 | feasible |" in text
    assert "| lappi-spring | 12 | statutory | 0 | 0 | 0.0% | 30 | optimal |" in text
