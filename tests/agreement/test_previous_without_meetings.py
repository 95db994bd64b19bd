"""A plan of last year may be odd; the model must count against it what the measure counts."""

from scenarios.rules import StageId
from solver.measure.objective import stage_values
from solver.model.fixed import fits
from tests.support.build import group, plan, replaced
from tests.support.worlds import lone_need


def test_a_need_that_attended_nothing_before_is_dropped_like_any_other() -> None:
    """Unserved it attends the same nothing, which is not "at the same time"."""
    scenario = lone_need()
    taught = plan(scenario, group("t1", "mon 09:00", "n1"))
    member = taught.groups[0].members[0].model_copy(update={"meetings": ()})
    before = replaced(taught, taught.groups[0].group, members=(member,))
    nobody = plan(scenario)

    said = fits(scenario, nobody, before)

    assert said.values is not None
    # Two pupils with one lesson, 2.3 for each, in hundredths.
    assert said.values[StageId.CONTINUITY] == 460
    assert said.values == stage_values(scenario, nobody, before)
