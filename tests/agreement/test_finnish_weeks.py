"""Six real school weeks, which nobody here wrote, have a verified plan."""

from pathlib import Path

import pytest

from scenarios.importers import six_finnish_weeks
from solver.measure.objective import stage_values
from solver.search.params import SolveParams
from solver.solve import solve
from solver.verify.report import verify

FOLDER = Path(__file__).parents[2].parent / "shared" / "samples" / "xhstt"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the six sample weeks are not here")
def test_six_real_weeks_have_a_verified_plan_with_bounds() -> None:
    """Home timetables of real schools leave few windows; the search must live with them."""
    scenario = six_finnish_weeks(FOLDER)

    outcome = solve(scenario, SolveParams(seconds=12, workers=2))

    assert outcome.plan is not None
    assert len(outcome.plan.groups) > 0
    assert verify(scenario, outcome.plan) == ()
    values = stage_values(scenario, outcome.plan)
    assert [stage.final for stage in outcome.stages] == [values[s.name] for s in outcome.stages]
    assert all(s.bound is not None and s.bound <= (s.value or 0) for s in outcome.stages)
