"""What a run over the library notices in a bad outcome, and what it shows."""

from bench.library import checked, page
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
